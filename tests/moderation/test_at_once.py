"""Several of the staff at one report: one of them has it, and the others are told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.http import HttpResponse

from chatscape import wiring
from tests.moderation.staff import (
    People,
    acts,
    alert,
    decides,
    found,
    page_of,
    queued,
    reports,
    told_of,
)
from tests.people import Person, html

pytestmark = pytest.mark.usefixtures("application_over")


def test_who_takes_a_report_has_it_and_others_see_who(
    people: People, kim: Person, lou: Person
) -> None:
    alice, bob, sam = people
    report = reports(alice, bob, "soon")

    assert acts(kim, "take", report).status_code == 303

    for staff in (lou, sam):
        assert f"{kim.email} has this report in hand." in page_of(staff, report).get_text()
        assert f"{kim.email} has it in hand" in html(staff.get("/admin/")).get_text()
    assert "You have this report in hand." in page_of(kim, report).get_text()
    refused = decides(lou, report, "dismiss")
    assert refused.status_code == 409
    assert "Somebody else has this report in hand." in alert(refused)
    assert acts(lou, "put-back", report).status_code == 409
    assert found(report).is_open


def test_it_can_be_taken_over_and_put_back(people: People, kim: Person, lou: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    acts(kim, "take", report)
    assert acts(lou, "take", report).status_code == 303
    assert decides(kim, report, "warn").status_code == 409

    assert acts(lou, "put-back", report).status_code == 303
    assert decides(kim, report, "warn").status_code == 303

    events = [(it.event, it.actor) for it in wiring.audit().report(report, limit=9)]
    assert [it for it in events if it[0] != "viewed"] == [
        *(("warned", kim.id), ("put back", lou.id), ("taken", lou.id), ("taken", kim.id)),
        ("received", alice.id),
    ]


def test_what_was_seen_before_it_changed_is_not_acted_on(
    people: People, kim: Person, lou: Person
) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    seen = found(report).revision
    acts(lou, "take", report)
    acts(lou, "put-back", report)

    response = decides(kim, report, "dismiss", revision=seen, reason="I looked at it.")

    assert response.status_code == 409
    assert "has changed in the meantime" in alert(response)
    assert "I looked at it." in alert(response)
    assert found(report).is_open
    for verb in ("take", "put-back", "reverse"):
        assert acts(kim, verb, report, revision=seen).status_code == 409
        assert acts(kim, verb, report, revision="").status_code == 400


def together(*answers: Callable[[], HttpResponse]) -> list[HttpResponse]:
    start = Barrier(len(answers))

    def one(answer: Callable[[], HttpResponse]) -> HttpResponse:
        start.wait()
        return answer()

    with ThreadPoolExecutor(len(answers)) as pool:
        return list(pool.map(one, answers))


def test_two_take_it_at_the_same_moment_and_one_has_it(
    people: People, kim: Person, lou: Person
) -> None:
    alice, bob, _ = people
    for number in range(5):
        report = reports(alice, bob, f"text {number}")

        answers = together(
            lambda it=report: acts(kim, "take", it, revision=0),
            lambda it=report: acts(lou, "take", it, revision=0),
        )

        assert sorted(it.status_code for it in answers) == [303, 409]
        has, has_not = (kim, lou) if answers[0].status_code == 303 else (lou, kim)
        (refused,) = [it for it in answers if it.status_code == 409]
        assert "has changed in the meantime" in alert(refused)
        assert f"{has.email} has this report in hand." in html(refused).get_text()
        assert (found(report).assignee, found(report).revision) == (has.id, 1)
        taken = [it.actor for it in wiring.audit().report(report, limit=9) if it.event == "taken"]
        assert taken == [has.id]
        assert f"{has.email} has this report in hand." in page_of(has_not, report).get_text()


def test_two_decide_at_the_same_moment_and_one_wins(
    people: People, kim: Person, lou: Person
) -> None:
    alice, bob, _ = people
    for number in range(5):
        report = reports(alice, bob, f"text {number}")

        answers = together(
            lambda it=report: decides(kim, it, "suspend", days=3, revision=0),
            lambda it=report: decides(lou, it, "dismiss", revision=0),
        )

        assert sorted(it.status_code for it in answers) == [303, 409]
        (loser,) = [it for it in answers if it.status_code == 409]
        assert "has changed in the meantime" in alert(loser)
        kim_won = answers[0].status_code == 303
        assert found(report).assignee == (kim if kim_won else lou).id
        assert told_of(alice)[0] == ("acted" if kim_won else "no breach")
        assert (bob.user.suspended_until > 0) == kim_won
        decided = [
            it
            for it in wiring.audit().report(report, limit=9)
            if it.event in ("suspended", "dismissed")
        ]
        assert [it.actor for it in decided] == [(kim if kim_won else lou).id]
        if kim_won:
            acts(kim, "reverse", report)
            decides(kim, report, "dismiss")
    assert wiring.reports().counts()["open"] == 0
    assert len(queued(kim, state="closed")) == 5


def test_decisions_about_one_person_at_the_same_moment_all_hold(
    people: People, kim: Person, lou: Person
) -> None:
    alice, bob, _ = people
    made = [reports(alice, bob, f"text {number}") for number in range(4)]

    answers = together(
        *(lambda it=it: decides(kim, it, "suspend", days=3) for it in made[:2]),
        *(lambda it=it: decides(lou, it, "warn") for it in made[2:]),
    )

    assert [it.status_code for it in answers] == [303] * 4
    held = wiring.standings().of(bob.id).standing
    assert set(held.suspensions) == set(made[:2])
    assert set(held.warnings) == set(made[2:])
    assert bob.user.suspended_until == max(held.suspensions.values())
