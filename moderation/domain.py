"""What went wrong between two people: what is reported, by whom, and what becomes of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from accounts.domain import DAY, FOREVER, User, UserId, moment
from contacts.domain import to_epoch_ms

REPORT_ID_PATTERN = "[0-9a-f]{20}"
PAGE = 20  # reports that are shown, or dismissed, at once
MAX_CHOSEN = 10  # messages of one report
BESIDE = 5  # messages in front of each chosen one, and behind it, that staff see as well
MAX_COMMENT = 1_000  # characters
MAX_REASON = 1_000  # characters
MAX_DAYS = 3_650  # of a suspension that has an end


class NothingReported(Exception):
    """Nothing that the reported person said is among the chosen messages."""


class UnknownMessage(Exception):
    """A chosen number belongs to no message that the reporter can see."""


class BrokenSeal(Exception):
    """A snapshot is not what was sealed when the report came in."""


class NoSuchReport(Exception):
    """There is no such report, or it concerns whoever asks, who is no judge of it."""


class NoJudge(Exception):
    """Whoever acts has reported the same person, and is no judge of what came of it."""


class Moved(Exception):
    """A report is not any more as whoever acts on it has seen it."""


class TakenByAnother(Exception):
    """Somebody else has a report in hand; who, is part of the report."""


class Category(StrEnum):
    HARASSMENT = "harassment"
    THREAT = "threat"
    SEXUAL = "sexual"
    SPAM = "spam"
    IMPERSONATION = "impersonation"
    OTHER = "other"


class Queue(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What a report has come to; of what was done about a breach, its reporter learns no more."""

    OPEN = ""
    NO_BREACH = "no breach"
    ACTED = "acted"
    REOPENED = "reopened"


class Measure(StrEnum):
    """What staff do about a report; nothing, while it is open."""

    NONE = ""
    DISMISS = "dismiss"
    WARN = "warn"
    SUSPEND = "suspend"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody says is wrong, and with which messages of a conversation."""

    category: Category
    comment: str
    chosen: frozenset[int]
    wants_block: bool = False
    seen: int | None = None
    """The last message that was there when they saw what staff would see."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that somebody sent; an old one, where they had sent it before."""

    report: "Report"
    is_new: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about a report, and why; a suspension without days has no end."""

    measure: Measure
    reason: str
    days: int | None = None
    category: Category | None = None
    """What a warning is about, where that is not what the reporter chose."""

    def until(self, now: datetime) -> int:
        """When a suspension ends, in seconds since 1970; 0 where there is none."""
        if self.measure is not Measure.SUSPEND:
            return 0
        return FOREVER if self.days is None else int(now.timestamp()) + self.days * DAY


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
    assignee: str = ""
    """Who of the staff has it in hand, by id; the last who had, once it is decided."""
    assignee_email: str = ""
    measure: Measure = Measure.NONE
    until: int = 0
    """When the suspension ends that was decided, in seconds since 1970."""
    decided_at: datetime | None = None
    kept_until: int = FOREVER
    """When its snapshot is deleted, in seconds since 1970."""
    parts: int = 0
    """Of its snapshot, as it is stored."""
    revision: int = 0

    @property
    def ends(self) -> datetime | None:
        """When the suspension ends that was decided; None where it does not."""
        return moment(self.until)

    @property
    def deleted_at(self) -> datetime | None:
        """When its snapshot is, or was; None while nothing is decided."""
        return moment(self.kept_until)

    @property
    def place(self) -> str:
        """Where it stands among others: by its time."""
        return f"{sortable(self.created_at)}#{self.id}"

    @property
    def queue(self) -> Queue:
        return Queue.OPEN if self.is_open else Queue.CLOSED

    @property
    def place_in_queue(self) -> str:
        """Among those that are decided, by the time of that."""
        return f"{sortable(self.decided_at or self.created_at)}#{self.id}"

    def concerns(self, user: UserId) -> bool:
        """Whether somebody is one of its two sides, and so no judge of it."""
        return user in (self.reporter, self.reported)

    @property
    def is_open(self) -> bool:
        return self.outcome in (Outcome.OPEN, Outcome.REOPENED)

    def is_kept(self, now: datetime) -> bool:
        return now.timestamp() < self.kept_until

    @property
    def as_told(self) -> "Report":
        """What its reporter learns: what came of it, and not by whom or of which kind."""
        return replace(self.in_no_hand(), measure=Measure.NONE, until=0)

    def in_hand_of(self, staff: User) -> "Report":
        return replace(self, assignee=staff.id, assignee_email=staff.email)

    def in_no_hand(self) -> "Report":
        return replace(self, assignee="", assignee_email="")

    def decided(self, decision: Decision, staff: User, now: datetime, keep_days: int) -> "Report":
        is_breach = decision.measure is not Measure.DISMISS
        return replace(
            self.in_hand_of(staff),
            outcome=Outcome.ACTED if is_breach else Outcome.NO_BREACH,
            measure=decision.measure,
            until=decision.until(now),
            decided_at=now,
            kept_until=self._kept(int(now.timestamp()) + keep_days * DAY, now),
        )

    def reopened(self, now: datetime) -> "Report":
        """As it was before the decision; a snapshot that is deleted does not come back."""
        return replace(
            self.in_no_hand(),
            outcome=Outcome.REOPENED,
            measure=Measure.NONE,
            until=0,
            decided_at=None,
            kept_until=self._kept(FOREVER, now),
        )

    def _kept(self, until: int, now: datetime) -> int:
        return until if self.is_kept(now) else self.kept_until


def sortable(moment: datetime) -> str:
    """In milliseconds since 1970, with thirteen digits."""
    return f"{to_epoch_ms(moment):013d}"
