"""Suspensions lifted and decisions taken back, and what of them is left."""

import pytest

from chatscape import wiring
from tests.moderation.staff import (
    People,
    acts,
    decides,
    is_stopped,
    news,
    page_of,
    queued,
    reports,
    told_of,
)
from tests.people import Person, friends

pytestmark = pytest.mark.usefixtures("application_over")


def test_a_lifted_suspension_ends_at_once_and_the_decision_stays(
    people: People, kim: Person
) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    decides(kim, report, "for good")

    alice.sends(bob, "meanwhile")

    assert acts(kim, "lift", report).status_code == 303

    assert not is_stopped(bob)
    assert [it.body for it in bob.reads(alice)] == ["soon", "meanwhile"]
    assert told_of(alice) == ["acted"]
    assert "The suspension does not hold any more." in page_of(kim, report).get_text()
    assert acts(kim, "lift", report).status_code == 409


@pytest.mark.parametrize("measure", ["dismiss", "warn", "suspend", "for good"])
def test_every_decision_can_be_taken_back(people: People, kim: Person, measure: str) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    decides(kim, report, measure, days=3)

    assert acts(kim, "reverse", report).status_code == 303

    assert not is_stopped(bob)
    assert news(bob) == []
    assert queued(kim) == [report]
    assert queued(kim, state="closed") == []
    assert told_of(alice) == ["reopened"]
    assert wiring.reports().counts()["open_threat"] == 1
    assert decides(kim, report, "dismiss").status_code == 303
    assert told_of(alice) == ["no breach"]


def test_what_is_taken_back_is_this_decision_and_no_other(people: People, kim: Person) -> None:
    alice, bob, _ = people
    carol = Person("Carol")
    friends(carol, bob)
    first, second, third, fourth = (
        reports(reporter, bob, text)
        for reporter, text in ((alice, "one"), (carol, "two"), (alice, "three"), (carol, "four"))
    )
    decides(kim, first, "suspend", days=2)
    ends = bob.user.suspended_until
    decides(kim, second, "for good")
    decides(kim, third, "warn")
    decides(kim, fourth, "warn")

    acts(kim, "reverse", second)
    assert bob.user.suspended_until == ends
    acts(kim, "reverse", fourth)
    assert bob.user.warning == "threat"
    acts(kim, "reverse", third)
    assert bob.user.warning == ""
    acts(kim, "reverse", first)
    assert bob.user.suspended_until == 0


def test_a_lifting_can_be_taken_back(people: People, kim: Person) -> None:
    alice, bob, _ = people
    first, second = reports(alice, bob, "one"), reports(alice, bob, "two")
    decides(kim, first, "suspend", days=3)
    ends = bob.user.suspended_until
    acts(kim, "lift", first)
    assert not is_stopped(bob)

    assert acts(kim, "restore", second).status_code == 303

    assert bob.user.suspended_until == ends
    assert acts(kim, "restore", first).status_code == 409
    acts(kim, "lift", first)
    acts(kim, "reverse", first)
    assert acts(kim, "restore", first).status_code == 409
    assert not is_stopped(bob)
