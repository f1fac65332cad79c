"""One request of the table: a route, a person, a method, and whether htmx asks."""

from typing import NamedTuple

from .authorisation import ANSWERS, FORMS, NOT_ALLOWED, Form, Status, Who, query_for
from .authorisation_people import Street, Told
from .routes import Route, all_routes

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


class Case(NamedTuple):
    route: Route
    who: Who
    method: str
    htmx: bool

    @property
    def expected(self) -> Status:
        answers = ANSWERS[self.route.name].get(self.method)
        return answers[self.who] if answers else NOT_ALLOWED

    @property
    def status(self) -> int:
        return self.expected.htmx if self.htmx else self.expected.page

    def ask(self, street: Street, contact: str) -> Told:
        """With data that would be accepted, and this contact named by the address."""
        name = self.route.name
        return street.ask(
            self.who,
            self.method,
            self.route.path(contact=contact, report_id=street.report_for(name)),
            htmx=self.htmx,
            query=query_for(name, contact),
            form=FORMS.get(name, {}) | of_several(name, street),
        )

    def __str__(self) -> str:
        kind = "htmx" if self.htmx else "page"
        return f"{self.route.name}-{self.who}-{self.method}-{kind}"


def of_several(name: str, street: Street) -> Form:
    return {"reports": f"{street.report_for(name)}:0"} if name == "admin:dismiss" else {}


CASES = [
    Case(route, who, method, htmx)
    for route in all_routes()
    if route.name in ANSWERS
    for who in Who
    for method in METHODS
    for htmx in (False, True)
]
