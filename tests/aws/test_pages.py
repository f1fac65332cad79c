"""Pages through AWS Lambda, as API Gateway asks for them when a request came by CloudFront."""

from base64 import b64decode
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import override_settings

from tests.chatscape.test_environment import ROOT
from tests.collected import collect

from .events import EDGE_SECRET, body_of, cookies_of, http_event
from .function import Function, deployed, function, sign_in
from .visitor import SESSION, Visitor, page

SignsIn = Callable[[str], Visitor]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Function]:
    folder = tmp_path_factory.mktemp("function")
    with override_settings(STATIC_ROOT=str(folder / "static")):
        collect(settings)
    with function(deployed(folder, folder / "static"), folder / "log") as site:
        yield site


@pytest.fixture
def visitor(site: Function) -> SignsIn:
    """Somebody who has signed in."""
    return lambda name: Visitor(site, name, sign_in(site.environment, name))


def test_a_page_has_the_name_that_people_use_whatever_the_host_header_says(site: Function) -> None:
    landing = site.invoke(http_event("GET", "/"))
    chats = site.invoke(http_event("GET", "/chats/"))

    assert landing["statusCode"] == 200
    assert "Open in browser" in page(landing).get_text()
    assert "Strict-Transport-Security" not in landing["headers"]  # names are lower-case here
    assert landing["headers"]["strict-transport-security"]
    assert chats["statusCode"] == 302
    assert chats["headers"]["location"] == "/oidc/authenticate/?next=%2Fchats%2F"


@pytest.mark.parametrize("secret", ["", "guessed", EDGE_SECRET[:-1], EDGE_SECRET + " ", "é"])
@pytest.mark.parametrize("path", ["/", "/chats/", "/readyz", "/static/nothing.css"])
def test_whoever_goes_round_the_edge_is_refused(site: Function, path: str, secret: str) -> None:
    before = len(site.log("edge_bypassed"))

    answer = site.invoke(http_event("GET", path, headers={"x-chatscape-edge": secret}))

    assert answer["statusCode"] == 403
    assert body_of(answer) == b"ChatScape is not at this address."
    assert len(site.log("edge_bypassed")) == before + 1


def test_only_the_health_of_the_process_is_told_to_everybody(site: Function) -> None:
    alive = site.invoke(http_event("GET", "/healthz", headers={"x-chatscape-edge": ""}))
    ready = site.invoke(http_event("GET", "/readyz"))

    assert (alive["statusCode"], body_of(alive)) == (200, b"ok")
    assert (ready["statusCode"], body_of(ready)) == (200, b"ready")


def test_people_write_to_each_other(visitor: SignsIn) -> None:
    alice, bob = visitor("Alice"), visitor("Bob")
    to_bob, to_alice = alice.adds(bob), bob.adds(alice)

    sent = alice.posts(f"/chats/{to_bob}/messages/", body="Grüße 👋", client_id=str(uuid4()))

    assert sent["statusCode"] == 303
    bubbles = page(bob.opens(f"/chats/{to_alice}/")).select(".message__body")
    assert [bubble.get_text() for bubble in bubbles][:1] == ["Grüße 👋"]


def test_a_poll_that_brings_nothing_new_is_empty(visitor: SignsIn) -> None:
    carol = visitor("Carol")
    live = page(carol.opens("/chats/")).select_one("#live")
    assert live

    answer = carol.opens("/updates/", query=f"version={live['data-version']}")

    assert (answer["statusCode"], body_of(answer)) == (204, b"")


def test_every_cookie_is_set_by_a_line_of_its_own(visitor: SignsIn) -> None:
    answer = visitor("Dora").posts("/account/language/", language="de")

    assert cookies_of(answer)["__Host-language"] == "de"
    assert all("Secure" in cookie and "Path=/" in cookie for cookie in answer["cookies"])
    assert "set-cookie" not in answer["headers"]


def test_a_form_that_is_text_is_read_as_one_that_is_base64(
    site: Function, visitor: SignsIn
) -> None:
    erin = visitor("Erin")
    event = erin.form("/account/", name="Zoë")
    event |= {"body": b64decode(event["body"]).decode(), "isBase64Encoded": False}

    assert site.invoke(event)["statusCode"] == 303
    assert "Zoë" in page(erin.opens("/account/")).select_one("[name=name]")["value"]


def test_a_static_file_comes_compressed_and_may_be_kept_for_good(site: Function) -> None:
    href = page(site.invoke(http_event("GET", "/"))).select_one("link[rel=stylesheet]")["href"]

    answer = site.invoke(http_event("GET", href))

    assert answer["isBase64Encoded"]
    assert answer["headers"]["content-encoding"] == "br"
    assert "immutable" in answer["headers"]["cache-control"]
    assert b"@layer" in body_of(answer)


def test_a_picture_comes_byte_by_byte(site: Function) -> None:
    icon = page(site.invoke(http_event("GET", "/"))).select_one("link[rel=apple-touch-icon]")

    answer = site.invoke(http_event("GET", icon["href"]))

    assert body_of(answer) == (ROOT / "static" / "icons" / "apple-touch-icon.png").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/gr\u00fc\u00dfe/",
        "/\u4e2d\u6587/\U0001f600/",
        "/%e4%bd%a0/",
        "/%ff/",
        "/100%/",
        "/\ud800/",
    ],
)
def test_any_address_is_answered(site: Function, path: str) -> None:
    answer = site.invoke(http_event("GET", path))

    assert answer["statusCode"] in (400, 404)
    assert page(answer).select_one("main")


def test_the_network_is_what_the_edge_saw_whatever_the_visitor_claims(site: Function) -> None:
    def network(**headers: str) -> str:
        forged = {SESSION: "forged"}
        site.invoke(http_event("GET", "/chats/", headers=headers, cookies=forged))
        return str(site.log("session_refused")[-1]["network"])

    def through(*addresses: str) -> str:
        return network(**{"x-forwarded-for": ", ".join(addresses)})

    usual = through("203.0.113.7", "198.51.100.23")

    assert through("192.0.2.1", "203.0.113.7", "198.51.100.24") == usual
    assert through("203.0.113.8", "198.51.100.23") != usual
    assert network(x_forwarded_for="192.0.2.1, 192.0.2.2") == usual


def test_a_line_of_the_log_is_a_metric_too(site: Function) -> None:
    site.invoke(http_event("GET", "/about/"))

    line = site.log("request")[-1]
    about = line["_aws"]["CloudWatchMetrics"][0]
    assert about["Namespace"] == "ChatScape/test"
    assert about["Dimensions"] == [["function"]]
    assert about["Metrics"] == [{"Name": "latency", "Unit": "Milliseconds"}]
    assert line["latency"] == line["ms"]
    assert line["function"] == "http"
