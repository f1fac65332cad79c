"""What is written down of reports and people: the lines of the audit."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accounts.domain import moment

from .domain import Measure, Report

SUFFIX = 8  # hexadecimal digits of chance, which keep two of one millisecond apart
PLACE_PATTERN = f"[0-9]{{13}}#[0-9a-f]{{{SUFFIX}}}"


class Event(StrEnum):
    RECEIVED = "received"
    VIEWED = "viewed"
    TAKEN = "taken"
    PUT_BACK = "put back"
    DISMISSED = "dismissed"
    WARNED = "warned"
    SUSPENDED = "suspended"
    LIFTED = "lifted"
    RESTORED = "restored"
    REVERSED = "reversed"
    ACKNOWLEDGED = "acknowledged"


DECIDED = {
    Measure.DISMISS: Event.DISMISSED,
    Measure.WARN: Event.WARNED,
    Measure.SUSPEND: Event.SUSPENDED,
}
ANSWERING = {*DECIDED.values(), Event.REVERSED}
"""What the reporter is told of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that became of a report or a person: what, when, by whom, and why.

    `until` is the end of a suspension in seconds since 1970; an operator has no id.
    """

    at: datetime
    event: Event
    actor: str
    actor_email: str
    about: str
    """The address of the person that it is about."""
    report: str = ""
    reporter: str = ""
    """Who sent the report, by id."""
    seal: str = ""
    why: str = ""
    category: str = ""
    """Of a warning."""
    until: int = 0
    place: str = ""
    """Where it stands among others, once it is written."""

    @property
    def ends(self) -> datetime | None:
        return moment(self.until)


def told_of(report: Report, event: Event, *, by: str, email: str, at: datetime) -> Entry:
    return Entry(
        *(at, event, by, email, report.reported_email),
        report=report.id,
        reporter=report.reporter,
        seal=report.seal,
    )
