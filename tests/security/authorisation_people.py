"""The people of the table, each as they stand towards Bob, and one store that comes back."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client, override_settings

from accounts.repository import profile_key
from chatscape import wiring
from chatscape.settings import BASE_DIR
from chatscape.store.port import Update
from moderation.domain import Decision, Measure
from notifications.vapid import new_private_key
from tests.moderation.staff import acts, decides, reports
from tests.notifications.gadget import Gadget
from tests.people import HTMX, Person, friends

from .authorisation import ENDPOINT, Who
from .bad_input import EVERYTHING

CANARY = "the canary sings at midnight"
FORM = "application/x-www-form-urlencoded"
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

ROLES = {"staff", "moderator"}

OF_THE_MOMENT = {"X-Request-ID", "Server-Timing"}

Dump = list[tuple[str, str, str]]


class Told(NamedTuple):
    """All that an answer says."""

    status: int
    headers: Mapping[str, str]
    cookies: frozenset[str]
    body: str


class Shelf:
    """The SQLite file of the application: everything in it, and a way back to how it was."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def dump(self) -> Dump:
        with closing(sqlite3.connect(self._path)) as connection:
            return connection.execute(EVERYTHING).fetchall()

    def restore(self, dump: Dump) -> None:
        with closing(sqlite3.connect(self._path)) as connection, connection:
            connection.execute("DELETE FROM items")
            connection.executemany("INSERT INTO items VALUES (?, ?, ?)", dump)


@contextmanager
def site_over_file(folder: Path, issuer: str) -> Iterator[Shelf]:
    """The application of this process over a SQLite file, its static files as they are."""
    path = folder / "chatscape.sqlite3"
    with override_settings(
        CHATSCAPE_STORE=f"sqlite:///{path}",
        OIDC_ISSUER=issuer,
        VAPID_PRIVATE_KEY=new_private_key(),
        CHATSCAPE_PUSH="stream",  # nobody reads it: no push service is called
        STORAGES=PLAIN_FILES,
        STATIC_ROOT=str(BASE_DIR / "static"),
        DEBUG_PROPAGATE_EXCEPTIONS=True,
    ):
        wiring.application.cache_clear()
        wiring.store()
        yield Shelf(path)
    wiring.application.cache_clear()


class Street:
    """Where everybody of the table lives. Each request is that of a browser just signed in."""

    def __init__(
        self, shelf: Shelf, bob: Person, people: Mapping[Who, Person], reports: Mapping[str, str]
    ) -> None:
        self.shelf = shelf
        self.bob = bob
        self._reports = reports
        self.people = people
        self.start = shelf.dump()
        self._client = Client(HTTP_HOST="localhost")
        name = settings.SESSION_COOKIE_NAME
        self._sessions = {who: {name: it.browser.cookies[name].value} for who, it in people.items()}

    def put_back(self) -> None:
        if self.shelf.dump() != self.start:
            self.shelf.restore(self.start)

    def report_for(self, route: str) -> str:
        """A report with which can be done what the route does."""
        return self._reports.get(route, self._reports[""])

    def ask(
        self,
        who: Who,
        method: str,
        path: str,
        *,
        htmx: bool,
        query: Mapping[str, str],
        form: Mapping[str, str],
    ) -> Told:
        self._client.cookies = SimpleCookie(self._sessions.get(who, {}))
        address = f"{path}?{urlencode(query)}" if query else path
        kind = HTMX if htmx else {}
        with closing(
            self._client.generic(method, address, urlencode(form), FORM, headers=kind)
        ) as answer:
            cookies = frozenset(answer.cookies)
            body = answer.getvalue().decode()
            headers = {name: it for name, it in answer.headers.items() if name not in OF_THE_MOMENT}
            return Told(answer.status_code, headers, cookies, body)


def move_in(shelf: Shelf) -> Street:
    bob, carol, sue = Person("Bob"), Person("Carol"), Person("Sue")
    people = {
        who: Person(who.title(), roles=frozenset({who.value} & ROLES))
        for who in Who
        if who is not Who.ANONYMOUS
    }
    for person in people.values():
        person.adds(carol)  # so that everybody's list has moved
        Gadget(ENDPOINT).subscribes(person)
    for who in (Who.OWNER, Who.BLOCKED, Who.REMOVER, Who.SUSPENDED):
        _talk(people[who], bob)
    people[Who.REQUESTER].adds(bob)
    people[Who.REQUESTER].sends(bob, "may I?")
    bob.adds(people[Who.ASKED])
    bob.sends(people[Who.ASKED], CANARY)
    bob.sends(people[Who.ASKED], "hello?")
    bob.blocks(people[Who.BLOCKED])
    people[Who.REMOVER].removes(bob)
    suspended = profile_key(people[Who.SUSPENDED].id)
    wiring.store().write(Update(suspended, {"suspended_until": 2**53}))
    return Street(shelf, bob, people, _reports(sue, carol, people[Who.MODERATOR]))


def _reports(sue: Person, carol: Person, kim: Person) -> Mapping[str, str]:
    """By route; under "" one that nobody has looked at."""
    friends(sue, carol)
    is_open, in_hand, decided = (reports(sue, carol, f"{CANARY} {n}") for n in range(3))
    acts(kim, "take", in_hand)
    decides(kim, decided, "suspend", days=2)
    acts(kim, "lift", decided)
    wiring.sanctions().suspend(carol.user, Decision(Measure.SUSPEND, ""))
    of_decided = dict.fromkeys(("admin:reverse", "admin:lift", "admin:restore"), decided)
    return {"": is_open, "admin:put-back": in_hand, **of_decided}


def _talk(person: Person, bob: Person) -> None:
    friends(person, bob)
    person.sends(bob, "hello")
    bob.sends(person, CANARY)
