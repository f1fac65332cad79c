"""A language in which every translated message stands in brackets, and what stands outside them."""

import re
from pathlib import Path

from babel.messages.catalog import Message
from bs4 import BeautifulSoup
from bs4.element import PreformattedString

from .messages import as_mo, updated

LANGUAGE = "de"  # whose own words are not needed: those of Django stay out of the brackets
SPOKEN = ("aria-label", "placeholder", "title", "alt", "data-title")
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]+")
NOT_READ = "script, .avatar"


def write_catalog(locale: Path) -> None:
    catalog = updated(LANGUAGE)
    for message in catalog:
        if message.id:
            message.string = _bracketed(message)
    file = locale / LANGUAGE / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(as_mo(catalog))


def _bracketed(message: Message) -> str | tuple[str, ...]:
    if isinstance(message.id, tuple):
        return tuple(f"⟦{form}⟧" for form in message.id)
    return f"⟦{message.id}⟧"


def unmarked(page: BeautifulSoup, data: set[str]) -> list[str]:
    """The words of a page, also those that are read out, which are no message and no data."""
    for element in page.select(NOT_READ):
        element.decompose()
    texts = ["".join(it for it in page.strings if not isinstance(it, PreformattedString))]
    texts += [str(it[name]) for name in SPOKEN for it in page.select(f"[{name}]")]
    texts += [str(it["content"]) for it in page.select("meta[name=description]")]
    return [word for text in texts for word in _outside(text, data)]


def _outside(text: str, data: set[str]) -> list[str]:
    while BRACKETED.search(text):
        text = BRACKETED.sub(" ", text)
    for known in sorted(data, key=len, reverse=True):
        text = text.replace(known, " ")
    return WORD.findall(text)
