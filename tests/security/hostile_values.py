"""What may be sent where a site reads something: plausible, hostile, and arbitrary."""

import string

from hypothesis import strategies as st

OWN, STRANGERS, ABSENT = "id of a contact", "id of a stranger", "0123456789abcdef0123"
STATE = "state of a pending sign-in"

NUMBERS = [
    *("0", "1", "7", "007", "40", "999999999999", "-1", "-0", "+1", "1e9", "1.5", "NaN", "inf"),
    *("0x10", "1_000", " 1", "1\n", "٣", "१", "²", "①", "True", "null"),
    *(str(2**63), str(-(2**63)), "9" * 5_000),
]
IDS = [OWN, STRANGERS, ABSENT, ABSENT.upper(), ABSENT + "\n", "user#1", "0" * 19, "0" * 5_000]
CLIENT_IDS = [
    "8d2f6c1e-0b7a-4f39-9c55-2f0e6a1b7d34",
    "8D2F6C1E-0B7A-4F39-9C55-2F0E6A1B7D34",
    "00000000-0000-0000-0000-000000000000",
    "{8d2f6c1e-0b7a-4f39-9c55-2f0e6a1b7d34}",
    "8d2f6c1e0b7a4f399c552f0e6a1b7d34",
]
TEXTS = [
    *("", " ", "\n\n", "Bob", "hello", "שלום", "0", "x" * 81, "x" * 4_000, "x" * 4_001),
    *("x" * 20_000, "é" * 9_000, "\u0301" * 300, "a" + "\u0301" * 6_000, '"' * 3_000),
    *("\0", "a\0b", "\x1b[2J", "\x85", "\u200b\u2060", "\u3164", "\u202eevil", "\u2067", "\ufeff"),
    *("\ufffd", "\ufdd0", "\ud800", "\udfff\ud800", "\U0010ffff", "\ue000", "ﷺ" * 2_000),
    "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}" * 900,
    *("<img src=x onerror=alert(1)>", "</script>", "{{7*7}}", "{% debug %}", "%s%n", "${7*7}"),
    *("' OR 1=1 --", "../../etc/passwd", "..\\..", "%00", "%", "a=b&c=d", "a;b"),
    "https://example.com/" + "(" * 3_000,
    "https://" + "a." * 2_000,
]
ADDRESSES = [
    *("zoe@example.com", "ZOE@EXAMPLE.COM", "alice@example.com", "bob@example.com", " a@x.io "),
    *("a@b", "@", "a@x..io", "a@-x.io", "a@[127.0.0.1]", "a@localhost", "mailto:a@x.io", "ı@x.io"),
    *(
        "a@x.io,b@x.io",
        "<a@x.io>",
        '"a b"@x.io',
        "a@xn--\u00e9.io",
        "a@x.io\0",
        "a@x.io\nBcc: b@x.io",
    ),
    *("a" * 65 + "@x.io", "a@" + "b." * 2_000 + "io", "a@" + "1-" * 5_000 + ".io"),
]
PLACES = [
    *("/", "/chats/", "/chats/?q=1#x", "//evil.example", "/\\evil.example", "\\\\evil.example"),
    *(
        "https://evil.example/",
        "http://localhost:8000/chats/",
        "http://localhost:8000@evil.example",
    ),
    *(
        "javascript:alert(1)",
        "/oidc/authenticate/?next=/",
        "/\r\nSet-Cookie: a=b",
        "/" + "a" * 5_000,
    ),
    *("http:///evil.example", "/%2F/evil.example", "/.//evil.example", "http://[", "http://[::1"),
]
CODES = [STATE, "code", "access_denied", "server_error", "x" * 101, "x" * 9_000]

anything = st.text(max_size=60) | st.text(
    st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Nd", "Zs"]), max_size=20
)
values = st.one_of(
    anything, *map(st.sampled_from, (NUMBERS, IDS, CLIENT_IDS, TEXTS, ADDRESSES, PLACES, CODES))
)
header_text = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=200)
unquoted = st.text(
    string.ascii_letters + string.digits + "%&=+/.;:@~$'()*!,[]|^`{}<>\"\\", max_size=40
)
broken_paths = st.sampled_from(
    ["%FF", "%", "%zz", "%00", "%C0%AF", "%ED%A0%80", "..", "../..", "..%2F..", "%252e%252e", "%0a"]
)
