"""A browser that signs in: our side through Django's client, the provider's over HTTP."""

import logging
import re
import time
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.domain import User
from accounts.session import identify
from chatscape import wiring

SHORT = 8  # characters: no more of what anybody makes up is no secret


class Browser:
    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client(HTTP_HOST="localhost")

    def starts(self, **query: str) -> str:
        """Ask to sign in; where the provider is asked to go on."""
        response = self.client.get(reverse("accounts:sign_in"), query)
        assert response.status_code == 302, response.content
        return str(response["Location"])

    def approves(self, authorize: str, email: str = "") -> str:
        """Say yes at the provider; the path that it sends the browser back to."""
        back = requests.post(authorize, data={"email": email}, allow_redirects=False).headers[
            "Location"
        ]
        assert back.startswith(settings.CHATSCAPE_ORIGIN), back
        return back.removeprefix(settings.CHATSCAPE_ORIGIN)

    def comes_back(self, path: str) -> HttpResponse:
        return self.client.get(path)

    def signs_in(self, email: str = "", **query: str) -> HttpResponse:
        return self.comes_back(self.approves(self.starts(**query), email))

    @property
    def cookie(self) -> str:
        morsel = self.client.cookies.get(settings.SESSION_COOKIE_NAME)
        return morsel.value if morsel else ""

    @property
    def session(self) -> SessionStore:
        return SessionStore(self.cookie)

    def user(self) -> User | None:
        """Who the site takes this browser for."""
        return identify(self.session, wiring.users(), time.time())


class Visitor(Browser):
    """Nobody, or somebody who is signed in already, whom a refusal must leave as they were."""

    def __init__(self, client: Client | None, headers: Mapping[str, str]) -> None:
        super().__init__(client)
        self.headers = headers
        self.secrets: set[str] = set()
        self._before = self._signed_in_as

    def starts(self, **query: str) -> str:
        authorize = super().starts(**query)
        self._keep_secret(authorize, "state", "nonce", "code_challenge")
        return authorize

    def asks(self, path: str) -> HttpResponse:
        self._keep_secret(path, "state", "code")
        return self.client.get(path, headers=dict(self.headers))

    comes_back = asks

    def is_as_before(self) -> bool:
        """The same person in the same session, or still nobody."""
        return self._signed_in_as == self._before

    @property
    def _signed_in_as(self) -> tuple[User | None, object]:
        return self.user(), self.session.get("sid")

    def _keep_secret(self, url: str, *names: str) -> None:
        found = parameters(url)
        self.secrets |= {found[name] for name in names if len(found.get(name, "")) > SHORT}


def parameters(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def callback(**query: str) -> str:
    return f"{reverse('accounts:callback')}?{urlencode(query)}"


def is_refused(response: HttpResponse, status: int = 400) -> bool:
    """A friendly page with a fresh start."""
    fresh_start = f'href="{reverse("accounts:sign_in")}"'
    return response.status_code == status and fresh_start in response.content.decode()


def is_discreet(records: Iterable[logging.LogRecord], secrets: Iterable[str]) -> bool:
    """A named event in every line of ours; no address, and nothing that signs anybody in."""
    lines = [(record.name, record.getMessage()) for record in records]
    events = [line for name, line in lines if name == "chatscape.security"]
    everything = "\n".join(line for _, line in lines)
    is_named = all(re.match(r"sign_in_[a-z_]+( [a-z]+=|$)", line) for line in events)
    return is_named and "@" not in everything and not any(it in everything for it in secrets)
