"""What went wrong between two people: what is reported, by whom, and what becomes of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accounts.domain import UserId
from contacts.domain import to_epoch_ms

REPORT_ID_PATTERN = "[0-9a-f]{20}"
MAX_CHOSEN = 10  # messages of one report
BESIDE = 5  # messages in front of each chosen one, and behind it, that staff see as well
MAX_COMMENT = 1_000  # characters


class NothingReported(Exception):
    """Nothing that the reported person said is among the chosen messages."""


class UnknownMessage(Exception):
    """A chosen number belongs to no message that the reporter can see."""


class BrokenSeal(Exception):
    """A snapshot is not what was sealed when the report came in."""


class Category(StrEnum):
    HARASSMENT = "harassment"
    THREAT = "threat"
    SEXUAL = "sexual"
    SPAM = "spam"
    IMPERSONATION = "impersonation"
    OTHER = "other"


class Outcome(StrEnum):
    """What a report has come to; of what was done about a breach, its reporter learns no more."""

    OPEN = ""
    NO_BREACH = "no breach"
    ACTED = "acted"


class Event(StrEnum):
    """What the audit tells of a report."""

    RECEIVED = "received"
    VIEWED = "viewed"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody says is wrong, and with which messages of a conversation."""

    category: Category
    comment: str
    chosen: frozenset[int]
    wants_block: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Where a report stands. What it says lies in its snapshot, under a seal; a row has none."""

    id: str
    reporter: UserId
    reporter_email: str
    reported: UserId
    reported_email: str
    category: Category
    created_at: datetime
    seal: str = ""
    outcome: Outcome = Outcome.OPEN

    @property
    def place(self) -> str:
        """Where it stands among others: by its time."""
        return f"{sortable(self.created_at)}#{self.id}"

    def concerns(self, user: UserId) -> bool:
        """Whether somebody is one of its two sides, and so no judge of it."""
        return user in (self.reporter, self.reported)

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that became of a report: what, when, and by whom."""

    at: datetime
    event: Event
    actor: UserId
    actor_email: str


def sortable(moment: datetime) -> str:
    """In milliseconds since 1970, with thirteen digits."""
    return f"{to_epoch_ms(moment):013d}"


def report_id(reporter: UserId, reported: UserId, chosen: Iterable[int]) -> str:
    """The same for the same messages, so that they are reported once."""
    told = " ".join((reporter, reported, *map(str, sorted(chosen))))
    return hashlib.sha256(told.encode()).hexdigest()[:20]
