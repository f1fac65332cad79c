"""When the provider is asked for its keys, and what they are worth when it does not answer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from pytest_django import Settings

from accounts import provider, tokens
from accounts.provider import ProviderError
from accounts.refusals import FAILED_DEPENDENCY
from tests.accounts.browser import Browser
from tests.accounts.conftest import PATIENCE
from tests.accounts.hostile_provider import HONEST_KEY, KEYS, HostileProvider, Omit
from tests.accounts.listener import Answer, as_json
from tests.accounts.signing import public_jwk, rsa_key


def expire(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the keys had been asked for more than a day ago."""
    monkeypatch.setattr(tokens, "KEYS_ARE_FRESH_FOR", 0)
    monkeypatch.setattr(tokens, "ASK_AGAIN_AFTER", 0)


def test_keys_are_asked_for_once(hostile: HostileProvider, browser: Browser) -> None:
    for _ in range(3):
        assert browser.signs_in().status_code == 302
    assert len(hostile.requests_to(KEYS)) == 1


def test_a_new_key_is_found_but_made_up_ones_do_not_make_us_ask(
    hostile: HostileProvider, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.signs_in()
    hostile.key, hostile.header = rsa_key("next"), {"kid": "next"}
    hostile.keys = [HONEST_KEY, public_jwk(rsa_key("next"), "next")]

    for _ in range(3):
        assert browser.signs_in().status_code == 400
    assert len(hostile.requests_to(KEYS)) == 1

    monkeypatch.setattr(tokens, "ASK_AGAIN_AFTER", 0)
    assert browser.signs_in().status_code == 302
    assert len(hostile.requests_to(KEYS)) == 2


def test_a_withdrawn_key_is_forgotten_after_a_day(
    hostile: HostileProvider, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.signs_in()
    hostile.keys = []
    assert browser.signs_in().status_code == 302

    expire(monkeypatch)
    assert browser.signs_in().status_code == 400


def test_an_outage_of_the_key_address_signs_in_with_known_keys_for_one_more_day(
    hostile: HostileProvider,
    browser: Browser,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser.signs_in()
    hostile.answers[KEYS] = as_json({}, 500)
    expire(monkeypatch)

    for _ in range(3):
        assert browser.signs_in().status_code == 302
    assert len(hostile.requests_to(KEYS)) == 2
    assert "sign_in_keys_unavailable cause=status 500" in caplog.text

    monkeypatch.setattr(tokens, "KEYS_ARE_USABLE_FOR", 0)
    assert browser.signs_in().status_code == FAILED_DEPENDENCY


def test_a_failure_to_get_the_keys_is_remembered_for_a_moment(
    hostile: HostileProvider, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile.answers[KEYS] = as_json({}, 500)
    for _ in range(3):
        assert browser.signs_in().status_code == FAILED_DEPENDENCY
    assert len(hostile.requests_to(KEYS)) == 1

    del hostile.answers[KEYS]
    monkeypatch.setattr(provider, "TRY_AGAIN_AFTER", 0)
    assert browser.signs_in().status_code == 302


def test_those_who_wait_for_keys_wait_once(hostile: HostileProvider, settings: Settings) -> None:
    """Four sign-ins at once, and no answer: one asks, and none asks after it."""
    tokens.signing_keys(hostile.issuer)
    hostile.answers[KEYS] = Answer(hangs=True)
    settings.OIDC_TIMEOUT = 1
    together = Barrier(4)

    def find(_number: int) -> None:
        together.wait()
        with pytest.raises(ProviderError):
            tokens.signing_keys(hostile.issuer).find("honest")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(find, range(4)))

    assert len(hostile.requests_to(KEYS)) == 1


def test_somebody_with_a_known_key_waits_for_nobody(
    hostile: HostileProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tokens.signing_keys(hostile.issuer)
    known = keys.find("honest")
    expire(monkeypatch)
    asked, done = Event(), Event()

    def hold_back() -> Answer:
        asked.set()
        done.wait(PATIENCE)
        return as_json({"keys": [HONEST_KEY]})

    hostile.answers[KEYS] = hold_back
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(keys.find, "honest")
        assert asked.wait(PATIENCE)
        assert keys.find("honest") is known
        assert not asking.done()
        done.set()


def test_a_provider_without_key_ids_is_believed_only_where_that_is_set(
    hostile: HostileProvider, browser: Browser, settings: Settings
) -> None:
    hostile.header = {"kid": Omit}
    hostile.keys = [public_jwk(rsa_key("honest"), None)]
    assert browser.signs_in().status_code == 400

    settings.OIDC_VERIFY_KID = False
    assert browser.signs_in().status_code == 302
    hostile.key = rsa_key("evil")
    assert browser.signs_in().status_code == 400
