"""What the dearest pages cost: those of somebody whose list is full, with the longest texts."""

from uuid import uuid4

import pytest

from chatscape import wiring
from chatscape.store.meter import Meter
from contacts.domain import MAX_CONTACTS
from messaging.domain import MAX_BODY_CHARACTERS
from tests.bench.operations import Hall, fill
from tests.people import HTMX

LIST_UNITS, LIST_BYTES = 48, 450_000
PAGE_UNITS, PAGE_BYTES = 176, 700_000  # 41 messages of 16 KB each


@pytest.fixture
def hall(own_store: None) -> Hall:
    hall = fill(Meter(wiring.store()), wiring.store(), messages=50, contacts=MAX_CONTACTS)
    longest = "\N{GRINNING FACE}" * MAX_BODY_CHARACTERS
    for _ in range(45):
        hall.alice.sends(hall.bob, longest, str(uuid4()))
    return hall


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_no_page_costs_more_than_a_full_list_and_forty_of_the_longest_messages(
    hall: Hall, headers: dict[str, str]
) -> None:
    chat = f"/chats/{hall.bob.id}/"
    most = {
        "/chats/": (LIST_UNITS, LIST_BYTES),
        "/chats/?q=person": (LIST_UNITS, LIST_BYTES),
        f"{chat}messages/": (PAGE_UNITS, PAGE_BYTES),
        chat: (LIST_UNITS + PAGE_UNITS, LIST_BYTES + PAGE_BYTES),
        f"/updates/?version=0&contact={hall.bob.id}&after=0": (
            LIST_UNITS + PAGE_UNITS,
            LIST_BYTES + PAGE_BYTES,
        ),
    }
    for path, (units, size) in most.items():
        with Meter.measure() as cost:
            response = hall.alice.browser.get(path, headers=headers)

        assert response.status_code == 200
        assert cost.reads <= 4
        assert cost.read_units <= units, path
        assert len(response.content) <= size, path
