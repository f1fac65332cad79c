"""What the stream of the table says of reports, told to whoever sent them."""

from typing import Any

import pytest

from chatscape.push_stream import handler
from tests.moderation.staff import reports
from tests.people import Person

from .gadget import Gadget
from .push_service import PushService
from .stream import NOTHING_FAILED, ZEROS, Away, record_of


def entry(report: str, event: str = "dismissed", partition: str = "") -> dict[str, Any]:
    """A line of the audit, as DynamoDB Streams write it."""
    found = record_of({"partition": {"S": partition or f"audit#{report}"}, "sort": {"S": "1#a"}})
    image = {"event": {"S": event}, "report": {"S": report}, "actor": {"S": ZEROS}}
    found["dynamodb"]["NewImage"] |= image
    return found


@pytest.mark.parametrize(
    ("event", "is_told"),
    [
        *((it, True) for it in ("dismissed", "warned", "suspended", "reversed")),
        *((it, False) for it in ("received", "viewed", "taken", "put back", "lifted", "nonsense")),
    ],
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_answer_to_a_report_is_announced_to_its_reporter(
    people: tuple[Person, Person, Gadget], service: PushService, event: str, is_told: bool
) -> None:
    alice, bob, phone = people
    report = reports(bob, alice, "soon")

    assert handler({"Records": [entry(report, event)]}) == NOTHING_FAILED

    assert [phone.reads(it.body)["url"] for it in service.received] == ["/reports/"] * is_told


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_other_lines_of_the_audit_are_passed_over(
    people: tuple[Person, Person, Gadget], service: PushService, away: Away
) -> None:
    alice, bob, _ = people
    report = reports(bob, alice, "soon")
    of_person = entry(report, partition=f"audit#user#{alice.id}")

    assert handler({"Records": [of_person, entry(ZEROS)]}) == NOTHING_FAILED
    assert service.received == []
    away.is_away = True
    assert handler({"Records": [entry(report)]}) != NOTHING_FAILED
