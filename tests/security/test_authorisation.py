"""The table of who may do what, asked of the site case by case: route, person, method, kind."""

from collections.abc import Iterator

import pytest

from tests.provider import Provider

from .authorisation import (
    ANSWERS,
    DONE,
    ELSEWHERE,
    FORBIDDEN,
    FORMS,
    IN_THE_BROWSER,
    LEFT,
    NOT_ALLOWED,
    NOT_FOUND,
    NOTHING_TO_READ,
    ON_THE_DEVICE,
    SIGN_IN,
    SUSPENDED,
    WRITTEN_DOWN,
    Who,
)
from .authorisation_cases import CASES, Case
from .authorisation_people import CANARY, Street, Told, move_in, site_over_file
from .routes import all_routes

REFUSALS = {SIGN_IN, NOT_FOUND, FORBIDDEN, SUSPENDED, NOT_ALLOWED}
CHANGES = {DONE, LEFT}
REFUSED = [case for case in CASES if case.expected in REFUSALS]
OPEN = [case for case in CASES if case.expected not in REFUSALS]


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Street]:
    with site_over_file(tmp_path_factory.mktemp("street"), provider.issuer) as shelf:
        yield move_in(shelf)


@pytest.fixture
def undone(street: Street) -> Iterator[None]:
    """Whatever a request has done is undone before the next."""
    yield
    street.put_back()


def test_the_table_knows_every_route_and_no_other() -> None:
    names = [route.name for route in all_routes()]

    assert sorted(names) == sorted(ANSWERS)
    assert FORMS.keys() <= ANSWERS.keys()


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_whoever_is_refused_changes_nothing_and_learns_nothing(
    street: Street, case: Case, undone: None
) -> None:
    told = case.ask(street, street.bob.id)

    assert told.status == case.status
    assert street.shelf.dump() == street.start
    assert street.bob.email not in str(told)
    assert CANARY not in str(told)
    assert says_why(case, told)


def says_why(case: Case, told: Told) -> bool:
    """What the status alone does not say: where to sign in, what is allowed, who is suspended."""
    if case.expected is SIGN_IN:
        address = told.headers["HX-Redirect" if case.htmx else "Location"]
        return address.startswith("/oidc/authenticate/")
    if case.expected is SUSPENDED and case.method != "HEAD":
        return "account is suspended" in told.body
    if case.expected is FORBIDDEN and case.method != "HEAD":
        return "You are not allowed to do this." in told.body
    if case.expected is NOT_ALLOWED:
        return set(told.headers["Allow"].split(", ")) == ANSWERS[case.route.name].keys()
    return True


@pytest.mark.parametrize("case", OPEN, ids=str)
def test_whoever_may_gets_it_and_only_a_form_changes_anything(
    street: Street, case: Case, undone: None
) -> None:
    told = case.ask(street, street.bob.id)

    assert told.status == case.status
    is_stored = case.route.name not in IN_THE_BROWSER | ON_THE_DEVICE | NOTHING_TO_READ
    is_change = case.expected in CHANGES or case.route.name in WRITTEN_DOWN
    changes = is_stored and is_change and case.who is not Who.ANONYMOUS
    assert (street.shelf.dump() != street.start) == changes
    if case.expected is ELSEWHERE:
        assert not told.headers["Location"].startswith("/oidc/")
