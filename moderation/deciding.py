"""What staff do with a report: take it in hand, decide, and take a decision back."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from accounts.domain import User, UserId
from accounts.repository import answer_came, profile_key
from chatscape.notifier import AnswerNotifier
from chatscape.store.attempts import attempts
from chatscape.store.port import ConditionFailed, Store, StoreUnavailable, Write
from chatscape.wake import Wake

from .audit import by_staff, of_person, of_report
from .domain import (
    Decision,
    Measure,
    Moved,
    NoJudge,
    NoSuchReport,
    Queue,
    Report,
    TakenByAnother,
)
from .entries import DECIDED, Entry, Event, told_of
from .repository import Reports
from .standing import Standing
from .standings import Standings

Act = Callable[[Report, datetime], list[Write]]
Seen = tuple[str, int]  # a report, and its revision


@dataclass(frozen=True, slots=True)
class Deciding:
    """Every act is one batch: the report, its places, the effect, and what the audit says of it.

    `revision` is the report's as whoever acts has seen it. Raises NoSuchReport; Moved where
    somebody else was faster; TakenByAnother where somebody else has it in hand.
    """

    store: Store
    reports: Reports
    standings: Standings
    wake: Wake
    notifier: AnswerNotifier
    evidence_days: int

    def seen(self, staff: User, report_id: str, revision: int | None) -> None:
        """Does nothing to a report that is as it was seen."""
        self._report(staff, report_id, revision, None)

    def take(self, staff: User, report_id: str, revision: int) -> None:
        """Also out of somebody else's hand."""

        def taken(report: Report, now: datetime) -> list[Write]:
            entry = _entry(Event.TAKEN, staff, report, now)
            after = report.in_hand_of(staff)
            return [*self.reports.handed(report, after), *_written(entry)]

        self._act(staff, report_id, taken, revision, Queue.OPEN)

    def put_back(self, staff: User, report_id: str, revision: int) -> None:
        def put(report: Report, now: datetime) -> list[Write]:
            if report.assignee != staff.id:
                raise TakenByAnother if report.assignee else Moved
            entry = _entry(Event.PUT_BACK, staff, report, now)
            return [*self.reports.handed(report, report.in_no_hand()), *_written(entry)]

        self._act(staff, report_id, put, revision, Queue.OPEN)

    def decide(self, staff: User, report_id: str, revision: int, decision: Decision) -> None:
        """Raises BrokenSeal besides; what cannot be shown can be dismissed, and no more."""

        def decided(report: Report, now: datetime) -> list[Write]:
            if report.assignee not in ("", staff.id):
                raise TakenByAnother
            if decision.measure is not Measure.DISMISS:
                self.reports.with_evidence(report.id, now)
            after = report.decided(decision, staff, now, self.evidence_days)
            return [
                *self.reports.moved(report, after),
                *self._effect(report.reported, lambda held: _with(held, after, decision, now)),
                answer_came(report.reporter),
                *_told(_decided(staff, report, decision, now), report.reported),
            ]

        report = self._act(staff, report_id, decided, revision, Queue.OPEN)
        self.notifier.answered(report.reporter)

    def dismiss(self, staff: User, seen: Sequence[Seen], reason: str) -> int:
        """How many, of those that nobody else has in hand or has changed.

        Each is an act of its own. Where the store is away, what is left stays as it is;
        StoreUnavailable where that is all of them.
        """
        done = 0
        for report_id, revision in seen:
            try:
                self.decide(staff, report_id, revision, Decision(Measure.DISMISS, reason))
                done += 1
            except (NoSuchReport, Moved, TakenByAnother):
                continue
            except StoreUnavailable:
                if not done:
                    raise
                break
        return done

    def reverse(self, staff: User, report_id: str, revision: int, reason: str) -> None:
        """Take a decision and its effect back; the report is open again."""

        def reversed_(report: Report, now: datetime) -> list[Write]:
            entry = _entry(Event.REVERSED, staff, report, now, why=reason)
            return [
                *self.reports.moved(report, report.reopened(now)),
                *self._effect(report.reported, lambda held: held.without(report.id)),
                answer_came(report.reporter),
                *_told(entry, report.reported),
            ]

        report = self._act(staff, report_id, reversed_, revision, Queue.CLOSED)
        self.notifier.answered(report.reporter)

    def lift(self, staff: User, report_id: str, reason: str) -> None:
        """End every suspension of the person that a report is about; what was decided stays.

        Raises NoJudge besides.
        """
        self._change(staff, report_id, Event.LIFTED, reason, Standing.lift)

    def restore(self, staff: User, report_id: str, reason: str) -> None:
        """Take a lifting back. Raises NoJudge besides."""
        self._change(staff, report_id, Event.RESTORED, reason, Standing.restore)

    def _change(
        self,
        staff: User,
        report_id: str,
        event: Event,
        reason: str,
        change: Callable[[Standing, datetime], Standing],
    ) -> None:
        """Of what is held against the person that a report is about, and nothing of the report."""

        def changed(report: Report, now: datetime) -> list[Write]:
            if self.reports.has_reported(staff.id, report.reported):
                raise NoJudge
            effect = self._effect(report.reported, lambda held: change(held, now))
            if not effect:
                raise Moved
            entry = _entry(event, staff, report, now, why=reason)
            return [*effect, *_told(entry, report.reported)]

        self._act(staff, report_id, changed, None, None)

    def _act(
        self, staff: User, report_id: str, act: Act, revision: int | None, queue: Queue | None
    ) -> Report:
        """Does it to a report of a queue, or of either."""
        for _ in attempts():
            report = self._report(staff, report_id, revision, queue)
            writes = act(report, datetime.now(UTC))
            with suppress(ConditionFailed):
                self.store.write(*writes)
                self._wake(writes, (report.reported, report.reporter))
                return report
        raise StoreUnavailable

    def _report(
        self, staff: User, report_id: str, revision: int | None, queue: Queue | None
    ) -> Report:
        report = self.reports.find(report_id)
        if report is None or report.concerns(staff.id):
            raise NoSuchReport
        if revision not in (None, report.revision) or queue not in (None, report.queue):
            raise Moved
        return report

    def _effect(self, user: UserId, change: Callable[[Standing], Standing]) -> list[Write]:
        held = self.standings.of(user)
        return held.becomes(change(held.standing))

    def _wake(self, writes: Iterable[Write], people: Iterable[UserId]) -> None:
        keys = {it.key for it in writes}
        self.wake.notify([user for user in people if profile_key(user) in keys])


def _with(standing: Standing, report: Report, decision: Decision, now: datetime) -> Standing:
    """What was decided about a report, besides what holds already."""
    if decision.measure is Measure.WARN:
        return standing.warned(report.id, decision.category or report.category)
    if decision.measure is Measure.SUSPEND:
        return standing.suspended(report.id, report.until, now)
    return standing


def _decided(staff: User, report: Report, decision: Decision, now: datetime) -> Entry:
    entry = _entry(DECIDED[decision.measure], staff, report, now, why=decision.reason)
    is_warning = decision.measure is Measure.WARN
    category = (decision.category or report.category) if is_warning else ""
    return replace(entry, until=decision.until(now), category=category)


def _entry(event: Event, staff: User, report: Report, now: datetime, *, why: str = "") -> Entry:
    return replace(told_of(report, event, by=staff.id, email=staff.email, at=now), why=why)


def _told(entry: Entry, user: UserId) -> list[Write]:
    return [*_written(entry), of_person(user, entry)]


def _written(entry: Entry) -> list[Write]:
    return [of_report(entry), by_staff(entry)]
