"""Requests for a route: some as a browser sends them, most with something wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes

from django import forms
from hypothesis import strategies as st

from . import hostile_values as hostile
from .authorisation import FORMS
from .routes import Route

Pairs = list[tuple[str, str]]

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
READ_DIRECTLY = {"clears", "client_id", "seq", "user", "revision", "seen"}  # by no field of a form
QUERIES = {
    "accounts:sign_in": {"next": "/chats/"},
    "accounts:callback": {"state": hostile.STATE, "code": "code"},
    "accounts:account": {"saved": "1", "tested": "sent"},
    "messaging:inbox": {"q": "bob"},
    "messaging:conversation": {"after": "3"},
    "messaging:messages": {"before": "50"},
    "messaging:updates": {
        "version": "0",
        "contact": hostile.OWN,
        "after": "1",
        "user": hostile.OWN,
    },
    "admin:index": {
        "q": "bob@example.com",
        "state": "closed",
        "category": "spam",
        "dismissed": "1",
        "left": "0",
        "about": "1796000000000#" + "0" * 20,
        "by": "1796000000000#" + "0" * 20,
        "history": "1796000000000#" + "0" * 8,
    },
}
PARAMETERS = {"error", "before", "after"}.union(*QUERIES.values())
FOUR_OF_FIVE = st.sampled_from([True, True, True, True, False])
CHARSETS = [
    *("utf-8", "UTF8", "latin-1", "utf-16", "utf-7", "idna", "punycode", "zlib", "rot13", "hex"),
    *("undefined", "unicode_escape", "raw_unicode_escape", "no-such", "x" * 5_000, ""),
]
CONTENT_TYPES = [
    *("", "application/json", "text/plain", "multipart/form-data", "/", ";", "x" * 5_000),
    *("multipart/form-data; boundary=", "multipart/form-data; boundary=" + "y" * 300),
    *(f"{kind}; charset={charset}" for kind in (URLENCODED, MULTIPART) for charset in CHARSETS),
]


@dataclass(frozen=True)
class Sent:
    """A request as far as it is made up; ids and the session are put in when it is sent."""

    contact: str
    query: Pairs
    more_query: str
    form: Pairs
    content_type: str
    headers: dict[str, str]
    cookies: tuple[str, str]

    def body(self, form: Pairs) -> bytes:
        """The form as its content type asks."""
        if not self.content_type.startswith("multipart/"):
            return urlencoded(form).encode()
        parts = [_part(*pair) for pair in form]
        return b"".join((*parts, b"--x--\r\n"))


def form_fields() -> set[str]:
    """Of every form class of the site, and what is read besides."""
    classes = [it for it in _subclasses(forms.Form) if not it.__module__.startswith("django.")]
    return READ_DIRECTLY.union(*(it.base_fields for it in classes))


def read_in(folders: list[Path]) -> set[str]:
    """The names of all parameters that source code reads, by the look of it."""
    reads = re.compile(r"""(?:GET|POST|parameters|self\.data)(?:\.get\(|\.getlist\(|\[)"(\w+)\"""")
    sources = [it.read_text() for folder in folders for it in folder.rglob("*.py")]
    return {name for source in sources for name in reads.findall(source)}


def requests_for(route: Route) -> st.SearchStrategy[Sent]:
    return st.builds(
        Sent,
        contact=contacts(),
        query=pairs(QUERIES.get(route.name, {}), PARAMETERS),
        more_query=mostly([""], hostile.unquoted),
        form=pairs(dict(FORMS.get(route.name, {})), form_fields()),
        content_type=mostly([URLENCODED, MULTIPART], st.sampled_from(CONTENT_TYPES)),
        headers=headers(),
        cookies=st.tuples(mostly([""], cookies()), mostly([""], cookies())),
    )


def mostly(good: list[str], bad: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return FOUR_OF_FIVE.flatmap(lambda is_good: st.sampled_from(good) if is_good else bad)


def contacts() -> st.SearchStrategy[str]:
    """As they are to stand in the path."""
    odd = hostile.values.map(quoted) | hostile.broken_paths
    return mostly([hostile.OWN], st.sampled_from(hostile.IDS).map(quoted) | odd)


def pairs(good: dict[str, str], names: set[str]) -> st.SearchStrategy[Pairs]:
    """Of each good pair any number, right or wrong, and others among them."""
    fields = [
        mostly([value], hostile.values).map(lambda it, name=name: (name, it))
        for name, value in good.items()
    ]
    any_name = st.sampled_from(sorted(names | good.keys())) | hostile.anything
    parts = st.lists(st.one_of(*fields, st.tuples(any_name, hostile.values)), max_size=4)
    whole = st.tuples(*fields).map(list)
    both = st.tuples(whole, parts).map(lambda it: [*it[0], *it[1]])
    return FOUR_OF_FIVE.flatmap(lambda is_whole: whole if is_whole else both | parts)


def headers() -> st.SearchStrategy[dict[str, str]]:
    places = st.sampled_from([it for it in hostile.PLACES if it.isprintable()])
    return st.fixed_dictionaries(
        {"HX-Request": mostly(["true", "false"], hostile.header_text)},
        optional={
            "HX-Current-URL": places | hostile.header_text,
            "HX-Target": hostile.header_text,
            "HX-History-Restore-Request": hostile.header_text,
            "Range": st.sampled_from(["bytes=0-1", "bytes=9999999-", "bytes=-0", "x"]),
            "If-Modified-Since": hostile.header_text,
            "Accept-Encoding": hostile.header_text,
        },
    )


def cookies() -> st.SearchStrategy[str]:
    known = ["csrf_8000=", "session_8000=", "sessionid=1", "=", "x" * 8_000, 'a="\\"']
    return hostile.header_text | st.sampled_from(known)


def quoted(text: str) -> str:
    return quote_from_bytes(text.encode(errors="surrogatepass"), safe="")


def urlencoded(pairs: Pairs) -> str:
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs)


def _part(name: str, value: str) -> bytes:
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
    return head.encode(errors="surrogatepass")


def _subclasses(of: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for it in of.__subclasses__():
        yield it
        yield from _subclasses(it)
