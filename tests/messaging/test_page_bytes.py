"""How many bytes a conversation takes to a browser, with what people really write."""

import re

import brotli
import pytest
from bs4 import BeautifulSoup

from tests.people import Person, friends
from tests.pictures import said
from tests.pictures.cast import FRIENDS

CONTACTS, MESSAGES = 30, 40
MAX_BYTES = 11 * 1024 + 512  # with the scripts and styles, by their own tests, less than 60 KB
HEADER = re.compile(r"^\d+ \d\d:\d\d [<>] ", re.MULTILINE)


def texts() -> list[str]:
    talks = (getattr(said, name) for name in dir(said) if name.isupper())
    return [text.strip() for talk in talks for text in HEADER.split(talk) if text.strip()]


@pytest.mark.usefixtures("as_deployed")
def test_a_visit_to_a_conversation_is_few_bytes(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    lines = texts()
    for number in range(1, CONTACTS):
        friend = FRIENDS[number % len(FRIENDS)]
        other = Person(f"Friend{number}")
        alice.adds(other, name=f"{friend.name} {number}")
        alice.sends(other, lines[-number])
    for number, line in enumerate(lines[:MESSAGES]):
        (alice if number % 3 else bob).sends(bob if number % 3 else alice, line)

    page = alice.browser.get(f"/chats/{bob.id}/", headers={"Accept-Encoding": "br"})

    assert page.headers["Content-Encoding"] == "br"
    shown = BeautifulSoup(brotli.decompress(page.content), "html.parser")
    assert len(shown.select(".message[data-seq]")) == MESSAGES
    assert len(shown.select(".contact[data-contact]")) == CONTACTS
    assert shown.select("script[src$='.js'][integrity]")
    assert len(page.content) <= MAX_BYTES, len(page.content)
