"""What every operation may cost in store calls and DynamoDB units, whatever the engine."""

import pytest

from chatscape.store.meter import Cost, Meter
from tests.bench import docket
from tests.bench.operations import fill, measure, metered
from tests.engines import Engine
from tests.people import Person, friends

SIZES = [
    (name, messages, contacts)
    for name, most in (("sqlite", 100_000), ("moto", 1_000), ("ministack", 1_000))
    for messages in (10, 1_000, 100_000)
    for contacts in (3, 300)
    if messages <= most
]
# reads, writes, write units; a batch of n small items takes 2 n
BUDGETS = {
    "idle poll": (1, 0, 0),
    "inbox": (2, 0, 0),
    "chat page": (3, 0, 0),
    "conversation (fragment)": (3, 0, 0),
    "older messages": (3, 0, 0),
    "send": (3, 1, 12),
    "send again (same client id)": (5, 1, 12),
    "poll with news": (3, 0, 0),
    "report page": (5, 0, 0),
    "report": (9, 1, 28),
    "report again": (3, 0, 0),
    "own reports": (2, 0, 0),
    "mark read, to the end": (2, 1, 4),
    "mark read, part of it": (3, 1, 4),
    "send, blocked": (3, 1, 10),
    "add, known address": (3, 1, 8),
    "add, unknown address": (3, 1, 8),
    "send, to a stranger": (4, 1, 12),
    "accept": (2, 1, 4),
    "rename": (2, 1, 4),
    "block": (2, 1, 4),
    "unblock": (2, 1, 4),
    "remove": (2, 1, 4),
    "landing, signed in": (1, 0, 0),
    "older messages, some withheld": (4, 0, 0),
    "send, blocked (a new id)": (3, 1, 10),
    "send again, blocked": (5, 1, 10),
    "account page": (2, 0, 0),
    "subscribe": (2, 1, 4),
    "subscribe again": (2, 0, 0),
    "account page, one device": (2, 0, 0),
    "text in notifications": (3, 1, 1),
    "remove a device": (2, 1, 1),
    "display name": (1, 1, 1),
    "first sign-in": (3, 1, 6),
    "sign in again": (3, 0, 0),
    "first sign-in, claiming": (4, 1, 6),
    "sign out": (2, 2, 2),
    "sign out everywhere": (1, 1, 1),
}
MODERATION = {
    "queue": (4, 0, 0),
    "queue of a category": (4, 0, 0),
    "decided": (4, 0, 0),
    "search": (8, 0, 0),
    "detail": (7, 1, 1),
    "take in hand": (2, 1, 12),
    "put back": (2, 1, 12),
    "dismiss": (3, 1, 26),
    "reverse": (3, 1, 26),
    "warn": (4, 1, 30),
    "acknowledge": (2, 1, 6),
    "suspend": (4, 1, 32),
    "reverse a suspension": (3, 1, 32),
    "suspend for good": (4, 1, 32),
    "lift": (4, 1, 10),
    "take the lifting back": (4, 1, 10),
    "own reports": (2, 0, 0),
    "read the answer": (1, 1, 1),
}
LISTED = {"inbox", "chat page", "poll with news"}  # these read the whole list
PAGED = {  # these read a page of messages, or as many
    *("chat page", "conversation (fragment)", "older messages", "older messages, some withheld"),
    *("poll with news", "mark read, part of it", "report page", "report"),
}
CONTACT_BYTES = 350
PAGE_UNITS = 6  # 41 messages of 300 bytes and what goes with them


@pytest.mark.parametrize(
    ("engine", "messages", "contacts"), SIZES, indirect=["engine"], ids=lambda size: str(size)
)
def test_no_operation_costs_more_than_its_budget(
    engine: Engine, messages: int, contacts: int
) -> None:
    store = engine.open()
    with metered(store) as meter:
        costs = measure(fill(meter, store, messages, contacts))

    found = {name: (cost.reads, cost.writes, cost.write_units) for name, cost in costs.items()}
    assert found == BUDGETS
    assert costs["idle poll"] == Cost(reads=1, read_units=0.5)
    for name, cost in costs.items():
        listed = contacts * CONTACT_BYTES / 4096 + 1 if name in LISTED else 0
        page = PAGE_UNITS if name in PAGED else 0
        assert cost.read_units <= cost.reads + page + listed, name


@pytest.mark.parametrize(
    ("engine", "reports"),
    [("sqlite", 10), ("sqlite", 10_000), ("moto", 10), ("ministack", 10), ("ministack", 300)],
    indirect=["engine"],
)
def test_moderation_costs_the_same_however_much_was_reported(engine: Engine, reports: int) -> None:
    store = engine.open()
    with metered(store) as meter:
        costs = docket.measure(docket.fill(meter, store, reports))

    found = {name: (cost.reads, cost.writes, cost.write_units) for name, cost in costs.items()}
    assert found == MODERATION
    assert {name: cost for name, cost in costs.items() if cost.read_units > 18} == {}


def test_what_was_withheld_costs_its_recipient_nothing(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    for number in range(60):
        alice.sends(bob, f"delivered {number}")
    bob.blocks(alice)
    for number in range(500):
        alice.sends(bob, f"withheld {number}")

    with Meter.measure() as cost:
        page = bob.reads(alice)

    assert [bubble.body for bubble in page] == [f"delivered {n}" for n in range(20, 60)]
    assert cost.reads == 3  # who asks, the contact, one page
    with Meter.measure() as cost:
        assert len(alice.reads(bob)) == 40
    assert cost.reads == 4  # and one page of what only she sees
