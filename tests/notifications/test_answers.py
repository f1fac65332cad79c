"""Who has reported somebody is told on their devices that staff have decided."""

import pytest

from accounts.domain import FOREVER
from accounts.repository import profile_key
from chatscape import wiring
from chatscape.store.port import Update
from tests.moderation.staff import acts, decides, reports
from tests.people import Person, friends

from .conftest import House
from .gadget import Gadget


@pytest.fixture
def phone(alice: Person, bob: Person) -> Gadget:
    """Alice's, who reports Bob."""
    friends(alice, bob)
    gadget = Gadget()
    assert gadget.subscribes(alice).status_code == 200
    return gadget


@pytest.fixture
def kim(house: House) -> Person:
    return Person("Kim", roles=frozenset({"moderator"}))


def answers(house: House, phone: Gadget) -> list[dict[str, object]]:
    return [it for it in house.told(phone) if it["url"] == "/reports/"]


@pytest.mark.parametrize("measure", ["dismiss", "warn", "for good"])
def test_it_says_that_there_is_an_answer_and_not_which(
    house: House, alice: Person, bob: Person, kim: Person, phone: Gadget, measure: str
) -> None:
    decides(kim, reports(alice, bob, "soon"), measure)

    (told,) = answers(house, phone)
    assert told == {
        "to": alice.id,
        "contact": "",
        "title": "ChatScape",
        "body": "Staff have looked at what you reported.",
        "unread": 0,
        "seq": 0,
        "url": "/reports/",
    }


def test_every_decision_and_every_reversal_is_told_once(
    house: House, alice: Person, bob: Person, kim: Person, phone: Gadget
) -> None:
    report = reports(alice, bob, "soon")
    acts(kim, "take", report)
    decides(kim, report, "warn")
    decides(kim, report, "dismiss")
    acts(kim, "reverse", report)

    assert len(answers(house, phone)) == 2


def test_nothing_is_told_to_whoever_is_suspended_or_reported(
    house: House, alice: Person, bob: Person, kim: Person, phone: Gadget
) -> None:
    bobs = Gadget()
    bobs.subscribes(bob)
    report = reports(alice, bob, "soon")
    wiring.store().write(Update(profile_key(alice.id), {"suspended_until": FOREVER}))

    decides(kim, report, "warn")

    assert answers(house, phone) == answers(house, bobs) == []
