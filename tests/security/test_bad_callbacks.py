"""Ways back from signing in that nobody was sent on."""

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from accounts.session import PENDING
from chatscape import wiring
from tests.accounts.browser import Browser, callback, is_refused, parameters
from tests.accounts.conftest import PATIENCE
from tests.provider import Provider
from tests.security.bad_input import both_ways, everything_stored

NO_CALLBACKS = {
    "nothing": callback(),
    "code alone": callback(code="c"),
    "state alone": callback(state="s"),
    "unknown state": callback(code="c", state="s"),
    "empty state": callback(code="c", state=""),
    "9 kB code": callback(code="c" * 9000, state="s"),
    "9 kB state": callback(code="c", state="s" * 9000),
    "NUL": callback(code="\0", state="\0"),
    "line feed": callback(code="c\r\nx: y", state="s\n"),
    "error=": callback(error=""),
    "error": callback(error="access_denied"),
    "error and unknown state": callback(error="access_denied", state="s"),
    "9 kB error": callback(error="x" * 9000),
    "repeated state": callback(code="c", state="s") + "&state=t",
    "repeated code": callback(code="c", state="s") + "&code=d",
    "repeated error": callback(error="a") + "&error=b",
    "invalid UTF-8": callback() + "code=%ff&state=%ff",
    "markup": callback(error="<script>alert(1)</script>", state='"><img src=x>'),
}
STRANGE_CODES = {
    "none": {},
    "empty": {"code": ""},
    "9 kB": {"code": "c" * 9000},
    "NUL": {"code": "\0"},
    "made up": {"code": "made-up"},
    "error=": {"error": "", "code": "made-up"},
}


@pytest.fixture
def browser(own_store: None, provider: Provider, settings: Settings) -> Browser:
    """At a site that trusts the real local provider."""
    settings.OIDC_ISSUER = provider.issuer
    settings.OIDC_TIMEOUT = PATIENCE
    wiring.store()  # open, as in every server
    return Browser()


@both_ways
@pytest.mark.parametrize("path", NO_CALLBACKS.values(), ids=NO_CALLBACKS)
def test_a_strange_callback_signs_nobody_in(
    browser: Browser, path: str, headers: dict[str, str]
) -> None:
    assert is_refused(browser.client.get(path, headers=headers))

    assert browser.cookie == ""
    assert everything_stored() == []


@both_ways
@pytest.mark.parametrize("path", NO_CALLBACKS.values(), ids=NO_CALLBACKS)
def test_a_strange_callback_signs_nobody_out(
    browser: Browser, path: str, headers: dict[str, str]
) -> None:
    browser.signs_in("ann@example.com")
    pending = browser.approves(browser.starts(), "ann@example.com")
    cookie, before = browser.cookie, everything_stored()

    assert is_refused(browser.client.get(path, headers=headers))

    assert (browser.cookie, everything_stored()) == (cookie, before)
    assert browser.comes_back(pending).status_code == 302


@both_ways
@pytest.mark.parametrize("query", STRANGE_CODES.values(), ids=STRANGE_CODES)
def test_a_known_state_with_a_strange_code_changes_nobody(
    browser: Browser, query: dict[str, str], headers: dict[str, str]
) -> None:
    browser.signs_in("ann@example.com")
    ann, before = browser.user(), everything_stored()
    state = parameters(browser.starts())["state"]

    path = callback(state=state, **query)
    assert is_refused(browser.client.get(path, headers=headers))

    assert (browser.user(), everything_stored()) == (ann, before)


@both_ways
def test_a_callback_works_once(browser: Browser, headers: dict[str, str]) -> None:
    back = browser.approves(browser.starts(), "ann@example.com")
    cookie = browser.cookie
    browser.comes_back(back)
    ann = browser.user()
    assert PENDING not in browser.session

    assert is_refused(browser.client.get(back, headers=headers))
    assert browser.user() == ann

    copied = Browser()
    copied.client.cookies[django_settings.SESSION_COOKIE_NAME] = cookie
    assert is_refused(copied.client.get(back, headers=headers))  # its code is used up
    assert copied.user() is None


@both_ways
@pytest.mark.parametrize("twice", ["state", "code"])
def test_repeated_parameters_of_a_real_callback_are_refused(
    browser: Browser, twice: str, headers: dict[str, str]
) -> None:
    back = browser.approves(browser.starts(), "ann@example.com")
    repeated = f"{back}&{twice}={parameters(back)[twice]}"

    assert is_refused(browser.client.get(repeated, headers=headers))

    assert browser.user() is None
    assert everything_stored() == []
