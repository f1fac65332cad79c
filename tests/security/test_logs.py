"""What the log says: events and costs in JSON, and nothing that anybody typed or owns."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from accounts.repository import profile_key
from chatscape import wiring
from chatscape.logs import STANDARD_ERROR, Event, JsonLines
from chatscape.pseudonyms import pseudonym
from chatscape.store.port import Update
from tests.accounts.browser import Browser
from tests.accounts.hostile_provider import HostileProvider
from tests.people import HTMX, Person, friends

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "operating.md"
CANARY = "canary"


class Log:
    """What this process writes to its log while a test runs, in the configured format."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured
        self._written = ""

    @property
    def text(self) -> str:
        self._written += self._captured.readouterr().err
        return self._written

    def of(self, event: str) -> list[dict[str, object]]:
        lines = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in lines if line.get("event") == event]


@pytest.fixture
def log(own_store: None, capfd: pytest.CaptureFixture[str]) -> Iterator[Log]:
    (console,) = [it for it in logging.getLogger().handlers if it.get_name() == "console"]
    assert isinstance(console, logging.StreamHandler)
    usual = console.stream
    with open(STANDARD_ERROR, "w", closefd=False) as console.stream:
        yield Log(capfd)
    console.stream = usual


def test_every_request_is_a_line_that_says_what_it_cost(log: Log) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)

    response = alice.says(bob, "hello")

    line = log.of("request")[-1]
    assert line["request_id"] == response["X-Request-ID"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*\+00:00", str(line["time"]))
    assert float(str(line["ms"])) > 0
    assert {name: line[name] for name in ("method", "route", "status", "user", "level")} == {
        "method": "POST",
        "route": "/chats/<user_id:contact>/messages/",
        "status": 200,
        "user": pseudonym(alice.id),
        "level": "INFO",
    }
    costs = [line[name] for name in ("store_calls", "read_units", "write_units")]
    assert costs == [4, 3, 12]


def test_an_answer_of_this_machine_says_what_it_cost(alice: Person, settings: Settings) -> None:
    timing = alice.get("/chats/")["Server-Timing"]
    assert re.fullmatch(
        r'total;dur=[\d.]+, store;dur=[\d.]+;desc="2 calls, 2 read units, 0 write units"', timing
    )

    settings.SERVER_TIMING = False
    assert "Server-Timing" not in alice.get("/chats/").headers


def test_nothing_that_is_asked_for_in_vain_is_repeated(log: Log) -> None:
    browser = Client(HTTP_HOST="localhost", raise_request_exception=False)
    canaries = {"HTTP_REFERER": f"https://{CANARY}.example/", "HTTP_USER_AGENT": CANARY}
    browser.get(f"/{CANARY}/", {"q": CANARY}, **canaries)
    browser.get("/chats/", headers={"cookie": f"{CANARY}=" + "x" * 8_000})
    browser.post("/contacts/", {"name": CANARY})
    browser.generic(CANARY.upper(), "/chats/")
    Client(HTTP_HOST=f"{CANARY}.example").get("/about/")
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.post("/contacts/", headers={"Origin": f"https://{CANARY}.example"})

    assert [line["status"] for line in log.of("request")] == [404, 400, 302, 405, 400, 403]
    assert log.of("form_refused")[0]["cause"] == "Origin checking failed"
    assert [it["cause"] for it in log.of("request_refused")] == ["BadRequest", "DisallowedHost"]
    assert CANARY not in log.text.lower()


def test_a_fault_is_told_by_its_kind_and_place(log: Log, settings: Settings) -> None:
    alice = Person("Alice")
    alice.browser.raise_request_exception = False
    settings.CHATSCAPE_STORE = f"nonsense://{CANARY}"
    wiring.application.cache_clear()

    response = alice.get("/chats/")

    (fault,) = [json.loads(it) for it in log.text.splitlines() if "unhandled_exception" in it]
    assert fault["request_id"] == response["X-Request-ID"]
    assert str(fault["exc_info"]).startswith("ValueError\n")
    assert "wiring.py" in fault["exc_info"]
    assert CANARY not in log.text


def test_exceptions_that_cause_one_another_are_told_once() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one

    told = JsonLines().formatException((ValueError, one, None))

    assert told.splitlines() == ["ValueError", "KeyError"]


def test_a_whole_day_leaves_no_address_no_text_and_no_token(
    log: Log, hostile: HostileProvider
) -> None:
    """Everything that people do, with canaries in all that they type and own."""
    hostile.claims = {"email": f"{CANARY}-a@example.com", "name": f"{CANARY} Alice"}
    browser = Browser()
    back = browser.approves(browser.starts(next="/account/"))
    browser.comes_back(back)
    browser.comes_back(back)
    user = browser.user()
    assert user is not None
    alice, bob = Person("Alice"), Person(f"{CANARY}-Bob")
    friends(alice, bob)
    alice.sends(bob, f"{CANARY} body", client_id := str(uuid4()))
    alice.says(bob, f"{CANARY} other", client_id)
    alice.says(bob, f"{CANARY}\0")
    alice.does("rename", bob, name=f"{CANARY} Robert")
    alice.post("/contacts/", name=CANARY, email=f"{CANARY} no address")
    alice.get("/chats/", q=f"{CANARY}-bob@example.com")
    alice.post("/account/", name=f"{CANARY} Alice")
    alice.reports(bob, bob.sends(alice, "me"), comment=f"{CANARY} comment")
    wiring.store().write(Update(profile_key(bob.id), {"suspended_until": 2**53}))
    bob.get("/chats/")
    alice.browser.post("/oidc/logout/")

    secrets = {
        *(CANARY, "@example.com", client_id, alice.id, bob.id, user.id),
        *(back.partition("code=")[2].partition("&")[0], browser.cookie, *hostile.issued),
    }
    assert len(log.of("request")) >= 14
    assert [secret for secret in secrets if secret in log.text] == []


def test_security_events_have_names(log: Log, settings: Settings) -> None:
    settings.LIMITS = settings.LIMITS | {"messages_per_minute": 1}
    wiring.application.cache_clear()
    alice, bob, mallory = Person("Alice"), Person("Bob"), Person("Mallory")
    friends(alice, bob)
    alice.sends(bob, "one")
    alice.says(bob, "two")
    mallory.get(f"/chats/{bob.id}/", headers=HTMX)
    bob.get("/admin/")
    phone = mallory.new_browser()
    mallory.browser.post("/account/sign-out-everywhere/")
    phone.get("/chats/")
    phone.cookies[django_settings.SESSION_COOKIE_NAME] = "forged"
    phone.get("/chats/")

    (limited,) = log.of("limited")
    assert (limited["limit"], limited["user"]) == ("messages", pseudonym(alice.id))
    assert [it["user"] for it in log.of("access_refused")] == [pseudonym(mallory.id)]
    assert [it["user"] for it in log.of("staff_page_refused")] == [pseudonym(bob.id)]
    assert [it["cause"] for it in log.of("session_refused")] == ["over", "unreadable"]
    assert len(log.of("signed_out_everywhere")) == 1


def test_every_event_is_explained_and_no_other() -> None:
    explained = re.findall(r"^\| `([a-z_]+)` \|", DOCUMENT.read_text(), re.MULTILINE)

    assert explained == [event.value for event in Event]
