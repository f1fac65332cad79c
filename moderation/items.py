"""Reports as the store has them: the item itself, and the rows that lead to it."""

from datetime import datetime

from accounts.domain import UserId
from chatscape.store.port import SORT, Delete, Item, Key, Put
from contacts.domain import from_epoch_ms, to_epoch_ms

from .domain import Category, Measure, Outcome, Queue, Report


def report_key(report: str) -> Key:
    return Key(f"report#{report}", "report")


def partition_of(queue: Queue, category: Category | None) -> str:
    """Of all, or of a category."""
    return f"reports#{queue}" + (f"#{category}" if category else "")


def about(user: UserId) -> str:
    return f"reported#{user}"


def made_by(user: UserId) -> str:
    return f"reporter#{user}"


def queued(report: Report) -> tuple[Put, Put]:
    """Its rows in the queue that it belongs to, as it stands now."""
    of_all, of_category = _places(report)
    return Put(of_all, to_item(report)), Put(of_category, to_item(report))


def not_queued(report: Report) -> tuple[Delete, Delete]:
    of_all, of_category = _places(report)
    return Delete(of_all), Delete(of_category)


def beside_reported(report: Report) -> Put:
    return Put(Key(about(report.reported), report.place), to_item(report))


def beside_reporter(report: Report) -> Put:
    return Put(Key(made_by(report.reporter), report.place), to_item(report.as_told))


def to_item(report: Report) -> Item:
    return {
        "reporter": report.reporter,
        "reporter_email": report.reporter_email,
        "reported": report.reported,
        "reported_email": report.reported_email,
        "category": report.category,
        "created_at": to_epoch_ms(report.created_at),
        "seal": report.seal,
        "outcome": report.outcome,
        "assignee": report.assignee,
        "assignee_email": report.assignee_email,
        "measure": report.measure,
        "until": report.until,
        "decided_at": to_epoch_ms(report.decided_at) if report.decided_at else 0,
        "kept_until": report.kept_until,
        "parts": report.parts,
        "revision": report.revision,
    }


def from_row(row: Item) -> Report:
    return from_item(str(row[SORT]).partition("#")[2], row)


def from_item(report: str, item: Item) -> Report:
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
        assignee=str(item["assignee"]),
        assignee_email=str(item["assignee_email"]),
        measure=Measure(str(item["measure"])),
        until=int(item["until"]),
        decided_at=_time(int(item["decided_at"])),
        kept_until=int(item["kept_until"]),
        parts=int(item["parts"]),
        revision=int(item["revision"]),
    )


def _places(report: Report) -> tuple[Key, Key]:
    queue, place = report.queue, report.place_in_queue
    return (
        Key(partition_of(queue, None), place),
        Key(partition_of(queue, report.category), place),
    )


def _time(milliseconds: int) -> datetime | None:
    return from_epoch_ms(milliseconds) if milliseconds else None
