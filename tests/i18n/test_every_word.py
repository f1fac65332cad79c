"""No page says a word that no translator can see."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.utils.functional import Promise
from pytest_django import Settings

from accounts import refusals
from accounts.domain import FOREVER
from accounts.repository import profile_key
from chatscape import errors, wiring
from chatscape.store.port import Update
from moderation.services import report_id
from tests.engines import AWS
from tests.people import Person, friends, html

from .pseudo import LANGUAGE, unmarked, write_catalog

TEXT = "kwyjibo"  # of a message
DATA = {
    *("Alice", "Bob", "Carol", "@example.com", "alice", "bob", "carol", TEXT),
    *("ChatScape", "UTC", "English", "Deutsch"),
}
LONG = {"body": TEXT * 600, "client_id": str(uuid4())}
NOWHERE = "dynamodb://nowhere?endpoint_url=http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def pseudo_language(settings: Settings, tmp_path: Path) -> None:
    write_catalog(tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale"]


@pytest.fixture
def visitor(own_store: None) -> Client:
    return in_brackets(Client(HTTP_HOST="localhost", raise_request_exception=False))


def in_brackets(browser: Client) -> Client:
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = LANGUAGE
    return browser


def says_nothing_unmarked(answer: HttpResponse, status: int = 200) -> bool:
    assert answer.status_code == status, answer.content.decode()
    page = html(answer)
    assert "⟦" in page.get_text()
    assert unmarked(page, DATA) == []
    return True


@pytest.fixture
def people(alice: Person, bob: Person) -> tuple[Person, Person]:
    """Alice and Bob, who have talked."""
    for person in (alice, bob):
        in_brackets(person.browser).raise_request_exception = False
    friends(alice, bob)
    for number in range(45):
        alice.sends(bob, f"{TEXT} {number}")
        bob.sends(alice, TEXT)
    return alice, bob


def test_it_is_seen_where_a_word_is_not_marked() -> None:
    page = BeautifulSoup(
        '<p title="⟦a⟧">⟦one <b>Bob</b> two ⟦3 hours⟧⟧ Bob 14:05</p><i alt="x">three</i>',
        "html.parser",
    )

    assert unmarked(page, {"Bob"}) == ["three", "x"]


def test_pages_for_everybody(visitor: Client) -> None:
    assert says_nothing_unmarked(visitor.get("/"))
    assert says_nothing_unmarked(visitor.get("/about/"))
    assert says_nothing_unmarked(visitor.get("/oidc/callback/?code=x&state=y"), 400)
    assert says_nothing_unmarked(visitor.post("/account/language/"), 422)


def test_chats(people: tuple[Person, Person], visitor: Client) -> None:
    alice, bob = people
    here = f"/chats/{bob.id}/"
    for path in ("/chats/", "/chats/?q=nobody", here, f"{here}?before=20", f"{here}?after=20"):
        assert says_nothing_unmarked(alice.get(path))
    assert says_nothing_unmarked(alice.fragment("/updates/", version=0, contact=bob.id, after=0))
    assert says_nothing_unmarked(alice.fragment(f"{here}messages/", before=20))
    alice.removes(bob)
    assert says_nothing_unmarked(alice.get("/chats/"))
    assert says_nothing_unmarked(alice.fragment("/updates/", version=0, contact=bob.id, after=0))


def test_a_request_and_a_block(
    people: tuple[Person, Person], person: Callable[[str], Person]
) -> None:
    alice, bob = people
    carol = person("Carol")
    in_brackets(carol.browser)
    assert says_nothing_unmarked(carol.get("/chats/"))
    carol.adds(alice)
    carol.sends(alice, TEXT)
    alice.blocks(bob)
    for other in (bob, carol):
        assert says_nothing_unmarked(alice.get(f"/chats/{other.id}/"))
        alice.does("rename", other, name=other.name)


def test_a_report(people: tuple[Person, Person]) -> None:
    alice, bob = people
    here = f"/contacts/{bob.id}/report/"
    form = {"category": "spam", "comment": TEXT, "messages": [1, 40]}
    assert says_nothing_unmarked(alice.get("/reports/"))
    assert says_nothing_unmarked(alice.get(here))
    assert says_nothing_unmarked(alice.browser.post(here, form | {"before": 30}))
    for wrong in ({}, form | {"messages": [999]}, form | {"messages": list(range(1, 20))}):
        assert says_nothing_unmarked(alice.browser.post(here, wrong), 422)
    alice.browser.post(here, form)
    assert says_nothing_unmarked(alice.get("/reports/"))


def test_account(people: tuple[Person, Person]) -> None:
    alice, _ = people
    assert says_nothing_unmarked(alice.get("/account/", saved=1))
    for name in ("", "\u202e", "x" * 100):
        assert says_nothing_unmarked(alice.browser.post("/account/", {"name": name}), 422)
    for until in (FOREVER, 2_000_000_000):
        wiring.store().write(Update(profile_key(alice.id), {"suspended_until": until}))
        assert says_nothing_unmarked(alice.get("/chats/"), 403)


def test_what_staff_read(own_store: None) -> None:
    sam = Person("Sam", roles=frozenset({"staff"}))

    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    seq = bob.sends(alice, TEXT)
    alice.reports(bob, seq, comment=TEXT)
    here = f"/admin/reports/{report_id(alice.id, bob.id, [seq])}/"
    in_brackets(sam.browser)

    for path in ("/admin/", f"/admin/?q={bob.email}", "/admin/?q=nobody@example.com", here):
        page = html(sam.browser.get(path))
        djangos = {"Zum Hauptinhalt springen", "Brotkrümel"}
        assert "⟦" in page.get_text()
        assert unmarked(page, DATA | {"sam", "Sam"} | djangos) == [], path


def test_what_is_wrong_with_a_form(people: tuple[Person, Person]) -> None:
    alice, bob = people
    post, chat = alice.browser.post, f"/chats/{bob.id}/messages/"
    for form in ({}, {"email": "nonsense", "name": "\u202e"}, {"email": alice.email, "name": "x"}):
        assert says_nothing_unmarked(post("/contacts/", form), 422)
    assert says_nothing_unmarked(post(f"/contacts/{bob.id}/rename/", {"name": ""}), 422)
    for body in ("", "\ufffd", LONG["body"]):
        assert says_nothing_unmarked(post(chat, LONG | {"body": body}), 422)
    assert says_nothing_unmarked(post(chat, LONG | {"body": TEXT * 3_000}), 413)


def test_what_cannot_be_done(people: tuple[Person, Person], settings: Settings) -> None:
    alice, bob = people
    chat = f"/chats/{bob.id}/messages/"
    message = {"body": TEXT, "client_id": str(uuid4())}
    contact = {"name": "Carol", "email": "carol@example.com"}
    alice.browser.post(chat, message)
    assert says_nothing_unmarked(alice.browser.post(chat, message | {"body": "Bob"}), 409)
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 1)
    wiring.application.cache_clear()
    for path, form in ((chat, message | {"client_id": str(uuid4())}), ("/contacts/", contact)):
        assert says_nothing_unmarked(alice.browser.post(path, form), 429)
    alice.blocks(bob)
    assert says_nothing_unmarked(alice.browser.post(chat, LONG | {"body": TEXT}), 409)


def test_error_pages(
    visitor: Client, alice: Person, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = in_brackets(Client(HTTP_HOST="localhost", enforce_csrf_checks=True))
    assert says_nothing_unmarked(visitor.get("/", headers={"cookie": "x" * 8_000}), 400)
    assert says_nothing_unmarked(strict.post("/contacts/", {"name": TEXT}), 403)
    assert says_nothing_unmarked(strict.post("/contacts/", headers={"Origin": "null"}), 403)
    assert says_nothing_unmarked(visitor.get("/nowhere/"), 404)
    assert says_nothing_unmarked(visitor.post("/about/"), 405)
    in_brackets(alice.browser).raise_request_exception = False
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    for store, status in ((NOWHERE, 503), ("nonsense://", 500)):
        settings.CHATSCAPE_STORE = store
        wiring.application.cache_clear()
        assert says_nothing_unmarked(alice.get("/chats/"), status)


def answers() -> Iterator[errors.Answer]:
    for it in (vars(errors).values(), errors.BY_EXCEPTION.values(), errors.TOO_MANY.values()):
        yield from (answer for answer in it if isinstance(answer, errors.Answer))


def test_whatever_is_said_of_an_error_is_marked() -> None:
    for answer in answers():
        assert isinstance(answer.title, Promise)
        assert isinstance(answer.text, Promise)
    reasons = {name: it for name, it in vars(refusals).items() if name.isupper()}
    assert all(isinstance(it, Promise | int) for it in reasons.values())
