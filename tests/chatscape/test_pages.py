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
def test_a_probe_may_use_any_name(host: str, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert Client(HTTP_HOST=host).get("/healthz").status_code == 200


def test_an_unknown_host_is_a_400(own_store: None) -> None:
    assert Client(HTTP_HOST="evil.example").get("/").status_code == 400


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


def test_a_form_without_its_token_is_a_403(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.cookies = alice.browser.cookies

    for origin in ("http://localhost:8000", "https://evil.example", "null"):
        response = strict.post(f"/contacts/{bob.id}/block/", headers={"Origin": origin})
        assert response.status_code == 403
    assert alice.row(bob)["data-state"] == "accepted"


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


def test_a_request_that_is_too_large_is_a_413(alice: Person) -> None:
    response = alice.post("/contacts/", name="x" * 3_000_000, email="bob@example.com")

    assert response.status_code == 413


def test_too_many_fields_are_a_400(alice: Person) -> None:
    response = alice.post("/contacts/", **{f"field{n}": "x" for n in range(1001)})

    assert response.status_code == 400


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"name": "x"}'),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b""),
        ("application/x-www-form-urlencoded", b"name=%FF&email=bob@example.com"),
        ("application/x-www-form-urlencoded", b"name=caf\xe9&email=bob@example.com"),
        ("application/x-www-form-urlencoded", "name=שלום".encode() + b"\xff&email=b@example.com"),
    ],
)
def test_a_body_that_is_not_a_form_is_a_4xx(alice: Person, content_type: str, body: bytes) -> None:
    response = alice.browser.post("/contacts/", data=body, content_type=content_type)

    assert 400 <= response.status_code < 500
    assert alice.rows() == {}


def test_cookies_beyond_measure_are_a_400(alice: Person) -> None:
    alice.browser.cookies["junk"] = "x" * 8_192

    assert alice.get("/chats/").status_code == 400


def test_a_tampered_session_is_nobody(alice: Person) -> None:
    (cookie,) = alice.browser.cookies.values()
    cookie.set(cookie.key, cookie.value[:-1] + "x", cookie.value[:-1] + "x")

    assert alice.get("/chats/").status_code == 302


def test_forged_htmx_headers_give_no_right(alice: Person, bob: Person, mallory: Person) -> None:
    friends(alice, bob)

    response = mallory.browser.get(
        f"/chats/{bob.id}/",
        headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/", "HX-Target": "x"},
    )

    assert response.status_code == 404


def test_a_store_that_is_away_is_a_503_that_ends_by_itself(
    alice: Person, settings: Settings, aws_environment: None, caplog: pytest.LogCaptureFixture
) -> None:
    here = settings.CHATSCAPE_STORE
    settings.CHATSCAPE_STORE = "dynamodb://chatscape?endpoint_url=http://127.0.0.1:9"
    wiring.application.cache_clear()

    page, fragment = alice.get("/chats/"), alice.fragment("/chats/")

    assert page.status_code == fragment.status_code == 503
    assert int(page["Retry-After"]) > 0
    assert "try again" in page.content.decode()
    assert "store_unavailable" in caplog.text
    settings.CHATSCAPE_STORE = here
    wiring.application.cache_clear()
    assert alice.get("/chats/").status_code == 200


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
