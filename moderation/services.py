"""Reporting: what is wrong, with which messages, and perhaps never again a word from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.domain import DAY, User, UserId
from accounts.limits import Limits, RateLimited, spend
from accounts.repository import inbox_moved
from chatscape.pseudonyms import keyed_hash
from chatscape.store.attempts import attempts
from chatscape.store.port import (
    ConditionFailed,
    Present,
    Store,
    StoreUnavailable,
    Update,
    Write,
)
from chatscape.wake import Wake
from contacts.domain import Contact, from_epoch_ms, to_epoch_ms
from contacts.repository import Contacts, row_key
from messaging.domain import Message
from messaging.repository import Messages

from .audit import of_report
from .domain import BESIDE, Complaint, Filed, NothingReported, Report, UnknownMessage
from .entries import Entry, Event, told_of
from .evidence import Evidence, Exhibit, exhibits
from .repository import Reports, new_report


@dataclass(frozen=True, slots=True)
class Reporting:
    store: Store
    contacts: Contacts
    messages: Messages
    reports: Reports
    wake: Wake
    limits: Limits

    def file(self, reporter: User, contact: Contact, complaint: Complaint) -> Filed:
        """Seal what the reporter sees of the chosen messages, and put it into the queue.

        The same messages again are the same report, which stays as it was. Blocks at once where
        that is wanted, also where a limit is used up. Raises NothingReported, UnknownMessage,
        RateLimited.
        """
        same = report_id(reporter.id, contact.id, complaint.chosen)
        for _ in attempts():
            try:
                if known := self.reports.find(same):
                    self._block(reporter, contact, complaint)
                    return Filed(known, is_new=False)
                return Filed(self._file(same, reporter, contact, complaint), is_new=True)
            except ConditionFailed:
                continue
            except RateLimited:
                self._block(reporter, contact, complaint)
                raise
        raise StoreUnavailable

    def snapshot(
        self, reporter: UserId, contact: Contact, chosen: frozenset[int], seen: int | None = None
    ) -> Sequence[Exhibit]:
        """What staff would see of the conversation; `seen` is its last message that may be shown.

        Raises NothingReported, UnknownMessage.
        """
        found: list[Message] = []
        for seq in sorted(chosen):
            around = self.messages.around(reporter, contact, seq, beside=BESIDE)
            if not around:
                raise UnknownMessage
            found += (it for it in around if seen is None or it.seq <= seen or it.seq in chosen)
        shown = exhibits(found, chosen)
        if not any(it.is_chosen and it.sender == contact.id for it in shown):
            raise NothingReported
        return shown

    def _block(self, reporter: User, contact: Contact, complaint: Complaint) -> None:
        if complaint.wants_block:
            self.contacts.block(reporter.id, contact.id)

    def _file(
        self, report_id: str, reporter: User, contact: Contact, complaint: Complaint
    ) -> Report:
        evidence = Evidence(
            report=report_id,
            reporter=reporter.id,
            reported=contact.id,
            category=complaint.category,
            comment=complaint.comment,
            created_at=to_epoch_ms(datetime.now(UTC)),
            exhibits=tuple(self.snapshot(reporter.id, contact, complaint.chosen, complaint.seen)),
        )
        report = Report(
            id=report_id,
            reporter=reporter.id,
            reporter_email=reporter.email,
            reported=contact.id,
            reported_email=contact.email,
            category=complaint.category,
            created_at=from_epoch_ms(evidence.created_at),
            seal=evidence.seal,
            parts=len(evidence.parts),
        )
        self._write(report, evidence, wants_block=complaint.wants_block)
        return report

    def _write(self, report: Report, evidence: Evidence, *, wants_block: bool) -> None:
        now = report.created_at.timestamp()
        allowance = self.reports.allowance(report.reporter)
        spent = spend(allowance.spent, self.limits.reports, now=now)
        writes: list[Write] = [
            *new_report(report, evidence),
            of_report(_received(report)),
            *self.reports.counted(report),
            allowance.spend(spent, until=int(now) + 2 * DAY),
        ]
        if wants_block:
            row = row_key(report.reporter, report.reported)
            writes += [
                Update(row, {"blocked": True}, when=Present()),
                inbox_moved(report.reporter),
            ]
        self.store.write(*writes)
        if wants_block:
            self.wake.notify([report.reporter])


def report_id(reporter: UserId, reported: UserId, chosen: Iterable[int]) -> str:
    """The same for the same messages, so that they are reported once; it tells nothing of them."""
    told = " ".join((reporter, reported, *map(str, sorted(chosen))))
    return keyed_hash("chatscape.report", told, digits=20)


def _received(report: Report) -> Entry:
    reporter, email = report.reporter, report.reporter_email
    return told_of(report, Event.RECEIVED, by=reporter, email=email, at=report.created_at)
