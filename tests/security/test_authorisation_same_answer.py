"""What must look the same: whose an id is, and whether one is blocked, no answer tells."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings

from accounts.domain import new_user_id
from chatscape import wiring
from chatscape.store.meter import Cost, Meter
from chatscape.store.port import Update
from chatscape.stores import open_store
from contacts.repository import row_key
from tests.bench.operations import metered
from tests.provider import Provider

from .authorisation import ANSWERS, NOT_ALLOWED, STRANGERS, Who, query_for
from .authorisation_cases import CASES, Case
from .authorisation_people import Street, Told, move_in, site_over_file

VARIES = re.compile(
    r"[A-Za-z0-9]{64}"  # a CSRF token
    r"|[0-9a-f]{8}-[0-9a-f-]{27}"  # a client id
    r"|datetime=\"[^\"]*\"|\b[0-9]{2}:[0-9]{2}\b"  # when something happened
)


def names_a_contact(case: Case) -> bool:
    return "contact" in case.route.converters or "contact" in query_for(case.route.name, "")


STRANGERS = [
    case
    for case in CASES
    if case.who in STRANGERS and names_a_contact(case) and case.method in ANSWERS[case.route.name]
]
BLOCKED = [
    case
    for case in CASES
    if case.who is Who.BLOCKED
    and case.route.name.startswith(("contacts:", "messaging:"))
    and case.expected is not NOT_ALLOWED
]

SEEN = [case for case in BLOCKED if case.method == "GET"]


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Street]:
    with site_over_file(tmp_path_factory.mktemp("street"), provider.issuer) as shelf:
        yield move_in(shelf)


@pytest.fixture
def meter(street: Street) -> Iterator[Meter]:
    with metered(open_store(settings.CHATSCAPE_STORE)) as meter:
        yield meter


def without_what_varies(told: Told) -> Told:
    headers = {
        name: VARIES.sub("…", value)
        for name, value in told.headers.items()
        if name != "Content-Length"
    }
    return told._replace(body=VARIES.sub("…", told.body), headers=headers)


def answer_and_cost(case: Case, street: Street, meter: Meter, contact: str) -> tuple[Told, Cost]:
    with meter.measure() as cost:
        told = case.ask(street, contact)
    return without_what_varies(told), cost


@pytest.mark.parametrize("case", STRANGERS, ids=str)
def test_an_id_of_somebody_is_answered_as_one_that_nobody_has(
    street: Street, meter: Meter, case: Case
) -> None:
    nobodys = answer_and_cost(case, street, meter, new_user_id())

    assert nobodys[0].status == 404
    for person in (street.bob, street.people[Who.OWNER], street.people[case.who]):
        assert answer_and_cost(case, street, meter, person.id) == nobodys


@pytest.mark.parametrize("case", BLOCKED, ids=str)
def test_whoever_is_blocked_is_answered_as_if_she_were_not(street: Street, case: Case) -> None:
    blocked = answer_and_sight(case, street)
    street.put_back()
    bobs_row = row_key(street.bob.id, street.people[Who.BLOCKED].id)
    wiring.store().write(Update(bobs_row, {"blocked": False}))
    unblocked = answer_and_sight(case, street)
    street.put_back()

    assert blocked == unblocked


def answer_and_sight(case: Case, street: Street) -> list[Told]:
    """The answer, and everything that is on her screen from then on."""
    told = [case.ask(street, street.bob.id)]
    told += [later.ask(street, street.bob.id) for later in SEEN]
    return [without_what_varies(it) for it in told]
