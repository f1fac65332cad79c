"""How long what was reported is kept: until some time after the decision, and no longer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chatscape import wiring
from moderation.domain import FOREVER
from tests.moderation.staff import acts, decides, found, page_of, reports, told_of
from tests.people import Person

People = tuple[Person, Person, Person]


@pytest.fixture
def decides_for_a_moment(
    application_over: wiring.Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was reported is deleted with the decision."""
    deciding = replace(application_over.deciding, evidence_days=0)
    application = replace(application_over, deciding=deciding)
    monkeypatch.setattr(wiring, "application", lambda: application)


def bodies(staff: Person, report: str) -> list[str]:
    return [it.get_text() for it in page_of(staff, report).select(".evidence .said__body")]


def test_it_is_kept_while_it_is_open_and_180_days_after_the_decision(
    people: People, kim: Person
) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    assert found(report).kept_until == FOREVER

    decides(kim, report, "warn")

    deleted_at = found(report).deleted_at
    assert deleted_at is not None
    days = (deleted_at - datetime.now(UTC)) / timedelta(days=1)
    assert days == pytest.approx(180, abs=0.01)
    parts = wiring.store().query(f"report#{report}", limit=9)
    assert [it.get("expires_at") for it in parts] == [found(report).kept_until, None]
    assert f"It is deleted on {deleted_at:%-d %B %Y}" in page_of(kim, report).get_text()

    acts(kim, "reverse", report)
    parts = wiring.store().query(f"report#{report}", limit=9)
    assert [it.get("expires_at") for it in parts] == [FOREVER, None]


@pytest.mark.usefixtures("decides_for_a_moment")
def test_after_that_the_decision_is_known_and_can_be_taken_back(
    people: People, kim: Person
) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    assert bodies(kim, report) == ["soon"]
    decides(kim, report, "for good")

    page = page_of(kim, report)
    assert bodies(kim, report) == []
    assert "Look at it." not in page.get_text()
    assert "What was reported was deleted on" in page.get_text()
    assert "Suspended for good" in page.get_text()

    assert acts(kim, "reverse", report).status_code == 303
    assert told_of(alice) == ["reopened"]
    assert bob.get("/chats/").status_code == 200
    assert "What was reported was deleted on" in page_of(kim, report).get_text()
    assert decides(kim, report, "dismiss").status_code == 303
    assert "What was reported was deleted on" in page_of(kim, report).get_text()
