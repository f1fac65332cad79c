"""A session cookie that we have not signed, or not in this shape, is nobody."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.session import PENDING
from tests.accounts.browser import Browser, callback, is_refused
from tests.accounts.cookies import is_out, payload, plant, signed
from tests.people import Person

FORGERIES = {
    "another key": {"key": "k" * 60},
    "another salt": {"salt": "accounts.session"},
    "salt of messages": {"salt": "django.contrib.messages"},
    "empty key": {"key": "0"},
}


@pytest.mark.parametrize("options", FORGERIES.values(), ids=FORGERIES)
def test_a_session_that_we_have_not_signed_is_nobody(
    alice: Person, options: dict[str, str]
) -> None:
    content = dict(payload(alice.browser))
    forged = Client(HTTP_HOST="localhost")
    plant(forged, signed(content))
    assert not is_out(forged)

    plant(forged, signed(content, **options))
    assert is_out(forged)


def test_a_pending_sign_in_that_we_have_not_signed_is_none(
    browser: Browser, local_provider: None
) -> None:
    back = browser.approves(browser.starts(), "ann@example.com")
    plant(browser.client, signed(dict(browser.session), key="k" * 60))
    assert is_refused(browser.comes_back(back))
    assert browser.user() is None


def test_an_unsigned_or_cut_cookie_is_nobody(alice: Person) -> None:
    whole = payload(alice.browser).session_key or ""
    content, time, signature = whole.rsplit(":", 2)
    broken = ["", ":", "::", content, f"{content}:{time}", f"{content}:{time}:", whole[:-1]]
    broken += [f"{content}::{signature}", f"{content}:{time}0:{signature}", f"A{whole}", "é"]
    browser = Client(HTTP_HOST="localhost")
    for cookie in broken:
        plant(browser, cookie)
        assert is_out(browser), cookie


def test_a_session_outlives_a_change_of_the_key_until_the_old_one_is_dropped(
    alice: Person, settings: Settings
) -> None:
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [old]
    assert not is_out(alice.browser)
    fresh = alice.new_browser()

    settings.SECRET_KEY_FALLBACKS = []
    assert is_out(alice.browser)
    assert not is_out(fresh)


def test_a_sign_in_outlives_a_change_of_the_key(
    browser: Browser, local_provider: None, settings: Settings
) -> None:
    back = browser.approves(browser.starts(), "ann@example.com")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 60

    assert browser.comes_back(back).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    assert browser.client.get("/chats/").status_code == 200


# Signed by us, of another shape

ENDLESS = {"sid": "a", "epoch": 0, "since": 0, "until": 2**60, "seen": 2**60}
SHAPES: dict[str, dict[str, object]] = {
    "nobody's id": {"user": "0" * 20, **ENDLESS},
    "no id": {"user": "", **ENDLESS},
    "another key": {"user": "a#profile", **ENDLESS},
    "id in a list": {"user": ["0" * 20], **ENDLESS},
    "half a character": {"user": "\ud800" * 20, **ENDLESS},
    "huge id": {"user": "0" * 5_000, **ENDLESS},
    "huge times": {"user": "0" * 20, **ENDLESS, "since": 10**400, "until": 10**400},
    "times as text": {"user": "0" * 20, **ENDLESS, "seen": "now"},
    "pending in a list": {PENDING: ["s"]},
    "pending as text": {PENDING: "s"},
    "no pending": {PENDING: None},
    "pending is a number": {PENDING: {"s": 1}},
    "pending is empty": {PENDING: {"s": {}}},
    "pending of other types": {PENDING: {"s": {"nonce": 1, "code_verifier": []}}},
}


@pytest.mark.parametrize("content", SHAPES.values(), ids=SHAPES)
def test_a_session_of_another_shape_is_nobody_and_can_sign_in(
    browser: Browser, local_provider: None, content: dict[str, object]
) -> None:
    """As a cookie of another version of the site may be."""
    for path in (callback(code="c", state="s"), callback(error="access_denied", state="s")):
        plant(browser.client, signed(content))
        assert is_out(browser.client)
        assert is_refused(browser.comes_back(path))
        assert browser.client.post("/oidc/logout/").status_code == 303

    plant(browser.client, signed(content))
    assert browser.signs_in("ann@example.com").status_code == 302
    assert browser.user() is not None
