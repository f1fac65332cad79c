"""How long what was reported is kept: until some time after the decision, and no longer."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chatscape import wiring
from moderation.domain import FOREVER
from tests.engines import Engine
from tests.moderation.staff import People, acts, decides, found, page_of, reports, told_of
from tests.people import Person


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


def stored(path: str, report: str) -> str:
    """What the file has of a report, past the store that hides what has expired."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        statement = "SELECT item FROM items WHERE partition = ?"
        return " ".join(item for (item,) in file.execute(statement, (f"report#{report}",)))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("decides_for_a_moment")
def test_the_file_loses_it_with_the_next_write(people: People, kim: Person, engine: Engine) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon you will see")
    said = ["soon you will see", "Look at it."]
    assert all(text in stored(engine.place, report) for text in said)

    decides(kim, report, "warn")
    alice.sends(bob, "I reported you.")

    left = stored(engine.place, report)
    assert not any(text in left for text in said)
    assert bob.id in left
