"""What became of reports and people. Its items are put where nothing is, and never changed."""

import secrets
from collections.abc import Iterator, Sequence

from accounts.domain import UserId
from chatscape.store.port import SORT, Absent, Item, Key, Put, Store
from contacts.domain import from_epoch_ms

from .domain import sortable
from .entries import SUFFIX, Entry, Event

PAGE = 100


def audit_of(report: str) -> str:
    """The partition of what became of a report."""
    return f"audit#{report}"


def of_report(entry: Entry) -> Put:
    return _put(audit_of(entry.report), entry)


def of_person(user: UserId, entry: Entry) -> Put:
    return _put(_audit_of_person(user), entry)


def by_staff(entry: Entry) -> Put:
    """What its actor has done, for their own eyes; the audit has it besides."""
    return _put(_done_by(entry.actor), entry)


class Audit:
    def __init__(self, store: Store) -> None:
        self._store = store

    def record(self, entry: Entry) -> None:
        """Add a line to what became of a report."""
        self._store.write(of_report(entry))

    def report(self, report: str, *, limit: int, before: str | None = None) -> Sequence[Entry]:
        """What became of a report, the newest first, or what came before a line of it."""
        return self._newest(audit_of(report), limit, before)

    def person(self, user: UserId, *, limit: int, before: str | None = None) -> Sequence[Entry]:
        """What was decided about a person, the newest first, or what came before a line of it."""
        return self._newest(_audit_of_person(user), limit, before)

    def done_by(self, staff: UserId, *, limit: int) -> Sequence[Entry]:
        return self._newest(_done_by(staff), limit)

    def everything(self, report: str) -> Iterator[Entry]:
        """What became of a report, the oldest first."""
        last = None
        while rows := self._store.query(audit_of(report), limit=PAGE, start_after=last):
            yield from map(_to_entry, rows)
            last = str(rows[-1][SORT])

    def _newest(self, partition: str, limit: int, before: str | None = None) -> Sequence[Entry]:
        rows = self._store.query(partition, limit=limit, start_after=before, newest_first=True)
        return [_to_entry(row) for row in rows]


def _audit_of_person(user: UserId) -> str:
    return f"audit#user#{user}"


def _done_by(staff: str) -> str:
    return f"staff#{staff}"


def _put(partition: str, entry: Entry) -> Put:
    """By its time, and chance."""
    sort = f"{sortable(entry.at)}#{secrets.token_hex(SUFFIX // 2)}"
    item: Item = {
        "event": entry.event,
        "actor": entry.actor,
        "actor_email": entry.actor_email,
        "about": entry.about,
        "report": entry.report,
        "reporter": entry.reporter,
        "seal": entry.seal,
        "why": entry.why,
        "category": entry.category,
        "until": entry.until,
    }
    return Put(Key(partition, sort), item, when=Absent())


def _to_entry(row: Item) -> Entry:
    return Entry(
        at=from_epoch_ms(int(str(row[SORT]).partition("#")[0])),
        event=Event(str(row["event"])),
        actor=str(row["actor"]),
        actor_email=str(row["actor_email"]),
        about=str(row["about"]),
        report=str(row["report"]),
        reporter=str(row["reporter"]),
        seal=str(row["seal"]),
        why=str(row["why"]),
        category=str(row["category"]),
        until=int(row["until"]),
        place=str(row[SORT]),
    )
