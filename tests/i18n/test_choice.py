"""Which language somebody reads: what their browser asks for, until they choose."""

from contextlib import closing

import pytest
from django.test import Client
from pytest_django import Settings

from tests.people import HTMX, Person, friends, html

CHOOSE = "/account/language/"
GERMAN = {"Accept-Language": "fr-CH, de-AT;q=0.9, en;q=0.8"}


@pytest.fixture
def visitor(own_store: None) -> Client:
    return Client(HTTP_HOST="localhost", raise_request_exception=False)


def language(browser: Client, path: str = "/", **headers: str) -> str:
    answer = browser.get(path, headers=headers)
    (root,) = html(answer).select("html")
    assert answer["Content-Language"] == root["lang"]
    return str(root["lang"])


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("de", "de"),
        ("de-CH,de;q=0.9", "de"),
        ("fr, de;q=0.5, en;q=0.4", "de"),
        ("en-GB, de;q=0.9", "en"),
        ("fr, it", "en"),
        ("*", "en"),
        ("", "en"),
        ("de;q=x, " + "y" * 5_000, "en"),
    ],
)
def test_the_browser_asks_and_english_is_left(visitor: Client, asked: str, given: str) -> None:
    assert language(visitor, **{"Accept-Language": asked}) == given


def test_a_choice_holds_against_what_the_browser_asks_for(visitor: Client) -> None:
    assert language(visitor, **GERMAN) == "de"

    answer = visitor.post(CHOOSE, {"language": "en", "next": "/about/"}, headers=GERMAN)

    assert (answer.status_code, answer["Location"]) == (303, "/about/")
    assert language(visitor, "/about/", **GERMAN) == "en"
    visitor.post(CHOOSE, {"language": "de"})
    assert language(visitor) == "de"


def test_a_cookie_of_no_language_of_ours_counts_for_nothing(
    visitor: Client, settings: Settings
) -> None:
    for nonsense in ("xx", "../de", "de\\", "d" * 600):
        visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = nonsense
        assert language(visitor, **GERMAN) == "de"


def test_the_cookie_is_kept_for_a_year_and_from_scripts(visitor: Client) -> None:
    answer = visitor.post(CHOOSE, {"language": "de"})

    cookie = answer.cookies["language_8000"]
    assert (cookie["max-age"], cookie["path"], cookie["samesite"]) == (31_536_000, "/", "Lax")
    assert cookie["httponly"]
    assert not cookie["secure"]
    assert not cookie["domain"]


@pytest.mark.parametrize(
    "address",
    [
        *("//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"),
        *("http://localhost:8000/about/", "about/", "/oidc/logout/", "/\n/evil.example", ""),
    ],
)
def test_nobody_is_led_to_another_site(visitor: Client, address: str) -> None:
    answer = visitor.post(CHOOSE, {"language": "de", "next": address})

    assert (answer.status_code, answer["Location"]) == (303, "/")


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "page"])
@pytest.mark.parametrize("data", [{}, {"language": ""}, {"language": "xx"}], ids=str)
def test_an_unknown_language_is_a_422_that_offers_ours(
    visitor: Client, data: dict[str, str], headers: dict[str, str]
) -> None:
    answer = visitor.post(CHOOSE, data | {"next": "/about/"}, headers=headers)

    form = html(answer).select_one("#language")
    assert answer.status_code == 422
    assert answer.cookies.keys() <= {"csrf_8000"}
    assert form.select_one("[role=alert]").get_text() == "Language: Choose one of these languages."
    assert [it["value"] for it in form.select("button")] == ["en", "de"]
    assert form.select_one("[name=next]")["value"] == "/about/"


def test_the_account_page_offers_it_too(alice: Person) -> None:
    form = html(alice.get("/account/")).select_one("#language")

    assert form.select_one("[name=next]")["value"] == "/account/"
    assert [it.get_text() for it in form.select("button")] == ["English", "Deutsch"]
    assert form.select_one("[aria-current]").get_text() == "English"


def test_who_keeps_an_answer_keeps_it_for_one_language(
    alice: Person, visitor: Client, settings: Settings
) -> None:
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    for answer in (alice.get("/chats/"), alice.get("/account/"), visitor.get("/")):
        assert {"Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))
    assert "Accept-Language" in visitor.get("/nowhere/")["Vary"]
    for path in ("/healthz", "/static/css/tokens.css"):
        with closing(visitor.get(path, headers=GERMAN)) as plain:
            assert plain.status_code == 200
            assert "Content-Language" not in plain
            assert "Accept-Language" not in plain.get("Vary", "")


def test_what_htmx_asks_for_is_in_the_language_of_its_page(alice: Person, bob: Person) -> None:
    friends(alice, bob)

    fragment = alice.browser.get(f"/chats/{bob.id}/", headers=HTMX | GERMAN)

    assert "Schreib eine Nachricht" in fragment.content.decode()


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "page"])
def test_whatever_refuses_a_request_says_why_in_its_language(
    visitor: Client, headers: dict[str, str]
) -> None:
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    german = GERMAN | headers

    refused = {
        "können wir nichts anfangen": visitor.get(
            "/", headers=german | {"cookie": "a=" + "x" * 8_000}
        ),
        "Unter dieser Adresse ist nichts": visitor.get("/nowhere/", headers=german),
        "Diese Adresse nimmt nur Formulare an": visitor.put("/about/", headers=german),
        "Das ist zu groß": visitor.post("/contacts/", {"name": "x" * 3_000_000}, headers=german),
        "Die Seite war zu alt": strict.post("/contacts/", headers=german),
    }

    for words, answer in refused.items():
        assert answer["Content-Language"] == "de"
        assert words in html(answer).get_text()


def test_a_host_that_is_refused_first_hears_its_own_language_not_the_last_ones(
    visitor: Client, settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = True  # which asks for the host before all else
    visitor.get("/", headers=GERMAN, secure=True)

    for asked, said in (("en", "Not understood"), ("de", "Nicht verstanden")):
        answer = visitor.get("/", headers={"Accept-Language": asked}, HTTP_HOST="evil.example")
        assert answer.status_code == 400
        assert html(answer).select_one("h1").get_text() == said
