"""What every answer tells a browser to forbid, whatever was asked for and however it ended."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from chatscape import wiring
from chatscape.headers import content_security_policy
from tests.chatscape.test_environment import PRODUCTION, ROOT
from tests.people import HTMX, Person, friends

from .routes import STATIC, Route, all_routes

ASKED_ANEW = {"manifest", "service_worker"}  # nobody's
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
ASK = """
import json, sys
from django.test import Client
from chatscape.wsgi import application
browser = Client(HTTP_HOST="chat.example.com", raise_request_exception=False)
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest
from django.conf import settings
from accounts import session
from accounts.domain import Identity
from chatscape import wiring
request = HttpRequest()
request.session = SessionStore()
session.begin(request, wiring.users().sign_in(Identity("i", "s", "a@example.com", "Alice")))
request.session["seen"] -= session.RENEW_AFTER
request.session.save()
browser.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
answers = [browser.get(path, secure=True) for path in sys.argv[1:]]
chosen = browser.post("/account/language/", {"language": "de"}, secure=True)
cookies = [it.OutputString() for answer in [*answers, chosen] for it in answer.cookies.values()]
json.dump([[dict(answer.headers) for answer in answers], cookies], sys.stdout)
"""


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", all_routes(), ids=lambda route: route.name)
def test_every_answer_of_every_route_carries_them(
    alice: Person,
    bob: Person,
    settings: Settings,
    route: Route,
    method: str,
    headers: dict[str, str],
) -> None:
    settings.OIDC_ISSUER = "http://localhost:1"
    friends(alice, bob)
    for browser in (alice.browser, Client(HTTP_HOST="localhost")):
        path = route.path(contact=bob.id)
        with closing(browser.generic(method, path, headers=headers)) as answer:
            told = dict(answer.headers)

        assert settings.SECURITY_HEADERS.items() <= told.items()
        kept = told["Cache-Control"]
        assert kept == "private, no-store" or route == STATIC or route.name in ASKED_ANEW
        assert kept == "no-cache" or route.name not in ASKED_ANEW or answer.status_code != 200


def test_every_error_carries_them(alice: Person, settings: Settings) -> None:
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True, raise_request_exception=False)
    errors = {
        404: strict.get("/nowhere/"),
        400: strict.get("/chats/", headers={"cookie": "a=" + "x" * 8_000}),
        403: strict.post("/contacts/"),
        413: strict.post("/contacts/", {"name": "x" * 3_000_000}),
    }
    settings.CHATSCAPE_STORE = "nonsense://"
    wiring.application.cache_clear()
    errors[500] = Client(HTTP_HOST="localhost", raise_request_exception=False).get("/about/")
    errors[400] = Client(HTTP_HOST="evil.example").get("/about/")

    for status, answer in errors.items():
        assert answer.status_code == status
        assert settings.SECURITY_HEADERS.items() <= dict(answer.headers).items()


def test_the_policy_lets_nothing_in_that_is_not_ours() -> None:
    policy = content_security_policy(providers=["https://id.example.com/pool", "", "https://x.io"])
    directives = dict(it.split(" ", 1) for it in policy.split("; "))

    assert directives.pop("default-src") == "'none'"
    assert directives.pop("form-action") == "'self' https://id.example.com https://x.io"
    assert set(directives.values()) == {"'self'", "'none'"}
    assert {"base-uri", "frame-ancestors"} <= directives.keys()


def in_production(folder: Path, *paths: str) -> tuple[list[dict[str, str]], list[str]]:
    """What a process of the production configuration answers over https, and its cookies."""
    variables = PRODUCTION | {
        "PATH": os.environ["PATH"],
        "CHATSCAPE_STORE": f"sqlite:///{folder / 'store.sqlite3'}",
        "CHATSCAPE_STATIC_ROOT": str(folder / "static"),
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=variables, check=True)
    done = subprocess.run(
        [sys.executable, "-c", ASK, *paths],
        cwd=ROOT,
        env=variables,
        check=True,
        capture_output=True,
    )
    answers, cookies = json.loads(done.stdout)
    return answers, cookies


def test_production_adds_what_needs_https(tmp_path: Path) -> None:
    paths = ("/", "/chats/", "/healthz", "/nowhere/")

    answers, cookies = in_production(tmp_path, *paths)

    for headers in answers:
        assert headers["Strict-Transport-Security"] == (
            "max-age=63072000; includeSubDomains; preload"
        )
        assert "Server-Timing" not in headers
    names = {it.partition("=")[0] for it in cookies}
    assert names == {"__Host-session", "__Host-csrf", "__Host-language"}
    for cookie in cookies:
        attributes = set(cookie.split("; ")[1:])
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= attributes
        assert not any(it.startswith("Domain") for it in attributes)
