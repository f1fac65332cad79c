"""What holds for every page: headers, errors, and who may ask at all."""

import pytest
from django.test import Client
from pytest_django import Settings

from chatscape import wiring
from tests.people import HTMX, Person, friends, html

PAGES = ["/", "/about/", "/chats/", "/account/"]


@pytest.fixture
def stranger(own_store: None) -> Client:
    return Client(HTTP_HOST="localhost", raise_request_exception=False)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_forbids_what_it_does_not_need(alice: Person, path: str) -> None:
    response = alice.get(path)

    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_inline_code_or_a_third_party(alice: Person, path: str) -> None:
    page = html(alice.browser.get(path, follow=True))

    for script in page.select("script"):
        assert str(script["src"]).startswith("/static/")
        assert not script.get_text(strip=True)
    assert page.select("style, [style], [onclick], iframe") == []
    for link in page.select("link[href], img[src]"):
        assert str(link.get("href") or link.get("src")).startswith("/")


@pytest.mark.parametrize(
    "path", ["/chats/", f"/chats/{'0' * 20}/", "/updates/?version=0", "/account/"]
)
def test_whoever_is_not_signed_in_signs_in_first(stranger: Client, path: str) -> None:
    page = stranger.get(path)
    fragment = stranger.get(path, headers=HTMX | {"HX-Current-URL": "http://localhost:8000/chats/"})

    assert page.status_code == 302
    assert page["Location"].startswith("/oidc/authenticate/?next=%2F")
    assert fragment.status_code == 401
    assert fragment["HX-Redirect"] == "/oidc/authenticate/?next=%2Fchats%2F"


def test_the_landing_page_is_for_strangers(stranger: Client, alice: Person) -> None:
    assert "Open in browser" in stranger.get("/").content.decode()
    assert alice.get("/")["Location"] == "/chats/"


def test_health_asks_nothing(stranger: Client, settings: Settings) -> None:
    settings.CHATSCAPE_STORE = "dynamodb://nowhere?endpoint_url=http://127.0.0.1:9"

    assert stranger.get("/healthz").content == b"ok"


@pytest.mark.parametrize("host", ["localhost", "10.0.0.5", "anything.example"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_may_use_any_name(path: str, host: str, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert Client(HTTP_HOST=host).get(path).status_code == 200


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "page"])
def test_an_unknown_address_is_a_404_with_a_way_out(
    stranger: Client, headers: dict[str, str]
) -> None:
    response = stranger.get("/nowhere/", headers=headers)

    assert response.status_code == 404
    assert "nothing at this address" in response.content.decode()
    if headers:
        assert response["HX-Retarget"] == "#notices"
    else:
        assert html(response).select("main a[href]")


def test_a_page_of_an_earlier_sign_in_loads_anew_unless_the_origin_is_foreign(
    alice: Person, bob: Person
) -> None:
    friends(alice, bob)
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.cookies = alice.browser.cookies

    def refresh(origin: str) -> str | None:
        headers = {"Origin": origin, "HX-Request": "true"}
        return strict.post(f"/contacts/{bob.id}/block/", headers=headers).get("HX-Refresh")

    assert refresh("http://localhost:8000") == "true"
    assert refresh("https://evil.example") is None
    assert refresh("null") is None


def test_without_scripts_a_refused_message_comes_back_to_be_sent_again(
    alice: Person, bob: Person
) -> None:
    friends(alice, bob)
    alice.blocks(bob)
    data = {"body": "\n two lines,\nkept", "client_id": "0" * 8 + "-0000-0000-0000-" + "0" * 12}

    response = alice.browser.post(f"/chats/{bob.id}/messages/", data)

    assert response.status_code == 409
    form = html(response).select_one("main form")
    assert form["action"] == f"/chats/{bob.id}/messages/"
    assert form.select_one("textarea[name=body]").get_text()[1:] == data["body"]
    assert form.select_one("[name=client_id]")["value"] == data["client_id"]


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "page"])
def test_a_fault_of_ours_is_a_500_that_tells_nothing(
    alice: Person, settings: Settings, headers: dict[str, str]
) -> None:
    settings.CHATSCAPE_STORE = "nonsense://secret"
    wiring.application.cache_clear()
    alice.browser.raise_request_exception = False

    response = alice.browser.get("/chats/", headers=headers)

    assert response.status_code == 500
    assert "on our side" in response.content.decode()
    assert "secret" not in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
