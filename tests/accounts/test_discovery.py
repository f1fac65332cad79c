"""When the provider is asked where it is, and who waits while it does not say."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.urls import reverse
from pytest_django import Settings

from accounts import provider
from accounts.provider import ProviderError
from accounts.refusals import FAILED_DEPENDENCY
from tests.accounts.browser import Browser, is_refused
from tests.accounts.hostile_provider import DISCOVERY, KEYS, HostileProvider
from tests.accounts.listener import Answer, as_json


def tries(browser: Browser) -> bool:
    """To sign in; whether the provider's failure is what comes of it."""
    return is_refused(browser.client.get(reverse("accounts:sign_in")), FAILED_DEPENDENCY)


def test_the_provider_is_asked_where_it_is_once(hostile: HostileProvider, browser: Browser) -> None:
    for _ in range(3):
        assert browser.signs_in().status_code == 302
    assert len(hostile.requests_to(DISCOVERY)) == 1


def test_a_failure_is_remembered_for_a_moment(
    hostile: HostileProvider, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile.answers[DISCOVERY] = as_json({}, 500)
    for _ in range(3):
        assert tries(browser)
    assert len(hostile.requests_to(DISCOVERY)) == 1

    del hostile.answers[DISCOVERY]
    assert tries(browser)
    monkeypatch.setattr(provider, "TRY_AGAIN_AFTER", 0)
    assert browser.signs_in().status_code == 302
    assert len(hostile.requests_to(DISCOVERY)) == 2


def test_an_outage_begins_anew_after_the_moment(
    hostile: HostileProvider, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile.answers[DISCOVERY] = as_json({}, 500)
    with monkeypatch.context() as later:
        later.setattr(provider, "TRY_AGAIN_AFTER", 0)
        assert tries(browser)
        assert tries(browser)
    assert len(hostile.requests_to(DISCOVERY)) == 2

    assert tries(browser)
    assert len(hostile.requests_to(DISCOVERY)) == 2


def test_those_who_wait_wait_once(hostile: HostileProvider, settings: Settings) -> None:
    """Four sign-ins at once, and no answer: one asks, and none asks after it."""
    hostile.answers[DISCOVERY] = Answer(hangs=True)
    settings.OIDC_TIMEOUT = 1
    provider._discovery(hostile.issuer)
    together = Barrier(4)

    def ask(_number: int) -> None:
        together.wait()
        with pytest.raises(ProviderError, match="discovery: ReadTimeout"):
            provider.endpoints(hostile.issuer)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(4)))

    assert len(hostile.requests_to(DISCOVERY)) == 1


def test_an_outage_after_the_first_answer_is_nobodys_business(
    hostile: HostileProvider, browser: Browser
) -> None:
    browser.signs_in()
    hostile.answers[DISCOVERY] = hostile.answers[KEYS] = Answer(hangs=True)
    assert browser.signs_in().status_code == 302


def test_a_provider_that_fails_is_named_in_the_log_at_every_attempt(
    hostile: HostileProvider, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    hostile.answers[DISCOVERY] = as_json({"error": "alice@example.com"}, 500)
    for _ in range(2):
        assert tries(browser)
    told = "sign_in_unavailable cause=discovery: status 500, error unknown"
    said = [it.getMessage() for it in caplog.records if it.name == "chatscape.security"]
    assert said == [told, told]


def test_one_providers_failure_is_not_anothers(
    hostile: HostileProvider, browser: Browser, settings: Settings
) -> None:
    issuer = settings.OIDC_ISSUER
    settings.OIDC_ISSUER = "http://localhost:1"
    assert tries(browser)
    settings.OIDC_ISSUER = issuer
    assert browser.signs_in().status_code == 302
