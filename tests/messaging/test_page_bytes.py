"""How many bytes a conversation takes to a browser, with what people really write."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.templatetags.static import static

from chatscape import shell
from chatscape.staticfiles import HashedStaticFiles
from tests.aws.events import UNPACK
from tests.people import Person, friends, html
from tests.pictures import said
from tests.pictures.cast import FRIENDS

CONTACTS, MESSAGES = 30, 40
MAX_PAGE_BYTES = 10_000
MAX_FIRST_BYTES = 58_500  # with all that the worker keeps for when there is no network
HEADER = re.compile(r"^\d+ \d\d:\d\d [<>] ", re.MULTILINE)


def texts() -> list[str]:
    talks = (getattr(said, name) for name in dir(said) if name.isupper())
    return [text.strip() for talk in talks for text in HEADER.split(talk) if text.strip()]


@pytest.mark.usefixtures("as_deployed")
@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_visit_to_a_conversation_is_few_bytes(alice: Person, bob: Person, encoding: str) -> None:
    page = conversation(alice, bob, encoding)

    assert page.headers["Content-Encoding"] == encoding
    shown = BeautifulSoup(UNPACK[encoding](page.content), "html.parser")
    assert len(shown.select(".message[data-seq]")) == MESSAGES
    assert len(shown.select(".contact[data-contact]")) == CONTACTS
    assert shown.select("script[src$='.js'][integrity]")
    assert len(page.content) <= MAX_PAGE_BYTES, len(page.content)


@pytest.mark.usefixtures("as_deployed")
def test_a_first_visit_is_few_bytes_in_all(
    collected: HashedStaticFiles, alice: Person, bob: Person
) -> None:
    addresses = ["/serviceworker.js", "/manifest.json", "/offline/"]

    sizes = {it: len(in_browser(alice, it).content) for it in addresses}
    sizes |= {file: static_bytes(collected, file) for file in shell.files()}
    sizes["page"] = len(conversation(alice, bob).content)

    icon = static("icons/icon-192.png")  # for when somebody installs the site
    sizes[icon] = static_bytes(collected, icon)

    assert len(sizes) == 13
    assert sum(sizes.values()) <= MAX_FIRST_BYTES, sizes


@pytest.mark.usefixtures("as_deployed")
def test_all_that_a_conversation_loads_is_kept_by_the_worker(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "Hello")
    page = html(alice.get(f"/chats/{bob.id}/"))
    found = page.select("script, link[rel=stylesheet], link[rel=modulepreload], img")

    loaded = {str(it.get("src") or it["href"]) for it in found}

    assert {it.split(".")[0].rpartition("/")[2] for it in loaded} == {
        *("app", "common", "reading", "site", "htmx-2", "chatscape", "logo")
    }
    assert loaded <= set(shell.files())


def conversation(alice: Person, bob: Person, encoding: str = "br") -> HttpResponse:
    friends(alice, bob)
    lines = texts()
    for number in range(1, CONTACTS):
        friend = FRIENDS[number % len(FRIENDS)]
        other = Person(f"Friend{number}")
        alice.adds(other, name=f"{friend.name} {number}")
        alice.sends(other, lines[-number])
    for number, line in enumerate(lines[:MESSAGES]):
        (alice if number % 3 else bob).sends(bob if number % 3 else alice, line)
    return in_browser(alice, f"/chats/{bob.id}/", encoding)


def in_browser(person: Person, address: str, encoding: str = "br") -> HttpResponse:
    response = person.browser.get(address, headers={"Accept-Encoding": encoding})
    assert response.status_code == 200
    return response


def static_bytes(collected: HashedStaticFiles, address: str) -> int:
    file = Path(collected.path(address.removeprefix("/static/")))
    packed = file.with_name(f"{file.name}.br")
    return (packed if packed.exists() else file).stat().st_size
