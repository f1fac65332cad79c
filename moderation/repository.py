"""Where reports are kept: each with its snapshot, in the queue, and beside both people."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.domain import UserId
from chatscape.store.port import (
    EXPIRES_AT,
    SORT,
    Absent,
    Item,
    Key,
    Present,
    Put,
    Store,
    Update,
    Write,
)
from contacts.domain import from_epoch_ms, to_epoch_ms

from .domain import Category, Entry, Event, Outcome, Report, sortable
from .evidence import Evidence, opened

MAX_PARTS = 20  # of 200 KB: a batch holds 4 MB
OPEN = "reports#open"
COUNTS = Key("reports#counts", "total")


def report_key(report: str) -> Key:
    return Key(f"report#{report}", "report")


def new_report(report: Report, evidence: Evidence) -> list[Write]:
    """The report where there is none yet, its snapshot, and the rows that lead to it."""
    row, sort = _to_row(report), report.place
    received = Entry(report.created_at, Event.RECEIVED, report.reporter, report.reporter_email)
    return [
        Put(report_key(report.id), _to_item(report), when=Absent()),
        *(
            Put(Key(f"report#{report.id}", f"evidence#{number:02d}"), {"content": part})
            for number, part in enumerate(evidence.parts)
        ),
        Put(Key(OPEN, sort), row),
        Put(Key(f"{OPEN}#{report.category}", sort), row),
        Put(Key(f"reported#{report.reported}", sort), row),
        Put(Key(_made_by(report.reporter), sort), row),
        told(report, received),
    ]


def told(report: Report, entry: Entry) -> Put:
    """A line of the audit. It is put where nothing is, and never changed."""
    item: Item = {
        "event": entry.event,
        "actor": entry.actor,
        "actor_email": entry.actor_email,
        "seal": report.seal,
    }
    sort = f"{sortable(entry.at)}#{secrets.token_hex(4)}"
    return Put(Key(_audit(report.id), sort), item, when=Absent())


@dataclass(frozen=True, slots=True)
class Allowance:
    """What somebody has spent of their reports, as it was read."""

    user: UserId
    spent: str
    is_new: bool

    def spend(self, spent: str, until: int) -> Put:
        """Holds while nothing else was spent since; `until` in seconds, when it counts no more."""
        unchanged = Absent() if self.is_new else Present({"spent": self.spent})
        return Put(_allowance_key(self.user), {"spent": spent, EXPIRES_AT: until}, unchanged)


class Reports:
    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, report: str) -> Report | None:
        item = self._store.get(report_key(report))
        return _from_item(report, item) if item else None

    def with_evidence(self, report: str) -> tuple[Report, Evidence] | None:
        """A report and what was sealed when it came in. Raises BrokenSeal."""
        items = self._store.query(f"report#{report}", limit=MAX_PARTS + 1)
        if not items or items[-1][SORT] != "report":
            return None
        *parts, last = items
        found = _from_item(report, last)
        return found, opened("".join(str(part["content"]) for part in parts), found.seal)

    def queue(
        self, category: Category | None, *, limit: int, after: str | None = None
    ) -> Sequence[Report]:
        """What waits for a decision, the oldest first, or what is behind one of them."""
        partition = OPEN + (f"#{category}" if category else "")
        rows = self._store.query(partition, limit=limit, start_after=after)
        return [_from_row(row) for row in rows]

    def about(self, user: UserId, *, limit: int) -> Sequence[Report]:
        """The newest reports about a person."""
        rows = self._store.query(f"reported#{user}", limit=limit, newest_first=True)
        return [_from_row(row) for row in rows]

    def record(self, report: Report, entry: Entry) -> None:
        self._store.write(told(report, entry))

    def history(self, report: str, *, limit: int) -> Sequence[Entry]:
        """What became of a report, the newest first."""
        rows = self._store.query(_audit(report), limit=limit, newest_first=True)
        return [_to_entry(row) for row in rows]

    def made_by(self, user: UserId, *, limit: int, before: str | None = None) -> Sequence[Report]:
        """The newest reports of a person, or those in front of one of them."""
        rows = self._store.query(_made_by(user), limit=limit, start_after=before, newest_first=True)
        return [_from_row(row) for row in rows]

    def open_counts(self) -> Mapping[str, int]:
        """How many wait: in all under "open", and under "open_<category>"."""
        item = self._store.get(COUNTS) or {}
        return {name: int(count) for name, count in item.items() if name != SORT}

    def reporters_of(self, user: UserId) -> int:
        """How many people have reported somebody."""
        item = self._store.get(Key(f"reporters#{user}", "total"))
        return int(item["people"]) if item else 0

    def allowance(self, user: UserId) -> Allowance:
        item = self._store.get(_allowance_key(user))
        return Allowance(user, str(item["spent"]) if item else "", item is None)

    def counted(self, report: Report) -> list[Write]:
        """Parts of the batch that adds a report: the queue's length, and who reports whom.

        Hold while nobody else was the first to count.
        """
        return [self._queue_grows(report), *self._one_more_reporter(report)]

    def _queue_grows(self, report: Report) -> Write:
        names = {"open": 1, f"open_{report.category}": 1}
        if self._store.get(COUNTS) is None:
            return Put(COUNTS, names, when=Absent())
        return Update(COUNTS, add=names)

    def _one_more_reporter(self, report: Report) -> list[Write]:
        """Who reports somebody ten times counts once."""
        partition = f"reporters#{report.reported}"
        mark, total = Key(partition, report.reporter), Key(partition, "total")
        if self._store.get(mark):
            return []
        grows: Write = Update(total, add={"people": 1})
        if self._store.get(total) is None:
            grows = Put(total, {"people": 1}, when=Absent())
        return [Put(mark, {"report": report.id}, when=Absent()), grows]


def _audit(report: str) -> str:
    return f"audit#{report}"


def _made_by(user: UserId) -> str:
    return f"reporter#{user}"


def _allowance_key(user: UserId) -> Key:
    return Key(f"reporting#{user}", "count")


def _to_row(report: Report) -> Item:
    return {
        "reporter": report.reporter,
        "reporter_email": report.reporter_email,
        "reported": report.reported,
        "reported_email": report.reported_email,
        "category": report.category,
        "outcome": report.outcome,
    }


def _to_item(report: Report) -> Item:
    return {
        **_to_row(report),
        "created_at": to_epoch_ms(report.created_at),
        "seal": report.seal,
    }


def _from_row(row: Item) -> Report:
    time, _, report = str(row[SORT]).partition("#")
    return _from_item(report, {**row, "created_at": int(time), "seal": ""})


def _from_item(report: str, item: Item) -> Report:
    return Report(
        id=report,
        reporter=UserId(str(item["reporter"])),
        reporter_email=str(item["reporter_email"]),
        reported=UserId(str(item["reported"])),
        reported_email=str(item["reported_email"]),
        category=Category(str(item["category"])),
        created_at=from_epoch_ms(int(item["created_at"])),
        seal=str(item["seal"]),
        outcome=Outcome(str(item["outcome"])),
    )


def _to_entry(row: Item) -> Entry:
    return Entry(
        at=from_epoch_ms(int(str(row[SORT]).partition("#")[0])),
        event=Event(str(row["event"])),
        actor=UserId(str(row["actor"])),
        actor_email=str(row["actor_email"]),
    )
