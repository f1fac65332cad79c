"""Signing out, here and everywhere, and what a copied cookie is worth afterwards."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.decorators import identified
from accounts.domain import MAX_REVOKED
from accounts.http import VisitorRequest
from accounts.repository import profile_key
from chatscape import wiring
from chatscape.store.port import Update
from tests.accounts.cookies import copy_of
from tests.people import HTMX, Person

SIGN_OUT = "/oidc/logout/"
SIGN_OUT_EVERYWHERE = "/account/sign-out-everywhere/"


def is_signed_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def suspend(person: Person, until: int) -> None:
    wiring.store().write(Update(profile_key(person.id), {"suspended_until": until}))


@pytest.mark.parametrize("path", [SIGN_OUT, SIGN_OUT_EVERYWHERE])
def test_a_copied_cookie_is_dead_after_signing_out(alice: Person, path: str) -> None:
    copy = copy_of(alice.browser)
    assert is_signed_in(copy)

    response = alice.browser.post(path)

    assert response.status_code == 303
    assert not is_signed_in(alice.browser)
    assert not is_signed_in(copy)


def test_signing_out_leaves_the_other_devices_alone(alice: Person) -> None:
    phone = alice.new_browser()
    alice.browser.post(SIGN_OUT)
    assert is_signed_in(phone)

    phone.post(SIGN_OUT_EVERYWHERE)
    assert not is_signed_in(phone)


def test_signing_out_everywhere_ends_every_device_and_lets_in_again(alice: Person) -> None:
    phone = alice.new_browser()
    alice.browser.post(SIGN_OUT_EVERYWHERE)
    assert not is_signed_in(phone)
    assert is_signed_in(alice.new_browser())


def test_many_sign_outs_end_the_devices_that_are_left(alice: Person) -> None:
    phone = alice.new_browser()
    for _ in range(MAX_REVOKED + 1):
        alice.new_browser().post(SIGN_OUT)
    assert not is_signed_in(phone)


@pytest.mark.parametrize("path", [SIGN_OUT, SIGN_OUT_EVERYWHERE])
def test_the_browser_is_told_to_forget_what_it_kept(alice: Person, path: str) -> None:
    response = alice.browser.post(path)
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies[django_settings.SESSION_COOKIE_NAME].value == ""


def test_signing_out_ends_at_the_provider(alice: Person, settings: Settings) -> None:
    settings.OIDC_LOGOUT_URL = "https://id.example.com/logout"
    for path in (SIGN_OUT, SIGN_OUT_EVERYWHERE):
        target = urlsplit(alice.new_browser().post(path)["Location"])
        assert target.netloc == "id.example.com"
        assert parse_qs(target.query) == {
            "client_id": [settings.OIDC_RP_CLIENT_ID],
            "logout_uri": [f"{settings.CHATSCAPE_ORIGIN}/"],
            "post_logout_redirect_uri": [f"{settings.CHATSCAPE_ORIGIN}/"],
        }


@pytest.mark.parametrize("mark", ["", "?", "?federated", "?p=policy&x=%26", "?federated#top"])
def test_a_provider_address_may_have_a_query_already(
    alice: Person, settings: Settings, mark: str
) -> None:
    settings.OIDC_LOGOUT_URL = f"https://id.example.com/logout{mark}"

    target = urlsplit(alice.browser.post(SIGN_OUT)["Location"])

    own = urlsplit(mark).query
    assert target.path == "/logout"
    assert target.query.startswith(own and f"{own}&")
    assert parse_qs(target.query)["client_id"] == [settings.OIDC_RP_CLIENT_ID]
    assert parse_qs(target.query)["post_logout_redirect_uri"] == [f"{settings.CHATSCAPE_ORIGIN}/"]
    assert target.fragment == urlsplit(mark).fragment


def test_without_a_provider_address_signing_out_ends_at_the_start(
    alice: Person, settings: Settings
) -> None:
    settings.OIDC_LOGOUT_URL = ""
    assert alice.browser.post(SIGN_OUT)["Location"] == "/"


def test_signing_out_twice_is_no_mistake(alice: Person) -> None:
    alice.browser.post(SIGN_OUT)
    assert alice.browser.post(SIGN_OUT).status_code == 303


def test_signing_out_takes_post_and_a_token(alice: Person) -> None:
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    name = django_settings.SESSION_COOKIE_NAME
    strict.cookies[name] = alice.browser.cookies[name].value

    assert strict.get(SIGN_OUT).status_code == 405
    assert strict.post(SIGN_OUT).status_code == 403
    assert strict.post(SIGN_OUT_EVERYWHERE).status_code == 403
    assert is_signed_in(strict)


def test_a_suspended_person_meets_the_notice_and_can_sign_out(alice: Person) -> None:
    suspend(alice, 2**53)
    for response in (
        alice.get("/account/"),
        alice.get("/"),
        alice.get("/about/"),
        alice.post("/account/", name="Ali"),
        alice.browser.post(SIGN_OUT_EVERYWHERE),
    ):
        assert response.status_code == 403
        assert "suspended" in response.content.decode()
    assert alice.user.name == "Alice"
    assert alice.fragment("/account/")["HX-Refresh"] == "true"

    assert alice.browser.post(SIGN_OUT).status_code == 303
    assert alice.get("/account/").status_code == 302


def test_a_view_for_everybody_knows_that_nobody_is_signed_in() -> None:
    seen: list[object] = []

    @identified
    def view(request: VisitorRequest) -> HttpResponse:
        seen.append(request.user)
        return HttpResponse()

    request = HttpRequest()
    request.session = SessionStore()
    view(request)

    assert seen == [None]


def test_a_suspension_that_is_over_is_none(alice: Person) -> None:
    suspend(alice, 1)
    assert is_signed_in(alice.browser)


def anonymous(**headers: str) -> HttpResponse:
    return Client(HTTP_HOST="localhost").get("/account/?x=1", headers={**HTMX, **headers})


def test_an_anonymous_htmx_request_is_led_to_signing_in_and_back_to_its_page() -> None:
    page = f"{django_settings.CHATSCAPE_ORIGIN}/chats/?x=1"
    response = anonymous(**{"HX-Current-URL": page})
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/oidc/authenticate/?next=%2Fchats%2F%3Fx%3D1"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "https://evil.example/chats/",
        f"{django_settings.CHATSCAPE_ORIGIN}.evil.example/",
        f"{django_settings.CHATSCAPE_ORIGIN}//evil.example/",
        f"{django_settings.CHATSCAPE_ORIGIN}@evil.example/",
        "/chats/",
    ],
)
def test_a_forged_current_url_leads_nowhere(page: str) -> None:
    response = anonymous(**{"HX-Current-URL": page})
    assert response.status_code == 401
    assert response["HX-Redirect"] == reverse("accounts:sign_in")


def test_restoring_history_is_a_whole_page() -> None:
    assert anonymous(**{"HX-History-Restore-Request": "true"}).status_code == 302


def test_an_anonymous_post_forgets_its_address() -> None:
    response = Client(HTTP_HOST="localhost").post("/account/", {"name": "x"})
    assert response.status_code == 302
    assert response["Location"] == reverse("accounts:sign_in")
