"""Where reports are kept: each with its snapshot, in a queue, and beside both people."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from accounts.domain import FOREVER, UserId
from chatscape.store.port import (
    EXPIRES_AT,
    SORT,
    Absent,
    Key,
    Present,
    Put,
    Store,
    Update,
    Write,
)

from .domain import Category, Queue, Report
from .evidence import Evidence, opened
from .items import (
    about,
    beside_reported,
    beside_reporter,
    from_item,
    from_row,
    made_by,
    not_queued,
    partition_of,
    queued,
    report_key,
    to_item,
)

READ_AT_ONCE = 25  # reports, of those that are read one after the other
MAX_PARTS = 20  # of 200 KB: a batch holds 4 MB
COUNTS = Key("reports#counts", "total")


def new_report(report: Report, evidence: Evidence) -> list[Write]:
    """The report where there is none yet, its snapshot, and the rows that lead to it."""
    return [
        Put(report_key(report.id), to_item(report), when=Absent()),
        *(
            Put(_part_key(report.id, number), {"content": part, EXPIRES_AT: FOREVER})
            for number, part in enumerate(evidence.parts)
        ),
        *queued(report),
        beside_reported(report),
        beside_reporter(report),
    ]


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
        return from_item(report, item) if item else None

    def with_evidence(self, report: str, now: datetime) -> tuple[Report, Evidence | None] | None:
        """A report and what was sealed when it came in; no evidence where its time is over.

        Raises BrokenSeal.
        """
        items = self._store.query(f"report#{report}", limit=MAX_PARTS + 1)
        if not items or items[-1][SORT] != "report":
            return None
        *parts, last = items
        found = from_item(report, last)
        if not parts and not found.is_kept(now):
            return found, None
        content = "".join(str(part["content"]) for part in parts)
        return found, opened(content, found)

    def queue(
        self, queue: Queue, category: Category | None, *, limit: int, after: str | None = None
    ) -> Sequence[Report]:
        """What waits for a decision, the oldest first, or what is decided, the newest first.

        `after` is where one of them stands; what is behind it follows.
        """
        rows = self._store.query(
            partition_of(queue, category),
            limit=limit,
            start_after=after,
            newest_first=queue is Queue.CLOSED,
        )
        return [from_row(row) for row in rows]

    def all(self, queue: Queue, category: Category | None) -> Iterator[Report]:
        """The whole queue, a page after the other."""
        return _pages(
            lambda last: self.queue(queue, category, limit=READ_AT_ONCE, after=last),
            place=attrgetter("place_in_queue"),
        )

    def all_about(self, user: UserId, *, before: str | None) -> Iterator[Report]:
        """The reports about a person, the newest first, or those in front of one of them."""
        return _pages(lambda last: self.about(user, limit=READ_AT_ONCE, before=last), before)

    def all_made_by(self, user: UserId, *, before: str | None) -> Iterator[Report]:
        """The same of what a person has reported."""
        return _pages(lambda last: self.made_by(user, limit=READ_AT_ONCE, before=last), before)

    def about(self, user: UserId, *, limit: int, before: str | None = None) -> Sequence[Report]:
        """The newest reports about a person, or those in front of one of them."""
        return self._newest(about(user), limit, before)

    def made_by(self, user: UserId, *, limit: int, before: str | None = None) -> Sequence[Report]:
        """The newest reports of a person, or those in front of one of them."""
        return self._newest(made_by(user), limit, before)

    def counts(self) -> Mapping[str, int]:
        """How many are "open" and "closed", and "open_<category>", "closed_<category>"."""
        item = self._store.get(COUNTS) or {}
        return {name: int(count) for name, count in item.items() if name != SORT}

    def reporters_of(self, user: UserId) -> int:
        """How many people have reported somebody."""
        item = self._store.get(Key(f"reporters#{user}", "total"))
        return int(item["people"]) if item else 0

    def has_reported(self, user: UserId, other: UserId) -> bool:
        """Whether somebody has ever reported a person."""
        return self._store.get(Key(f"reporters#{other}", user)) is not None

    def allowance(self, user: UserId) -> Allowance:
        item = self._store.get(_allowance_key(user))
        return Allowance(user, str(item["spent"]) if item else "", item is None)

    def counted(self, report: Report) -> list[Write]:
        """Parts of the batch that adds a report: the queue's length, and who reports whom.

        Hold while nobody else was the first to count.
        """
        return [self._queue_grows(report), *self._one_more_reporter(report)]

    def handed(self, before: Report, after: Report) -> list[Write]:
        """In the hand of somebody else, or of nobody. Holds while nothing else changed it."""
        after = replace(after, revision=before.revision + 1)
        return [_replaced(before, after), *queued(after), beside_reported(after)]

    def moved(self, before: Report, after: Report) -> list[Write]:
        """From one queue to the other, with its snapshot's time. Holds like `handed`."""
        after = replace(after, revision=before.revision + 1)
        by = {before.queue: -1, after.queue: 1}
        return [
            _replaced(before, after),
            *not_queued(before),
            *queued(after),
            beside_reported(after),
            beside_reporter(after),
            Update(COUNTS, add=_counts(after.category, by)),
            *(
                Update(_part_key(after.id, number), {EXPIRES_AT: after.kept_until})
                for number in range(after.parts if after.kept_until != before.kept_until else 0)
            ),
        ]

    def _newest(self, partition: str, limit: int, before: str | None) -> Sequence[Report]:
        rows = self._store.query(partition, limit=limit, start_after=before, newest_first=True)
        return [from_row(row) for row in rows]

    def _queue_grows(self, report: Report) -> Write:
        names = _counts(report.category, {Queue.OPEN: 1})
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


def _pages(
    page: Callable[[str | None], Sequence[Report]],
    last: str | None = None,
    *,
    place: Callable[[Report], str] = attrgetter("place"),
) -> Iterator[Report]:
    """One report after the other, and behind the last of a page the next page."""
    while found := page(last):
        yield from found
        if len(found) < READ_AT_ONCE:
            return
        last = place(found[-1])


def _replaced(before: Report, after: Report) -> Put:
    unchanged = Present({"revision": before.revision})
    return Put(report_key(after.id), to_item(after), when=unchanged)


def _counts(category: Category, by: Mapping[Queue, int]) -> Mapping[str, int]:
    """In all and of the category."""
    return {
        **{queue.value: number for queue, number in by.items()},
        **{f"{queue}_{category}": number for queue, number in by.items()},
    }


def _part_key(report: str, number: int) -> Key:
    return Key(f"report#{report}", f"evidence#{number:02d}")


def _allowance_key(user: UserId) -> Key:
    return Key(f"reporting#{user}", "count")
