"""What is scanned: every route as its people see it, and the pages that belong to none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static

from accounts.domain import FOREVER
from accounts.repository import profile_key
from chatscape import wiring
from chatscape.store.port import Update
from tests.people import Person, friends
from tests.security.authorisation import ANSWERS, ELSEWHERE, NOT_ALLOWED, SIGN_IN, Who, query_for
from tests.security.routes import Route, all_routes

LEAD_AWAY = {SIGN_IN, ELSEWHERE}  # the scanner would follow them


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    status: int
    who: str
    cookie: str = ""


def pages() -> list[Page]:
    """Of Alice, who talks with Bob; of Sue, who is suspended; and of nobody."""
    alice, bob, sue = map(_person, ("Alice", "Bob", "Sue"))
    friends(alice, bob)
    alice.sends(bob, "Lunch?")
    wiring.store().write(Update(profile_key(sue.id), {"suspended_until": FOREVER}))
    cookies = {Who.ANONYMOUS: "", Who.OWNER: _cookie(alice)}
    return [
        *(page for route in all_routes() for page in _served_by(route, bob, cookies)),
        Page("/account/", 403, Who.SUSPENDED, _cookie(sue)),
        Page(static("js/app.js"), 200, Who.ANONYMOUS),
        Page(static("icons/logo.svg"), 200, Who.ANONYMOUS),
        Page("/static/nothing.js", 404, Who.ANONYMOUS),
        *(Page("/nothing/", 404, who, cookie) for who, cookie in cookies.items()),
    ]


def _served_by(route: Route, bob: Person, cookies: Mapping[Who, str]) -> Iterator[Page]:
    path = route.path(contact=bob.id)
    if "GET" not in ANSWERS[route.name]:
        yield Page(path, NOT_ALLOWED.page, Who.OWNER, cookies[Who.OWNER])
        return
    if query := query_for(route.name, bob.id):
        path += f"?{urlencode(query)}"
    for who, cookie in cookies.items():
        answer = ANSWERS[route.name]["GET"][who]
        if answer not in LEAD_AWAY:
            yield Page(path, answer.page, who, cookie)


def _person(name: str) -> Person:
    person = Person(name)
    person.browser.defaults["HTTP_X_FORWARDED_PROTO"] = "https"
    return person


def _cookie(person: Person) -> str:
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={person.browser.cookies[name].value}"
