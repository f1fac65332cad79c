"""What happens when the provider does not answer as it should, over real HTTP."""

import json
from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import Settings

from accounts import provider
from accounts.provider import MAX_ANSWER
from accounts.refusals import FAILED_DEPENDENCY
from tests.accounts.browser import Browser, Visitor, is_discreet, is_refused
from tests.accounts.conftest import PATIENCE
from tests.accounts.hostile_provider import (
    AUTHORIZE,
    CLIENT_ID,
    DISCOVERY,
    KEYS,
    TOKEN,
    HostileProvider,
)
from tests.accounts.listener import Answer, as_json, html

ANSWERS: dict[str, Answer] = {
    "server error": as_json({"error": "server_error"}, 500),
    "server error as a page": html(503),
    "page": html(),
    "nothing": Answer(),
    "cut JSON": Answer(b'{"id_token": "'),
    "not UTF-8": Answer(b'{"id_token": "\xff\xfe"}'),
    "a list": as_json([]),
    "a string": as_json("token"),
    "null": as_json(None),
    "empty object": as_json({}),
    "deeply nested": Answer(b"[" * 200_000),
    "a huge number": Answer(b'{"id_token": ' + b"9" * 10_000 + b"}"),
    "too much": Answer(b" " * (MAX_ANSWER + 1)),
    "endless": Answer(b" " * 65_536, endless=True),
    "a byte at a time": Answer(b" ", endless=True),
    "compressed": Answer(b"\x1f\x8b\x08", headers={"Content-Encoding": "gzip"}),
    "hanging": Answer(hangs=True),
    "patience asked for": Answer(stalls=True),
    "unauthorized": as_json({"error": "invalid_client"}, 401),
    "invalid grant": as_json({"error": "invalid_grant"}, 400),
    "error of another type": as_json({"error": ["invalid_grant"]}, 400),
}


# The code was used before, or what came is no token: more than that the provider does not say.
ANSWERS_TO_THE_VISITOR = [(TOKEN, ANSWERS["invalid grant"]), (TOKEN, ANSWERS["empty object"])]

IMPATIENT = 0.5  # seconds


@pytest.fixture(autouse=True)
def keys_may_be_asked_for_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "TRY_AGAIN_AFTER", 0)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("path", [TOKEN, KEYS], ids=["token", "keys"])
def test_nobody_is_signed_in_or_out_by_such_an_answer(
    hostile: HostileProvider,
    visitor: Visitor,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    path: str,
    answer: Answer,
) -> None:
    back = visitor.approves(visitor.starts())
    hostile.answers[path] = answer
    settings.OIDC_TIMEOUT = IMPATIENT

    response = visitor.comes_back(back)

    is_the_visitors = (path, answer) in ANSWERS_TO_THE_VISITOR
    assert is_refused(response, 400 if is_the_visitors else FAILED_DEPENDENCY)
    assert ("not your fault" in response.content.decode()) is not is_the_visitors
    assert visitor.is_as_before()
    assert is_discreet(caplog.records, {*visitor.secrets, *hostile.issued})

    del hostile.answers[path]
    settings.OIDC_TIMEOUT = PATIENCE
    assert visitor.signs_in().status_code == 302
    assert not visitor.is_as_before()


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_provider_that_is_not_there_yet_is_asked_again(
    hostile: HostileProvider, visitor: Visitor, settings: Settings, answer: Answer
) -> None:
    cookie = visitor.cookie
    hostile.answers[DISCOVERY] = answer
    settings.OIDC_TIMEOUT = IMPATIENT
    response = visitor.asks(reverse("accounts:sign_in"))
    assert is_refused(response, FAILED_DEPENDENCY)
    assert "not your fault" in response.content.decode()
    assert visitor.cookie == cookie

    del hostile.answers[DISCOVERY]
    settings.OIDC_TIMEOUT = PATIENCE
    assert visitor.signs_in().status_code == 302


DISCOVERIES: dict[str, Callable[[dict[str, object]], object]] = {
    "another issuer": lambda d: d.update(issuer="https://evil.example"),
    "no issuer": lambda d: d.pop("issuer"),
    "no token endpoint": lambda d: d.pop("token_endpoint"),
    "numeric endpoint": lambda d: d.update(token_endpoint=1),
    "endpoint in a file": lambda d: d.update(jwks_uri="file:///etc/passwd"),
    "endpoint without scheme": lambda d: d.update(authorization_endpoint="//evil.example"),
    "script as an endpoint": lambda d: d.update(authorization_endpoint="javascript:alert(1)"),
    "broken address": lambda d: d.update(jwks_uri="http://[::1"),
}


@pytest.mark.parametrize("change", DISCOVERIES.values(), ids=DISCOVERIES)
def test_a_wrong_discovery_document_is_refused(
    hostile: HostileProvider, visitor: Visitor, change: Callable[[dict[str, object]], object]
) -> None:
    document = hostile.discovery()
    change(document)
    hostile.answers[DISCOVERY] = as_json(document)
    assert is_refused(visitor.asks(reverse("accounts:sign_in")), FAILED_DEPENDENCY)
    assert visitor.is_as_before()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("path", [DISCOVERY, TOKEN, KEYS])
def test_no_redirect_is_followed(
    hostile: HostileProvider, browser: Browser, path: str, status: int
) -> None:
    elsewhere = Answer(b"{}", status, {"Location": hostile.origin + "/elsewhere"})
    hostile.answers[path] = elsewhere

    started = browser.client.get(reverse("accounts:sign_in"))
    if path != DISCOVERY:
        browser.comes_back(browser.approves(started["Location"]))

    assert browser.user() is None
    assert not hostile.requests_to("/elsewhere")


def test_a_provider_that_is_down_signs_nobody_out(
    hostile: HostileProvider, browser: Browser, settings: Settings
) -> None:
    browser.signs_in()
    alice = browser.user()
    settings.OIDC_ISSUER = "http://localhost:1"

    assert browser.client.get(reverse("accounts:sign_in")).status_code == FAILED_DEPENDENCY
    assert browser.user() == alice


def test_the_code_is_exchanged_with_its_verifier_and_our_secret_only_in_the_header(
    hostile: HostileProvider, browser: Browser, settings: Settings
) -> None:
    settings.OIDC_RP_CLIENT_SECRET = "only we know"
    browser.signs_in()

    (exchange,) = hostile.requests_to(TOKEN)
    assert exchange.credentials == f"{CLIENT_ID}:only we know"
    assert len(exchange.form["code_verifier"]) >= 43
    assert exchange.form["redirect_uri"] == f"{settings.CHATSCAPE_ORIGIN}/oidc/callback/"
    assert "client_secret" not in exchange.form
    assert "only we know" not in str(exchange.form)


def test_nothing_but_the_token_and_the_keys_is_asked_for(
    hostile: HostileProvider, browser: Browser
) -> None:
    for _ in range(2):
        browser.signs_in()
    paths = [asked.path for asked in hostile.asked]
    assert paths == [DISCOVERY, AUTHORIZE, TOKEN, KEYS, AUTHORIZE, TOKEN]


def test_the_log_names_the_cause_and_nothing_else(
    hostile: HostileProvider, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "never to be logged"
    hostile.answers[TOKEN] = as_json({"error": secret, "id_token": secret}, 500)
    back = browser.approves(browser.starts())
    browser.comes_back(back)

    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "sign_in_unavailable cause=status 500, error unknown" in logged
    assert secret not in logged
    (code,) = json.loads(json.dumps(list(hostile.codes)))
    assert code not in logged


def test_a_client_that_the_provider_does_not_know_is_named_in_the_log(
    hostile: HostileProvider, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    hostile.answers[TOKEN] = as_json({"error": "invalid_client"}, 401)
    browser.signs_in()
    assert "sign_in_unavailable cause=status 401, error invalid_client" in caplog.text
