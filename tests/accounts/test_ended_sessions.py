"""What a browser meets whose session has ended or is suspended: at every address."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from accounts.domain import FOREVER, SESSION_IDLE, SESSION_LIFETIME, STAFF_SESSION_LIFETIME
from accounts.repository import profile_key
from chatscape import wiring
from chatscape.store.port import Delete, Update
from tests.accounts.cookies import ages, copy_of, is_out
from tests.people import HTMX, Person, friends, identity

SIGN_IN = "/oidc/authenticate/"
FRAGMENT = HTMX | {"HX-Current-URL": f"{settings.CHATSCAPE_ORIGIN}/chats/?q=b"}
BACK_TO_THE_PAGE = f"{SIGN_IN}?next={quote('/chats/?q=b', '')}"
FOR_EVERYBODY = {"accounts:sign_in", "accounts:callback", "accounts:sign_out", "accounts:language"}


def guarded_views() -> list[str]:
    """The name of every address of an app that is for people who are signed in."""
    apps = get_resolver().namespace_dict
    names = {f"{app}:{it.name}" for app in apps for it in apps[app][1].url_patterns}
    return sorted(names - FOR_EVERYBODY)


VIEWS = guarded_views()


def signs_out_elsewhere(alice: Person) -> None:
    copy_of(alice.browser).post("/oidc/logout/")


def signs_out_everywhere(alice: Person) -> None:
    alice.new_browser().post("/account/sign-out-everywhere/")


def becomes_staff_late(alice: Person) -> None:
    ages(alice.browser, STAFF_SESSION_LIFETIME)
    wiring.users().sign_in(identity("Alice", frozenset({"staff"})))


def is_gone(alice: Person) -> None:
    wiring.store().write(Delete(profile_key(alice.id)))


ENDS: dict[str, Callable[[Person], object]] = {
    "idle": lambda alice: ages(alice.browser, SESSION_IDLE, "seen"),
    "busy for too long": lambda alice: ages(alice.browser, SESSION_LIFETIME, "since", "until"),
    "staff for too long": becomes_staff_late,
    "signed out elsewhere": signs_out_elsewhere,
    "signed out everywhere": signs_out_everywhere,
    "gone": is_gone,
}


def address_of(view: str, contact: Person) -> str:
    try:
        return reverse(view)
    except NoReverseMatch:
        return reverse(view, args=[contact.id])


def stored(tmp_path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(tmp_path / "chatscape.sqlite3")) as connection:
        return connection.execute("SELECT * FROM items ORDER BY 1, 2").fetchall()


def posts(browser: Client, path: str, headers: dict[str, str]) -> HttpResponse:
    """What any of the forms would take."""
    data = {
        "name": "Carol",
        "email": "carol@example.com",
        "body": "hello",
        "client_id": str(uuid4()),
        "seq": "1",
    }
    return browser.post(path, data, headers=headers)


def answered(*responses: HttpResponse) -> list[HttpResponse]:
    """Without those to a method that the address does not take, which is at most one of two."""
    taken = [response for response in responses if response.status_code != 405]
    assert taken
    return taken


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("view", VIEWS)
def test_an_ended_session_leads_to_signing_in_and_stores_nothing(
    alice: Person, bob: Person, tmp_path: Path, view: str, end: Callable[[Person], object]
) -> None:
    friends(alice, bob)
    bob.sends(alice, "hello")
    end(alice)
    before = stored(tmp_path)
    path = address_of(view, bob)

    fragments = alice.browser.get(path, headers=FRAGMENT), posts(alice.browser, path, FRAGMENT)
    for response in answered(*fragments):
        assert response.status_code == 401
        assert response["HX-Redirect"] == BACK_TO_THE_PAGE
        assert response.content == b""
    pages = alice.browser.get(path), posts(alice.browser, path, {})
    for response in answered(*pages):
        next_page = f"?next={quote(path, '')}" if response is pages[0] else ""
        assert response.status_code == 302
        assert response["Location"] == SIGN_IN + next_page
    assert stored(tmp_path) == before


@pytest.mark.parametrize("view", VIEWS)
def test_a_suspension_bites_at_the_next_request_of_every_device(
    alice: Person, bob: Person, tmp_path: Path, view: str
) -> None:
    friends(alice, bob)
    bob.sends(alice, "hello")
    devices = [alice.browser, alice.new_browser(), copy_of(alice.browser)]
    wiring.store().write(Update(profile_key(alice.id), {"suspended_until": FOREVER}))
    before = stored(tmp_path)
    path = address_of(view, bob)

    for device in devices:
        fragments = device.get(path, headers=HTMX), posts(device, path, HTMX)
        for response in answered(*fragments):
            assert response.status_code == 403
            assert response["HX-Refresh"] == "true"
        for response in answered(device.get(path), posts(device, path, {})):
            assert response.status_code == 403
            assert "suspended" in response.content.decode()
    assert stored(tmp_path) == before


@pytest.mark.parametrize("role", ["staff", "moderator"])
def test_twelve_hours_are_enough_for_staff_only(alice: Person, role: str) -> None:
    sam = Person("Sam", roles=frozenset({role}))
    for someone in (alice, sam):
        ages(someone.browser, STAFF_SESSION_LIFETIME - 60)
        assert not is_out(someone.browser)
        ages(someone.browser, 61)
    assert not is_out(alice.browser)
    assert is_out(sam.browser)


def test_busy_or_not_a_session_ends_at_its_last_moment(alice: Person) -> None:
    ages(alice.browser, SESSION_LIFETIME - 60, "since", "until")
    assert not is_out(alice.browser)
    ages(alice.browser, 61, "since", "until")
    assert is_out(alice.browser)
