"""A browser that signs in: our side through Django's client, the provider's over HTTP."""

import time
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


class Browser:
    def __init__(self) -> None:
        self.client = Client(HTTP_HOST="localhost")

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


def parameters(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def callback(**query: str) -> str:
    return f"{reverse('accounts:callback')}?{urlencode(query)}"


def is_refused(response: HttpResponse, status: int = 400) -> bool:
    """A friendly page with a fresh start."""
    fresh_start = f'href="{reverse("accounts:sign_in")}"'
    return response.status_code == status and fresh_start in response.content.decode()
