"""The package in the real Lambda runtime: a table and its secrets behind it, nothing beside it."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
import requests

from chatscape.environment import LOCAL_ORIGIN
from tests.aws.events import body_of, cookies_of, http_event
from tests.aws.function import sign_in
from tests.aws.visitor import Visitor, page
from tests.chatscape.test_environment import ROOT
from tests.notifications.gadget import CHROME_ON_ANDROID, Gadget
from tests.notifications.stream import NOTHING_FAILED, record_of
from tests.provider import Provider

from .emulator import Emulator

SignsIn = Callable[[str], Visitor]


@pytest.fixture
def visitor(pages: Emulator, environment: dict[str, str]) -> SignsIn:
    run = uuid4().hex[:8]
    return lambda name: Visitor(pages, f"{name}-{run}", sign_in(environment, f"{name}-{run}"))


def test_a_stranger_sees_the_landing_page_and_is_sent_to_sign_in(pages: Emulator) -> None:
    landing = pages.invoke(http_event("GET", "/"))
    chats = pages.invoke(http_event("GET", "/chats/"))

    assert "Open in browser" in page(landing).get_text()
    assert chats["headers"]["location"] == "/oidc/authenticate/?next=%2Fchats%2F"


def test_a_provider_that_is_away_is_no_fault_of_ours(pages: Emulator) -> None:
    answer = pages.invoke(http_event("GET", "/oidc/authenticate/"))

    assert answer["statusCode"] == 424
    assert page(answer).select_one("main")
    assert pages.log("sign_in_unavailable")


def test_signing_in_leads_to_the_provider(local_pages: Emulator, provider: Provider) -> None:
    answer = local_pages.invoke(http_event("GET", "/oidc/authenticate/"))

    assert answer["statusCode"] == 302
    address = urlsplit(answer["headers"]["location"])
    assert f"{address.scheme}://{address.netloc}" == provider.issuer
    assert parse_qs(address.query)["code_challenge_method"] == ["S256"]


def test_somebody_signs_in_at_the_provider(local_pages: Emulator) -> None:
    dora = Visitor(local_pages, "Dora")

    refused = dora.opens("/chats/")
    authorize = dora.goes_to(refused["headers"]["location"])["headers"]["location"]
    approved = requests.post(authorize, data={"email": dora.email}, allow_redirects=False)
    back = dora.goes_to(approved.headers["Location"])
    chats = dora.goes_to(back["headers"]["location"])

    assert approved.headers["Location"].startswith(f"{LOCAL_ORIGIN}/oidc/callback/?")
    assert back["headers"]["location"] == "/chats/"
    assert chats["statusCode"] == 200
    assert page(chats).select_one("#live")
    assert dora.email in page(dora.opens("/account/")).get_text()
    assert len(local_pages.log("signed_in")) == 1


def test_static_files_come_compressed_and_pictures_byte_by_byte(pages: Emulator) -> None:
    landing = page(pages.invoke(http_event("GET", "/")))
    styles = pages.invoke(http_event("GET", landing.select_one("link[rel=stylesheet]")["href"]))
    icon = pages.invoke(http_event("GET", landing.select_one("link[rel=apple-touch-icon]")["href"]))

    assert b"@layer" in body_of(styles)
    assert body_of(icon) == (ROOT / "static" / "icons" / "apple-touch-icon.png").read_bytes()


def test_a_message_is_sent_polled_and_read(visitor: SignsIn) -> None:
    alice, bob = visitor("Alice"), visitor("Bob")
    to_bob, to_alice = alice.adds(bob), bob.adds(alice)
    live = page(bob.opens("/chats/")).select_one("#live")
    assert live
    seen = f"version={live['data-version']}"
    assert bob.opens("/updates/", query=seen)["statusCode"] == 204

    sent = alice.posts(f"/chats/{to_bob}/messages/", body="Grüße 👋", client_id=str(uuid4()))

    assert sent["statusCode"] == 303
    assert "Grüße 👋" in page(bob.opens("/updates/", query=seen)).get_text()
    body = page(bob.opens(f"/chats/{to_alice}/")).select_one(".message__body")
    assert body
    assert body.get_text() == "Grüße 👋"


def test_languages_cookies_and_unknown_addresses(pages: Emulator, visitor: SignsIn) -> None:
    dora = visitor("Dora")

    chosen = dora.posts("/account/language/", language="de")
    dora.cookies |= cookies_of(chosen)
    nowhere = dora.opens("/grüße/")

    assert nowhere["statusCode"] == 404
    assert nowhere["headers"]["content-language"] == "de"
    assert page(nowhere).select_one("html")["lang"] == "de"


def test_whoever_goes_round_the_edge_is_refused(pages: Emulator) -> None:
    answer = pages.invoke(http_event("GET", "/", headers={"x-chatscape-edge": "guessed"}))

    assert answer["statusCode"] == 403


def test_the_stream_tells_devices(pages: Emulator, stream: Emulator, visitor: SignsIn) -> None:
    """As far as the push service, whose name leads nowhere."""
    alice, bob = visitor("Alice"), visitor("Bob")
    to_bob, to_alice = alice.adds(bob), bob.adds(alice)
    subscription = json.dumps(Gadget("https://push.nowhere.invalid/x").subscription).encode()
    kind = {"content-type": "application/json", "user-agent": CHROME_ON_ANDROID}
    token = page(bob.opens("/account/")).select_one("[name=csrfmiddlewaretoken]")
    assert token
    headers = {**kind, "origin": "https://chat.example.com", "x-csrftoken": str(token["value"])}
    asked = pages.invoke(
        http_event(
            "POST", "/push/subscriptions/", headers=headers, cookies=bob.cookies, body=subscription
        )
    )
    assert asked["statusCode"] < 400, body_of(asked)
    alice.posts(f"/chats/{to_bob}/messages/", body="hello", client_id=str(uuid4()))
    conversation = "conversation#" + "#".join(sorted((to_bob, to_alice)))
    record = record_of({"partition": {"S": conversation}, "sort": {"S": f"{1:012d}"}})
    record["dynamodb"]["NewImage"] |= {"sender": {"S": to_alice}, "body": {"S": "hello"}}

    answer = stream.invoke({"Records": [record]})

    assert answer == NOTHING_FAILED
    (delayed,) = stream.log("push_delayed")
    assert delayed["service"] == "push.nowhere.invalid"
    assert delayed["push_failures"] == 1
