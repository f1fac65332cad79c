"""Signing in and out at a provider of Amazon Cognito's shape, over HTTP."""

import pytest
import requests
from django.conf import settings as django_settings
from pytest_django import Settings

from accounts.domain import STAFF_SESSION_LIFETIME
from tests.accounts.browser import is_refused, parameters
from tests.accounts.cognito import Cognito
from tests.accounts.cognito_device import Device
from tests.accounts.cognito_tokens import Account
from tests.people import Person


@pytest.fixture
def ann(cognito: Cognito) -> Account:
    return cognito.knows(Account("ann@example.com", "Ann Lee"))


@pytest.fixture
def device(own_store: None) -> Device:
    return Device()


def test_a_member_signs_in(device: Device, ann: Account) -> None:
    assert device.signs_in(ann.email)["Location"] == "/chats/"
    user = device.user()
    assert user is not None
    assert (user.email, user.name, user.groups) == (ann.email, "Ann Lee", frozenset())
    assert device.client.get("/chats/").status_code == 200


@pytest.mark.parametrize(
    ("groups", "roles"),
    [
        (["staff"], {"staff"}),
        (["moderator"], {"moderator"}),
        (["eu-west-1_AbCdEf123_Google", "staff", "moderator"], {"staff", "moderator"}),
        (["Staff", "staff-candidates"], set()),
    ],
)
def test_groups_make_staff(
    device: Device, ann: Account, groups: list[str], roles: set[str]
) -> None:
    ann.groups = groups
    device.signs_in(ann.email)
    user = device.user()
    assert user is not None
    assert user.groups == roles
    assert (user.session_lifetime == STAFF_SESSION_LIFETIME) is bool(roles)


def test_a_group_that_is_lost_is_lost_at_the_next_sign_in(device: Device, ann: Account) -> None:
    ann.groups = ["staff"]
    device.signs_in(ann.email)
    ann.groups = []
    device.signs_in(ann.email)
    user = device.user()
    assert user is not None
    assert user.groups == frozenset()


def test_an_unverified_address_is_refused(device: Device, ann: Account, bob: Person) -> None:
    ann.email_verified = False
    assert is_refused(device.signs_in(ann.email), 403)
    assert device.user() is None

    signed_in = Device(bob.browser)
    assert is_refused(signed_in.signs_in(ann.email), 403)
    assert signed_in.user() == bob.user


def test_an_account_that_was_made_anew_is_refused_its_old_address(
    device: Device, cognito: Cognito, ann: Account
) -> None:
    device.signs_in(ann.email)
    cognito.knows(Account(ann.email, "Ann Lee"))
    assert is_refused(Device().signs_in(ann.email), 403)


def test_an_access_token_is_no_id_token(
    device: Device, cognito: Cognito, ann: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = cognito.tokens.answer

    def swapped(*asked: object) -> dict[str, object]:
        told = honest(*asked)  # type: ignore[arg-type]
        return {**told, "id_token": told["access_token"]}

    monkeypatch.setattr(cognito.tokens, "answer", swapped)
    assert is_refused(device.signs_in(ann.email))
    assert device.user() is None


def test_signing_out_ends_at_the_start_and_cognito_forgets(
    device: Device, cognito: Cognito, ann: Account
) -> None:
    device.signs_in(ann.email)

    last = device.signs_out()

    assert last.status_code == 302
    assert last.headers["Location"] == f"{django_settings.CHATSCAPE_ORIGIN}/"
    assert device.user() is None
    assert "Open in browser" in device.client.get("/").content.decode()
    device.signs_in(ann.email)
    assert cognito.asked_for_a_name == 2


def test_without_signing_out_cognito_asks_for_no_name_again(
    device: Device, cognito: Cognito, ann: Account
) -> None:
    for _ in range(2):
        device.signs_in(ann.email)
    assert cognito.asked_for_a_name == 1


@pytest.mark.parametrize("name", ["OIDC_RP_CLIENT_ID", "CHATSCAPE_ORIGIN"])
def test_a_sign_out_that_is_not_registered_is_cognitos_400(
    device: Device, ann: Account, settings: Settings, name: str
) -> None:
    device.signs_in(ann.email)
    setattr(settings, name, "https://evil.example")
    assert device.signs_out().status_code == 400
    assert device.user() is None


def test_a_wrong_secret_is_a_failure_of_the_service(
    device: Device, ann: Account, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.OIDC_RP_CLIENT_SECRET = "old"
    assert is_refused(device.signs_in(ann.email), 424)
    assert "sign_in_unavailable cause=status 400, error invalid_client" in caplog.text


@pytest.mark.parametrize("scopes", ["openid admin", "email"])
def test_a_scope_that_is_not_allowed_is_a_refusal(
    device: Device, ann: Account, settings: Settings, caplog: pytest.LogCaptureFixture, scopes: str
) -> None:
    settings.OIDC_RP_SCOPES = scopes
    assert is_refused(device.signs_in(ann.email))
    assert "sign_in_refused error=invalid_request" in caplog.text


def test_without_a_challenge_cognito_refuses(
    device: Device, ann: Account, caplog: pytest.LogCaptureFixture
) -> None:
    unproven = device.starts().replace("code_challenge=", "challenge=")
    assert is_refused(device.comes_back(device.approves(unproven, ann.email)))
    assert "sign_in_refused error=invalid_request" in caplog.text


def test_a_callback_that_is_not_registered_leads_nowhere(
    device: Device, ann: Account, settings: Settings
) -> None:
    authorize = device.starts().replace("callback", "elsewhere")
    assert requests.get(authorize, allow_redirects=False).status_code == 400


def test_a_code_works_once(device: Device, ann: Account) -> None:
    back = device.approves(device.starts(), ann.email)
    copy = Device()
    copy.client.cookies = device.client.cookies.copy()
    assert device.comes_back(back).status_code == 302
    assert is_refused(copy.comes_back(back))


def test_a_code_needs_its_own_verifier(device: Device, ann: Account) -> None:
    code = parameters(device.approves(device.starts(), ann.email))["code"]
    state = parameters(device.starts())["state"]
    assert is_refused(device.comes_back(f"/oidc/callback/?code={code}&state={state}"))
    assert device.user() is None
