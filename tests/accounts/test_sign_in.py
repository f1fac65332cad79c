"""Signing in at the real local provider, over HTTP."""

import time
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.urls import reverse
from pytest_django import Settings

from accounts.domain import Identity
from accounts.repository import unclaimed_account
from accounts.session import PENDING
from chatscape import wiring
from tests.accounts.browser import Browser, callback, parameters
from tests.accounts.conftest import PATIENCE
from tests.people import Person
from tests.provider import Provider

INBOX = "/chats/"


@pytest.fixture(autouse=True)
def site_with_provider(own_store: None, provider: Provider, settings: Settings) -> None:
    settings.OIDC_ISSUER = provider.issuer
    settings.OIDC_TIMEOUT = PATIENCE


def is_refused(response: HttpResponse, status: int = 400) -> bool:
    """A friendly page with a fresh start."""
    fresh_start = f'href="{reverse("accounts:sign_in")}"'
    return response.status_code == status and fresh_start in response.content.decode()


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


def test_staff_carry_the_staff_group(browser: Browser, settings: Settings) -> None:
    browser.signs_in("staff@example.com")
    user = browser.user()
    assert user is not None
    assert user.is_staff

    settings.OIDC_STAFF_GROUP = "another-group"
    browser.signs_in("staff@example.com")
    user = browser.user()
    assert user is not None
    assert not user.is_staff


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


@pytest.mark.parametrize("verified", [False, "false", None, 1, "yes", "True", [], {}])
def test_an_unverified_address_is_refused(
    browser: Browser, provider: Provider, verified: object
) -> None:
    email = "unverified@example.com"
    provider.put_claims(email, email=email, email_verified=verified)

    assert is_refused(browser.signs_in(email), 403)
    assert browser.user() is None
    assert wiring.users().id_for_email(email) is None


def test_a_provider_without_verification_is_refused(browser: Browser, provider: Provider) -> None:
    provider.put_claims("silent@example.com", email="silent@example.com")
    assert is_refused(browser.signs_in("silent@example.com"), 403)


@pytest.mark.parametrize("address", ["", "ı@x.io", "nobody", ["a@x.io"], None])
def test_an_unusable_address_is_refused(
    browser: Browser, provider: Provider, address: object
) -> None:
    provider.put_claims("odd@example.com", email=address, email_verified=True)
    assert is_refused(browser.signs_in("odd@example.com"), 403)


@pytest.mark.parametrize("name", [None, "", "\u202e", "a" * 1000, {"first": "Al"}, ["Al"], 7])
def test_a_name_that_will_not_do_is_replaced(
    browser: Browser, provider: Provider, name: object
) -> None:
    email = "al+chat@example.com"
    provider.put_claims(email, email=email, email_verified=True, name=name)
    browser.signs_in(email)
    user = browser.user()
    assert user is not None
    assert user.name == "al+chat"


@pytest.mark.parametrize("groups", [None, "staff", {"staff": True}, [["staff"], {"a": 1}, None], 1])
def test_groups_of_another_shape_are_no_groups(
    browser: Browser, provider: Provider, groups: object
) -> None:
    email = "ann@example.com"
    provider.put_claims(email, email=email, email_verified=True, groups=groups)
    browser.signs_in(email)
    user = browser.user()
    assert user is not None
    assert user.groups == frozenset()


def test_a_taken_address_is_refused_and_logged_without_it(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    first = wiring.users().sign_in(Identity("https://old.example", "1", "eve@example.com", "Eve"))

    response = browser.signs_in("eve@example.com")

    assert is_refused(response, 403)
    assert "release the address" in response.content.decode()
    assert browser.user() is None
    assert wiring.users().id_for_email("eve@example.com") == first.id
    assert "sign_in_email_taken address=" in caplog.text
    assert "eve@example.com" not in caplog.text


def test_an_account_in_waiting_is_claimed(browser: Browser, alice: Person) -> None:
    waiting = unclaimed_account(alice.id[::-1], "new@example.com")  # type: ignore[arg-type]
    wiring.store().write(*waiting)

    browser.signs_in("new@example.com")

    user = browser.user()
    assert user is not None
    assert user.id == alice.id[::-1]


def test_a_new_person_in_the_same_browser_replaces_the_old_one(browser: Browser) -> None:
    browser.signs_in("ann@example.com")
    before = dict(browser.session)
    csrf = browser.client.cookies[django_settings.CSRF_COOKIE_NAME].value

    browser.signs_in("bea@example.com")

    after = dict(browser.session)
    assert before["user"] != after["user"]
    assert before["sid"] != after["sid"]
    assert browser.client.cookies[django_settings.CSRF_COOKIE_NAME].value != csrf
    assert set(after) == {"user", "sid", "epoch", "since", "seen"}


def test_a_callback_works_once(browser: Browser) -> None:
    back = browser.approves(browser.starts(), "ann@example.com")
    cookie = browser.cookie
    browser.comes_back(back)
    ann = browser.user()

    assert is_refused(browser.comes_back(back))
    assert browser.user() == ann

    copied = Browser()
    copied.client.cookies[django_settings.SESSION_COOKIE_NAME] = cookie
    assert is_refused(copied.comes_back(back))  # the provider knows the code no longer
    assert copied.user() is None


def test_a_callback_of_another_browser_is_refused(browser: Browser) -> None:
    back = browser.approves(browser.starts(), "mallory@example.com")
    victim = Browser()
    assert is_refused(victim.comes_back(back))
    assert victim.user() is None


@pytest.mark.parametrize(
    "path",
    [
        callback(),
        callback(code="c"),
        callback(state="s"),
        callback(code="c", state="s"),
        callback(code="c", state=""),
        callback(code="c" * 9000, state="s"),
        callback(code="c", state="s" * 9000),
        callback(code="\0", state="\0"),
        callback(error="access_denied"),
        callback(error="access_denied", state="s"),
        callback(error="x" * 9000),
        callback(code="c", state="s") + "&state=t",
        callback(code="c", state="s") + "&code=d",
        callback() + "code=%ff&state=%ff",
    ],
)
def test_a_strange_callback_changes_nothing(browser: Browser, path: str) -> None:
    assert is_refused(browser.comes_back(path))
    assert browser.cookie == ""

    browser.signs_in("ann@example.com")
    browser.starts()
    cookie = browser.cookie
    assert is_refused(browser.comes_back(path))
    assert browser.cookie == cookie


@pytest.mark.parametrize("twice", ["state", "code"])
def test_repeated_parameters_are_refused(browser: Browser, twice: str) -> None:
    back = browser.approves(browser.starts(), "ann@example.com")
    assert is_refused(browser.comes_back(f"{back}&{twice}={parameters(back)[twice]}"))
    assert browser.user() is None


def test_somebody_who_cancels_is_told_so_and_stays_who_they_were(browser: Browser) -> None:
    browser.signs_in("ann@example.com")
    ann = browser.user()
    state = parameters(browser.starts())["state"]

    assert is_refused(browser.comes_back(callback(error="access_denied", state=state)))
    assert browser.user() == ann
    assert is_refused(browser.comes_back(callback(code="c", state=state)))


def test_an_error_beside_a_code_signs_nobody_in(browser: Browser) -> None:
    back = browser.approves(browser.starts(), "ann@example.com")
    assert is_refused(browser.comes_back(f"{back}&error=access_denied"))
    assert browser.user() is None


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


def test_signing_in_takes_get_only(browser: Browser) -> None:
    for path in (reverse("accounts:sign_in"), reverse("accounts:callback")):
        assert browser.client.post(path).status_code == 405
