"""Alice, Bob, Mallory and Sam: people who use the site through its pages, each in a browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings

from accounts import session
from accounts.domain import Identity, User, UserId
from chatscape import wiring
from chatscape.store.port import Store
from chatscape.wake import NoWake

HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Bubble:
    seq: int
    side: str
    body: str


def identity(name: str, roles: frozenset[str] = frozenset()) -> Identity:
    """What the provider says of somebody."""
    email = f"{name.lower()}@example.com"
    return Identity("https://id.example.com", email, email, name, roles)


class Person:
    """Signed in as a verified address; speaks with the site over HTTP as htmx does."""

    def __init__(self, name: str, *, roles: frozenset[str] = frozenset()) -> None:
        self.name = name
        self.email = f"{name.lower()}@example.com"
        self.id: UserId = wiring.users().sign_in(identity(name, roles)).id
        self.browser = self.new_browser()

    @property
    def user(self) -> User:
        user = wiring.users().find(self.id)
        assert user is not None
        return user

    def new_browser(self) -> Client:
        """Another device of theirs, signed in."""
        request = HttpRequest()
        request.session = SessionStore()
        session.begin(request, self.user)
        request.session.save()
        browser = Client(HTTP_HOST="localhost")
        browser.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key or ""
        return browser

    # What they see

    def get(self, path: str, **query: object) -> HttpResponse:
        return self.browser.get(path, query)

    def fragment(self, path: str, **query: object) -> HttpResponse:
        return self.browser.get(path, query, headers=HTMX)

    def rows(self) -> dict[UserId, Tag]:
        page = html(self.get("/chats/"))
        return {UserId(str(row["data-contact"])): row for row in page.select("[data-contact]")}

    def row(self, other: "Person") -> Tag:
        return self.rows()[other.id]

    def reads(self, other: "Person", **cursor: int) -> list[Bubble]:
        response = self.fragment(f"/chats/{other.id}/messages/", **cursor)
        assert response.status_code == 200, response.content
        return bubbles(response)

    def reads_everything(self, other: "Person") -> list[Bubble]:
        found: list[Bubble] = []
        while page := self.reads(other, after=found[-1].seq if found else 0):
            found += page
        return found

    def everything_on_screen(self, other: "Person") -> str:
        pages = [self.get("/chats/"), self.get(f"/chats/{other.id}/")]
        texts = [html(page).get_text() for page in pages if page.status_code == 200]
        texts += [bubble.body for bubble in self.reads_everything(other)]
        return "\n".join(texts)

    # What they do

    def post(self, path: str, **data: object) -> HttpResponse:
        return self.browser.post(path, data, headers=HTMX)

    def adds(self, other: "Person", name: str | None = None) -> HttpResponse:
        response = self.post("/contacts/", name=name or other.name, email=other.email)
        assert response.status_code == 200, response.content
        return response

    def says(self, other: "Person", body: str, client_id: str | None = None) -> HttpResponse:
        """Like `sends`, whatever comes back."""
        data = {"body": body, "client_id": client_id or str(uuid4())}
        return self.post(f"/chats/{other.id}/messages/", **data)

    def sends(self, other: "Person", body: str, client_id: str | None = None) -> int:
        response = self.says(other, body, client_id)
        assert response.status_code == 200, response.content
        (bubble,) = bubbles(response)
        return bubble.seq

    def does(self, verb: str, other: "Person", **data: object) -> HttpResponse:
        response = self.post(f"/contacts/{other.id}/{verb}/", **data)
        assert response.status_code == 200, response.content
        return response

    def accepts(self, other: "Person") -> None:
        self.does("accept", other)

    def blocks(self, other: "Person") -> None:
        self.does("block", other)

    def unblocks(self, other: "Person") -> None:
        self.does("unblock", other)

    def removes(self, other: "Person") -> None:
        self.does("remove", other)

    def reports(self, other: "Person", *numbers: int, **changes: object) -> HttpResponse:
        """Messages of the conversation with somebody; as a page, whatever comes back."""
        said = {"category": "threat", "comment": "Look at it.", "messages": numbers, **changes}
        return self.browser.post(f"/contacts/{other.id}/report/", said)

    def marks_read(self, other: "Person", seq: int) -> HttpResponse:
        return self.post(f"/chats/{other.id}/read/", seq=seq)


def html(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def shown_name(row: Tag) -> str:
    """What the list calls somebody."""
    name = row.select_one(".contact__name bdi")
    assert name
    return name.get_text()


def bubbles(response: HttpResponse) -> list[Bubble]:
    return [
        Bubble(
            int(str(item["data-seq"])),
            str(item["data-from"]),
            item.select_one(".message__body").get_text(),  # type: ignore[union-attr]
        )
        for item in html(response).select("li[data-seq]")
    ]


def friends(one: Person, other: Person) -> None:
    one.adds(other)
    other.adds(one)


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    """Pages of this process name static files as they are, without a hash of their content."""
    settings.USE_SRI = False
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def generous_limits(settings: Settings) -> None:
    """Tests of other things do more in a minute than people do."""
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 1_000_000)


@pytest.fixture
def own_store(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The application over a SQLite file of its own."""
    settings.CHATSCAPE_STORE = f"sqlite:///{tmp_path / 'chatscape.sqlite3'}"
    wiring.application.cache_clear()
    yield
    wiring.application.cache_clear()


@pytest.fixture
def application_over(store: Store, monkeypatch: pytest.MonkeyPatch) -> wiring.Application:
    """The application over each engine in turn."""
    application = wiring.compose(store, NoWake())
    monkeypatch.setattr(wiring, "application", lambda: application)
    return application


@pytest.fixture
def person(own_store: None) -> Callable[[str], Person]:
    return Person


@pytest.fixture
def alice(person: Callable[[str], Person]) -> Person:
    return person("Alice")


@pytest.fixture
def bob(person: Callable[[str], Person]) -> Person:
    return person("Bob")


@pytest.fixture
def mallory(person: Callable[[str], Person]) -> Person:
    return person("Mallory")
