"""People who use a running site over HTTP, from any process."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests
from bs4 import BeautifulSoup

TIMEOUT = 30


@dataclass
class RemotePerson:
    """Signs in at the site's own provider. Connection errors pass through as `requests` raises."""

    origin: str
    email: str
    http: requests.Session = field(default_factory=requests.Session)
    csrf: str = ""

    def signs_in(self) -> "RemotePerson":
        form = self.http.get(f"{self.origin}/oidc/authenticate/", timeout=TIMEOUT)
        page = self.http.post(form.url, data={"email": self.email}, timeout=TIMEOUT)
        page.raise_for_status()
        assert page.url.startswith(f"{self.origin}/chats/"), page.url
        self.csrf = str(_soup(page).select_one("[name=csrfmiddlewaretoken]")["value"])  # type: ignore[index]
        return self

    def copy(self) -> "RemotePerson":
        """The same signed-in browser, with connections of its own."""
        other = requests.Session()
        other.cookies.update(self.http.cookies)
        return RemotePerson(self.origin, self.email, other, self.csrf)

    @property
    def cookies(self) -> list[Any]:
        """As Playwright puts them into a browser, which is then signed in as well."""
        return [
            {
                "name": it.name,
                "value": it.value or "",
                "url": self.origin,
                **({"expires": it.expires} if it.expires else {}),
            }
            for it in self.http.cookies
        ]

    def adds(self, email: str) -> str:
        """The contact's id."""
        response = self.posts("/contacts/", name=email.partition("@")[0].title(), email=email)
        response.raise_for_status()
        for row in _soup(response).select("[data-contact]"):
            if row["data-email"] == email:
                return str(row["data-contact"])
        raise LookupError(email)

    def sends(self, contact: str, body: str, client_id: str = "") -> requests.Response:
        return self.posts(
            f"/chats/{contact}/messages/", body=body, client_id=client_id or str(uuid4())
        )

    def posts(self, path: str, **data: str) -> requests.Response:
        headers = {"HX-Request": "true", "X-CSRFToken": self.csrf, "Origin": self.origin}
        return self.http.post(self.origin + path, data=data, headers=headers, timeout=TIMEOUT)

    def reads_everything(self, contact: str) -> list[tuple[int, str, str]]:
        """(number, side, body) of every message, oldest first."""
        found: list[tuple[int, str, str]] = []
        while True:
            page = self.http.get(
                f"{self.origin}/chats/{contact}/messages/",
                params={"after": found[-1][0] if found else 0},
                headers={"HX-Request": "true"},
                timeout=TIMEOUT,
            )
            page.raise_for_status()
            messages = [
                (
                    int(str(item["data-seq"])),
                    str(item["data-from"]),
                    item.select_one(".message__body").get_text(),  # type: ignore[union-attr]
                )
                for item in _soup(page).select("li[data-seq]")
            ]
            if not messages:
                return found
            found += messages


def _soup(response: requests.Response) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")
