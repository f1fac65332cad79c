"""Signing in at the real local provider, over HTTP."""

import time
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from pytest_django import Settings

from accounts.session import PENDING
from tests.accounts.browser import Browser, is_refused, parameters

INBOX = "/chats/"

pytestmark = pytest.mark.usefixtures("local_provider")


def test_somebody_signs_in(browser: Browser) -> None:
    response = browser.signs_in("ann.lee@example.com")

    assert response.status_code == 302
    assert response["Location"] == INBOX
    user = browser.user()
    assert user is not None
    assert (user.email, user.name, user.groups) == ("ann.lee@example.com", "Ann Lee", frozenset())
    assert browser.client.get("/account/").status_code == 200


def test_signing_in_again_is_the_same_person(browser: Browser) -> None:
    browser.signs_in("Ann@Example.com")
    elsewhere = Browser()
    elsewhere.signs_in("ann@example.com")

    assert browser.user() == elsewhere.user()


def test_the_provider_is_asked_as_it_should_be(browser: Browser) -> None:
    asked = parameters(browser.starts())

    assert asked["response_type"] == "code"
    assert asked["scope"] == "openid email profile"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) >= 32
    assert asked["redirect_uri"] == f"{django_settings.CHATSCAPE_ORIGIN}/oidc/callback/"


def test_the_way_back_does_not_come_from_the_host_header(
    browser: Browser, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["internal.example"]
    response = browser.client.get(reverse("accounts:sign_in"), headers={"host": "internal.example"})
    assert parameters(response["Location"])["redirect_uri"].startswith(
        django_settings.CHATSCAPE_ORIGIN
    )


def test_each_tab_goes_on_to_where_it_wanted(browser: Browser) -> None:
    one = browser.starts(next="/account/")
    other = browser.starts(next="/about/?x=1")
    third = browser.starts()

    assert browser.comes_back(browser.approves(other, "ann@example.com"))["Location"] == (
        "/about/?x=1"
    )
    assert browser.comes_back(browser.approves(one, "ann@example.com"))["Location"] == "/account/"
    assert browser.comes_back(browser.approves(third, "ann@example.com"))["Location"] == INBOX
    assert PENDING not in browser.session


@pytest.mark.parametrize(
    "unsafe",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "chats/",
        "/chats/\r\nSet-Cookie: a=b",
        "/chats/\0",
        "/é/",
        "/" + "a" * 200,
        "/oidc/authenticate/?next=/",
        "",
    ],
)
def test_an_unsafe_next_is_ignored(browser: Browser, unsafe: str) -> None:
    assert browser.signs_in("ann@example.com", next=unsafe)["Location"] == INBOX


def test_a_page_that_needs_signing_in_comes_back_after_it(browser: Browser) -> None:
    refused = browser.client.get("/account/?from=mail")
    assert refused.status_code == 302
    assert refused["Location"] == "/oidc/authenticate/?next=" + quote("/account/?from=mail", "")


def test_a_new_person_in_the_same_browser_replaces_the_old_one(browser: Browser) -> None:
    browser.signs_in("ann@example.com")
    before = dict(browser.session)
    csrf = browser.client.cookies[django_settings.CSRF_COOKIE_NAME].value

    browser.signs_in("bea@example.com")

    after = dict(browser.session)
    assert before["user"] != after["user"]
    assert before["sid"] != after["sid"]
    assert browser.client.cookies[django_settings.CSRF_COOKIE_NAME].value != csrf
    assert set(after) == {"user", "sid", "epoch", "since", "until", "seen"}


def test_many_attempts_fit_into_the_cookie(browser: Browser) -> None:
    browser.signs_in("ann@example.com")
    first = browser.starts()
    for _ in range(6):
        last = browser.starts(next="/" + "a?b=%C3%A9" * 19 + "123456789")

    morsel = browser.client.cookies[django_settings.SESSION_COOKIE_NAME]
    assert len(browser.session[PENDING]) == 5
    assert len(morsel.OutputString()) < 4096
    assert is_refused(browser.comes_back(browser.approves(first, "ann@example.com")))
    assert browser.comes_back(browser.approves(last, "ann@example.com")).status_code == 302


def test_the_cookie_is_small_and_holds_no_token(browser: Browser) -> None:
    browser.signs_in("ann@example.com")
    assert len(browser.cookie) < 300
    assert abs(browser.session["since"] - time.time()) < 3600
    assert browser.client.cookies[django_settings.SESSION_COOKIE_NAME]["samesite"] == "Lax"
