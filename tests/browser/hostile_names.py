"""Names and e-mail addresses that were made to break pages: what is taken, what is refused."""

import unicodedata

from .hostile_texts import ENTITIES, MARKUP, TEMPLATES

NAMES = {
    name: text for name, text in (MARKUP | TEMPLATES | ENTITIES).items() if len(text) <= 80
} | {
    "right to left": "שלום (123) עולם!",
    "right to left at length": "محمد عبد الرحمن " * 5,
    "both ways": "abc אבג 123 def",
    "wide letters": "W" * 80,
    "marks upwards": "Z\u0310\u0306\u0351\u0343\u0312\u030a" * 25,
    "marks below": "q\u0323\u0331\u0347\u032d\u0329\u0325" * 25,
    "bismillah": "\ufdfd" * 80,
    "cuneiform": "\U0001242b\U00012031" * 40,
    "Tibetan": "\u0f40\u0fb3\u0fb4\u0f71\u0f72\u0f84" * 18,
    "families": "👨‍👩‍👧‍👦" * 13,
    "emoji joined without end": "👩\u200d" * 45 + "👩",
    "number of others": "(99) Bob · ChatScape",
    "said by the site": "Bob is on your list. Accept",
    "address of others": "https://evil.example/?<b>",
}

REFUSED_NAMES = {
    "override": "Bob \u202egpj.exe",
    "isolate": "\u2066Bob",
    "end of an isolate": "Bob\u2069 Alice",
    "zero width": "B\u200bob",
    "byte order mark": "B\ufeffob",
    "tab": "Bob\tAlice",
    "line separator": "Bob\u2028Alice",
    "control character": "Bob\x1b[31m",
    "private use": "Bob\ue000",
    "tags": "Bob\U000e0041",
    "too many marks": "q" + "\u0301" * 7,
    "too long": "x" * 81,
    "too long, out of an attribute": '"><img src=x onerror=alert(1)>' * 3,
    "filler": "\u3164",
}

EMAILS = {
    "double braces": "{{7*7}}@example.com",
    "single quote": "'onfocus='alert@example.com",
    "backtick": "`onfocus=`alert@example.com",
    "template tag": "{%debug%}@example.com",
    "dollar braces": "${7*7}#{7*7}@example.com",
    "no semicolon": "a&lt&copy&amp@example.com",
    "path": "a/oidc/logout/?next=@example.com",
    "long": "x" * 64 + "@" + ".".join(["y" * 60] * 3) + ".com",
}

REFUSED_EMAILS = {
    "out of an attribute": '"><svg/onload=alert(1)>@example.com',
    "angle brackets": "<script>alert(1)</script>@example.com",
    "quoted": '"<b>"@example.com',
    "javascript": "javascript:alert(1)",
    "mailto": "mailto:bob@example.com?cc=eve@evil.example",
    "name in front": "Bob <bob@example.com>",
    "two": "bob@example.com,eve@evil.example",
    "override": "bob\u202e@example.com",
    "zero width": "bo\u200bb@example.com",
    "look-alike": "b\u043eb@example.com",
    "entity": "&lt;bob&gt;@example.com",
    "double braces": "{{7*7}}",
    "marks": "b" + "\u0301" * 100 + "@example.com",
    "long": "x" * 65 + "@example.com",
}


def called(name: str) -> str:
    """A name as it is stored and shown."""
    return unicodedata.normalize("NFC", name.strip())
