"""Choosing messages to report, and seeing what staff will see of them."""

import pytest

from tests.moderation.staff import People, sealed, told_of
from tests.people import html

pytestmark = pytest.mark.usefixtures("application_over")


def test_a_look_before_it_is_sent_shows_what_staff_will_see(people: People) -> None:
    alice, bob, _ = people
    for number in range(1, 61):
        bob.sends(alice, f"text {number}")
    page = html(alice.get(f"/contacts/{bob.id}/report/"))
    assert [it["value"] for it in page.select("[name=messages][checked]")] == ["60"]
    assert [it.get_text() for it in page.select(".evidence .said__body")] == [
        f"text {number}" for number in range(55, 61)
    ]

    response = alice.reports(bob, 60, comment="", category="", before="21")
    assert response.status_code == 200
    page = html(response)
    assert not page.select("[role=alert]")
    assert [it["value"] for it in page.select("[name=messages][type=hidden]")] == ["60"]
    assert len(page.select("[name=messages][type=checkbox]")) == 20

    page = html(alice.reports(bob, 60, 30, comment="so far", preview="1"))
    bodies = [it.get_text() for it in page.select(".evidence .said__body")]
    assert bodies == [f"text {number}" for number in (*range(25, 36), *range(55, 61))]
    assert [it.get_text().strip() for it in page.select("[name=comment]")] == ["so far"]
    assert told_of(alice) == []


def test_what_was_chosen_is_marked_also_where_something_is_missing(people: People) -> None:
    alice, bob, _ = people
    seq = bob.sends(alice, "theirs")

    page = html(alice.reports(bob, seq, comment=""))

    assert [it.get_text() for it in page.select(".said--chosen .said__body")] == ["theirs"]


def test_too_many_messages_stay_chosen(people: People) -> None:
    alice, bob, _ = people
    numbers = [bob.sends(alice, f"text {number}") for number in range(12)]

    for look in ({}, {"preview": "1"}):
        page = html(alice.reports(bob, *numbers[:11], **look))

        assert len(page.select("[name=messages][checked]")) == 11
        (error,) = page.select("#report-messages-error")
        assert "at most 10" in error.get_text()
        assert page.select(".evidence") == []


def test_staff_see_no_more_than_was_there_at_the_last_look(people: People) -> None:
    alice, bob, _ = people
    first = bob.sends(alice, "theirs")
    (seen,) = html(alice.get(f"/contacts/{bob.id}/report/")).select("[name=seen]")
    last = alice.sends(bob, "private")

    alice.reports(bob, first, seen=seen["value"])
    alice.reports(bob, first, last, seen=seen["value"])

    assert [it.body for it in sealed(alice, bob, first).exhibits] == ["theirs"]
    assert [it.body for it in sealed(alice, bob, first, last).exhibits] == ["theirs", "private"]
    assert alice.reports(bob, first, seen="all").status_code == 400
