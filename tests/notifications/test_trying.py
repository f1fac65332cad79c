"""Somebody sends a notification to a device of their own, to see one."""

import pytest

from tests.people import Person, html

from .conftest import House
from .gadget import Gadget
from .push_service import Reply


@pytest.fixture
def phone(bob: Person) -> Gadget:
    gadget = Gadget()
    gadget.subscribes(bob)
    return gadget


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(), "Sent"),
        (Reply(410), "does not take notifications any more"),
        (Reply(503), "could not be reached"),
        (Reply(403), "could not be reached"),
    ],
)
def test_a_test_says_what_came_of_it(
    house: House, bob: Person, phone: Gadget, reply: Reply, words: str
) -> None:
    house.service.replies.append(reply)

    answer = html(bob.post("/push/subscriptions/test/", id=phone.id))

    assert words in answer.select_one("[role=status], [role=alert]").get_text()
    (told,) = house.told(phone)
    assert told["body"] == "Notifications arrive on this device."
    assert (told["to"], told["contact"], told["url"]) == (bob.id, "", "/account/")
    assert house.slept == []


def test_a_test_says_so_on_the_page_as_well(house: House, bob: Person, phone: Gadget) -> None:
    response = bob.browser.post("/push/subscriptions/test/", {"id": phone.id})

    assert response["Location"] == "/account/?tested=sent#notifications"
    page = html(bob.get("/account/", tested="sent"))
    assert "Sent" in page.select_one("#devices [role=status]").get_text()
    assert html(bob.get("/account/", tested="<b>")).select("#devices [role]") == []


def test_tests_are_limited(house: House, bob: Person, phone: Gadget) -> None:
    answers = [bob.post("/push/subscriptions/test/", id=phone.id) for _ in range(21)]

    assert [it.status_code for it in answers] == [200] * 20 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert len(house.service.received) == 20
