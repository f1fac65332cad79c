"""A browser in front of CloudFront, of nobody yet or of somebody who is signed in."""

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup

from .events import Answer, body_of, cookies_of, http_event

SESSION = "__Host-session"
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": "https://chat.example.com"}


class Site(Protocol):
    """Whatever runs the function."""

    def invoke(self, event: Mapping[str, Any]) -> Answer: ...


class Visitor:
    def __init__(self, site: Site, name: str, session: str = "") -> None:
        self.site = site
        self.email = f"{name.lower()}@example.com"
        self.cookies = {SESSION: session} if session else {}

    def opens(self, path: str, query: str = "") -> Answer:
        answer = self.site.invoke(http_event("GET", path, query=query, cookies=self.cookies))
        self.cookies |= cookies_of(answer)
        return answer

    def goes_to(self, location: str) -> Answer:
        """Where somebody's answer sends the browser, which is back to the site."""
        address = urlsplit(location)
        return self.opens(address.path, query=address.query)

    def form(self, path: str, **fields: str) -> dict[str, Any]:
        """What the browser sends for a form."""
        token = page(self.opens("/chats/")).select_one("[name=csrfmiddlewaretoken]")
        assert token
        body = urlencode({**fields, "csrfmiddlewaretoken": token["value"]}).encode()
        return http_event("POST", path, headers=FORM, cookies=self.cookies, body=body)

    def posts(self, path: str, **fields: str) -> Answer:
        return self.site.invoke(self.form(path, **fields))

    def adds(self, other: "Visitor") -> str:
        answer = self.posts("/contacts/", name="Somebody", email=other.email)
        return str(answer["headers"]["location"]).split("/")[2]


def page(answer: Answer) -> BeautifulSoup:
    return BeautifulSoup(body_of(answer), "html.parser")
