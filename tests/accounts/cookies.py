"""The session cookie in the hands of somebody who copies, plants or forges it."""

from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core import signing
from django.test import Client

from tests.people import HTMX

POLL = "/updates/?version=0"
SALT = "django.contrib.sessions.backends.signed_cookies"


def payload(browser: Client) -> SessionStore:
    return SessionStore(browser.cookies[settings.SESSION_COOKIE_NAME].value)


def plant(browser: Client, cookie: str) -> None:
    browser.cookies[settings.SESSION_COOKIE_NAME] = cookie


def copy_of(browser: Client) -> Client:
    copy = Client(HTTP_HOST="localhost")
    plant(copy, browser.cookies[settings.SESSION_COOKIE_NAME].value)
    return copy


def signed(content: object, *, key: str | None = None, salt: str = SALT) -> str:
    return signing.dumps(content, key=key, salt=salt, compress=True)


def ages(browser: Client, seconds: int, *moments: str) -> None:
    """As if this browser had been signed in, and last seen, so much earlier."""
    session = payload(browser)
    for moment in moments or ("since", "until", "seen"):
        session[moment] -= seconds
    session.save()
    plant(browser, session.session_key or "")


def is_out(browser: Client) -> bool:
    """For a page, for htmx and for a poll."""
    page = browser.get("/chats/")
    fragments = [browser.get(path, headers=HTMX) for path in ("/chats/", POLL)]
    return page.status_code == 302 and all(it.status_code == 401 for it in fragments)
