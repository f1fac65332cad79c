"""Who asks: Alice, who has talked with Bob at length and never with Mallory; Kim, who moderates;
and a browser of nobody's.
"""

from contextlib import closing
from typing import NamedTuple

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from chatscape import wiring
from chatscape.outermost import in_utf8
from chatscape.store.meter import Cost, Meter
from tests.bench.operations import fill
from tests.moderation.staff import reports
from tests.people import Person

from .authorisation_people import Shelf
from .hostile_values import OWN, STATE, STRANGERS
from .route_requests import Pairs, Sent, urlencoded
from .routes import Route

VISITORS = ("alice", "anonymous")
WHO = (*VISITORS, "kim")
TOKEN = "t" * 32  # against forgery; the site believes any that cookie and header agree upon


class Answered(NamedTuple):
    status: int
    headers: dict[str, str]
    size: int
    cost: Cost
    sent: int
    """The bytes of what was asked with."""


class Environs(RequestFactory):
    """Makes requests as a server hands them to an application."""

    def request(self, **request: object) -> dict[str, object]:
        return self._base_environ(**request)


class House:
    """Signing out changes the store alone, which comes back before every request."""

    def __init__(self, shelf: Shelf, meter: Meter) -> None:
        self.shelf = shelf
        self._meter = meter
        hall = fill(meter, wiring.store(), messages=300, contacts=10)
        self._application = in_utf8(WSGIHandler())
        self._environs = Environs(HTTP_HOST="localhost")
        kim = Person("Kim", roles=frozenset({"moderator"}))
        browsers = {
            "alice": hall.alice.browser,
            "anonymous": Client(HTTP_HOST="localhost"),
            "kim": kim.browser,
        }
        self._report = reports(hall.alice, hall.bob, "soon")
        states = {who: _pending_sign_in(browser) for who, browser in browsers.items()}
        self._known = {
            who: {OWN: hall.bob.id, STRANGERS: hall.mallory.id, STATE: states[who]} for who in WHO
        }
        name = settings.SESSION_COOKIE_NAME
        token = f"{settings.CSRF_COOKIE_NAME}={TOKEN}"
        self._cookies = {who: f"{name}={browsers[who].cookies[name].value}; {token}" for who in WHO}
        self.start = shelf.dump()

    def put_back(self) -> None:
        if self.shelf.dump() != self.start:
            self.shelf.restore(self.start)

    def ask(self, who: str, method: str, route: Route, sent: Sent) -> Answered:
        known = self._known[who]
        contact = known.get(sent.contact, sent.contact)
        path = route.path(contact=contact, report_id=self._report)
        query = urlencoded(_with(known, sent.query)) + sent.more_query
        body = sent.body(_with(known, sent.form))
        before, behind = sent.cookies
        environ = self._environs.generic(
            method,
            f"{path}?{query}",
            body,
            sent.content_type,
            headers={"X-CSRFToken": TOKEN, **sent.headers},
            HTTP_COOKIE=f"{before}; {self._cookies[who]}; {behind}",
        )
        started: list[tuple[str, list[tuple[str, str]]]] = []
        with (
            self._meter.measure() as cost,
            closing(self._application(environ, lambda *it: started.append(it))) as answer,
        ):
            size = sum(map(len, answer))
        (status, headers), asked = started[0], len(path) + len(query) + len(body)
        return Answered(int(status[:3]), dict(headers), size, cost, asked)


def _with(known: dict[str, str], pairs: Pairs) -> Pairs:
    return [(name, known.get(value, value)) for name, value in pairs]


def _pending_sign_in(browser: Client) -> str:
    browser.get("/oidc/authenticate/")
    (state,) = browser.session["oidc_states"]
    return str(state)
