"""Cookies that were changed on the way, or are too much."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core import signing
from django.core.signing import JSONSerializer
from django.http import HttpResponse
from django.test import Client

from tests.people import Person, friends
from tests.security.bad_input import both_ways, everything_stored

SALT = "django.contrib.sessions.backends.signed_cookies"


def signed(cookie: str, **options: str) -> str:
    """What is in the cookie, signed in another way."""
    return signing.dumps(
        dict(SessionStore(cookie).items()), compress=True, **({"salt": SALT} | options)
    )


def with_another_person(cookie: str) -> str:
    _, time, signature = cookie.rsplit(":", 2)
    payload = {**SessionStore(cookie).load(), "user": "0" * 20}
    return f"{signing.b64_encode(JSONSerializer().dumps(payload)).decode()}:{time}:{signature}"


TAMPERED: dict[str, Callable[[str], str]] = {
    "last letter changed": lambda cookie: cookie[:-1] + ("y" if cookie[-1] == "x" else "x"),
    "first letter changed": lambda cookie: "x" + cookie[1:],
    "a letter more": lambda cookie: cookie + "x",
    "cut short": lambda cookie: cookie[: len(cookie) // 2],
    "without its signature": lambda cookie: cookie.rpartition(":")[0],
    "another person under the signature": with_another_person,
    "signed with another key": lambda cookie: signed(cookie, key="x" * 60),
    "signed for something else": lambda cookie: signed(cookie, salt="something else"),
    "empty": lambda cookie: "",
    "only colons": lambda cookie: ":::",
    "not Base64": lambda cookie: f".{chr(0xFF)}:" + cookie.partition(":")[2],
    "NUL": lambda cookie: cookie[:9] + "\0" + cookie[9:],
}
TOO_MUCH = {
    "an 8 kB cookie": "junk=" + "x" * 8_192,
    "a thousand cookies": "; ".join(f"c{n}=x" for n in range(1_000)),
}


def session_of(person: Person) -> str:
    return person.browser.cookies[settings.SESSION_COOKIE_NAME].value


def sends(path: str, cookies: str, headers: dict[str, str]) -> HttpResponse:
    method = "POST" if path.startswith("/contacts/") else "GET"
    sent = {**headers, "Cookie": cookies}
    return Client(HTTP_HOST="localhost").generic(method, path, headers=sent)


@both_ways
@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_a_tampered_session_is_signed_out(
    alice: Person, bob: Person, tamper: Callable[[str], str], headers: dict[str, str]
) -> None:
    friends(alice, bob)
    before = everything_stored()

    cookie = f"{settings.SESSION_COOKIE_NAME}={tamper(session_of(alice))}"
    for path in ("/chats/", f"/chats/{bob.id}/", f"/contacts/{bob.id}/block/"):
        response = sends(path, cookie, headers)
        assert response.status_code == (401 if headers else 302)
        leads_to = response.get("HX-Redirect") or response["Location"]
        assert leads_to.startswith("/oidc/authenticate/")

    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize("more", TOO_MUCH.values(), ids=TOO_MUCH)
def test_cookies_beyond_measure_are_a_400(
    alice: Person, bob: Person, more: str, headers: dict[str, str]
) -> None:
    friends(alice, bob)
    before = everything_stored()

    cookies = f"{settings.SESSION_COOKIE_NAME}={session_of(alice)}; {more}"
    for path in ("/", "/chats/", f"/contacts/{bob.id}/block/"):
        assert sends(path, cookies, headers).status_code == 400

    assert everything_stored() == before


@both_ways
def test_a_session_signed_as_we_do_signs_in(alice: Person, headers: dict[str, str]) -> None:
    cookies = f"{settings.SESSION_COOKIE_NAME}={signed(session_of(alice))}; other=x"

    assert sends("/chats/", cookies, headers).status_code == 200
