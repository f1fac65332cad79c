"""A browser that signs in and out at Cognito, and keeps its cookie."""

from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.accounts.browser import Browser


class Device(Browser):
    """A browser whose cookies of Cognito's are kept, too."""

    def __init__(self, client: Client | None = None) -> None:
        super().__init__(client)
        self.at_cognito = requests.Session()

    def approves(self, authorize: str, email: str = "") -> str:
        """On the sign-in page, where Cognito asks."""
        answer = self.at_cognito.get(authorize, allow_redirects=False)
        while answer.is_redirect and "/login" in answer.headers["Location"]:
            page = self.at_cognito.get(urljoin(authorize, answer.headers["Location"]))
            form = BeautifulSoup(page.text, "html.parser").form
            assert form is not None
            action = urljoin(authorize, str(form["action"]))
            answer = self.at_cognito.post(action, {"username": email}, allow_redirects=False)
        return answer.headers["Location"].removeprefix(settings.CHATSCAPE_ORIGIN)

    def signs_out(self) -> requests.Response:
        """Here and at Cognito; its last answer."""
        leave = self.client.post(reverse("accounts:sign_out"))
        assert leave.status_code == 303
        return self.at_cognito.get(leave["Location"], allow_redirects=False)
