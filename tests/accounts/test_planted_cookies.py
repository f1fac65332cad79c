"""A cookie that was planted before somebody signed in is worth nothing afterwards."""

import pytest
from django.conf import settings as django_settings
from django.test import Client

from tests.accounts.browser import Browser, callback, is_refused, parameters
from tests.accounts.cookies import copy_of, is_out, payload, plant, signed
from tests.people import Person

SESSION = {"user", "sid", "epoch", "since", "until", "seen"}


@pytest.fixture
def planted(local_provider: None, mallory: Person) -> Browser:
    """Ann's browser, into which Mallory put her own signed-in cookie."""
    browser = Browser()
    plant(browser.client, payload(mallory.browser).session_key or "")
    return browser


def test_mallorys_session_is_not_the_one_that_ann_signs_in_with(
    planted: Browser, mallory: Person
) -> None:
    before = dict(payload(mallory.browser))
    planted.signs_in("ann@example.com")

    after = dict(planted.session)
    ann = planted.user()
    assert ann is not None
    assert ann.email == "ann@example.com"
    assert after["sid"] != before["sid"]
    assert set(after) == SESSION
    account = mallory.get("/account/").content.decode()
    assert mallory.email in account
    assert "ann@example.com" not in account


def test_signing_out_of_mallorys_session_does_not_end_anns(
    planted: Browser, mallory: Person
) -> None:
    planted.signs_in("ann@example.com")
    mallory.browser.post("/account/sign-out-everywhere/")
    assert planted.client.get("/chats/").status_code == 200


def test_mallorys_pending_sign_in_finishes_none_of_anns(
    browser: Browser, local_provider: None
) -> None:
    mallory = Browser()
    own = parameters(mallory.starts())["state"]
    plant(browser.client, mallory.cookie)
    back = browser.approves(browser.starts(), "ann@example.com")

    assert is_refused(mallory.comes_back(back))
    stolen = callback(code=parameters(back)["code"], state=own)
    assert is_refused(mallory.comes_back(stolen))
    assert mallory.user() is None

    ann = Browser(copy_of(browser.client))
    ann.comes_back(ann.approves(ann.starts(), "ann@example.com"))
    user = ann.user()
    assert user is not None
    assert user.email == "ann@example.com"
    assert mallory.user() is None
    assert is_out(mallory.client)


def test_nothing_of_an_anonymous_session_is_taken_along(
    browser: Browser, local_provider: None
) -> None:
    planted = signed({"planted": "x", "sid": "aaaaaaaa", "epoch": 7})
    plant(browser.client, planted)

    browser.signs_in("ann@example.com")

    assert set(browser.session.keys()) == SESSION
    assert browser.session["sid"] != "aaaaaaaa"
    before = Client(HTTP_HOST="localhost")
    plant(before, planted)
    assert is_out(before)


def test_a_planted_form_token_is_worth_nothing_after_signing_in(
    browser: Browser, local_provider: None
) -> None:
    name = django_settings.CSRF_COOKIE_NAME
    browser.client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    known = "m" * 32
    browser.client.cookies[name] = known
    browser.signs_in("ann@example.com")

    def post(token: str) -> int:
        data = {"name": "Ann", "csrfmiddlewaretoken": token}
        return browser.client.post("/account/", data).status_code

    assert browser.client.cookies[name].value != known
    assert post(known) == 403
    assert post(browser.client.cookies[name].value) == 303
