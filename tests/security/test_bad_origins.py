"""Posts that no page of ours made in this browser."""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.people import Person, friends, html
from tests.security.bad_input import both_ways, everything_stored, was_done

FOREIGN = {
    "foreign": "https://evil.example",
    "null": "null",
    "empty": "",
    "ours as a subdomain": "http://localhost.evil.example:8000",
    "ours as a user": "http://localhost:8000@evil.example",
    "another port": "http://localhost:8001",
    "another scheme": "https://localhost:8000",
    "a backslash": "\\",
}
CHANGING = [
    "/oidc/logout/",
    "/account/",
    "/account/language/",
    "/account/sign-out-everywhere/",
    "/contacts/",
    "/contacts/{bob}/accept/",
    "/contacts/{bob}/rename/",
    "/contacts/{bob}/block/",
    "/contacts/{bob}/unblock/",
    "/contacts/{bob}/remove/",
    "/contacts/{bob}/report/",
    "/chats/{bob}/messages/",
    "/chats/{bob}/read/",
]


@dataclass(frozen=True)
class Strict:
    """Alice's browser at a site that looks at origins and tokens, and a token that is good."""

    browser: Client
    token: str

    def post(self, path: str, **headers: str) -> HttpResponse:
        return self.browser.post(path, headers=headers)


@pytest.fixture
def strict(alice: Person, bob: Person) -> Strict:
    friends(alice, bob)
    browser = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    browser.cookies = alice.browser.cookies
    token = html(browser.get("/chats/")).select_one("[name=csrfmiddlewaretoken]")
    assert token is not None
    return Strict(browser, str(token["value"]))


@both_ways
@pytest.mark.parametrize("origin", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("path", CHANGING)
def test_a_post_from_a_foreign_origin_is_a_403(
    strict: Strict, bob: Person, path: str, origin: str, headers: dict[str, str]
) -> None:
    before = everything_stored()

    sent = {"Origin": origin, "X-CSRFToken": strict.token, **headers}
    assert strict.post(path.format(bob=bob.id), **sent).status_code == 403

    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize("token", ["", "x" * 64], ids=["none", "another"])
@pytest.mark.parametrize("path", CHANGING)
def test_a_post_without_the_token_of_its_browser_is_a_403(
    strict: Strict, bob: Person, path: str, token: str, headers: dict[str, str]
) -> None:
    before = everything_stored()

    sent = {"Origin": settings.CHATSCAPE_ORIGIN, "X-CSRFToken": token, **headers}
    assert strict.post(path.format(bob=bob.id), **sent).status_code == 403

    assert everything_stored() == before


@both_ways
def test_a_post_from_here_with_its_token_is_done(
    strict: Strict, alice: Person, bob: Person, headers: dict[str, str]
) -> None:
    sent = {"Origin": settings.CHATSCAPE_ORIGIN, "X-CSRFToken": strict.token, **headers}

    assert was_done(strict.post(f"/contacts/{bob.id}/block/", **sent))

    assert alice.row(bob)["data-state"] == "blocked"
