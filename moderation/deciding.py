"""What staff do with a report: take it in hand, decide, and take a decision back."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from accounts.domain import User, UserId
from accounts.repository import answered
from chatscape.notifier import AnswerNotifier
from chatscape.store.attempts import attempts
from chatscape.store.port import ConditionFailed, Store, StoreUnavailable, Write
from chatscape.wake import Wake

from .audit import by_staff, of_person, of_report
from .domain import (
    DECIDED,
    Decision,
    Entry,
    Event,
    Measure,
    Moved,
    NoSuchReport,
    Report,
    TakenByAnother,
    told_of,
)
from .repository import Reports
from .standing import Standing
from .standings import Standings

Act = Callable[[Report, datetime], list[Write]]


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

    def take(self, staff: User, report_id: str, revision: int) -> None:
        """Also out of somebody else's hand."""

        def taken(report: Report, now: datetime) -> list[Write]:
            entry = _entry(Event.TAKEN, staff, report, now)
            after = report.in_hand_of(staff)
            return [*self.reports.handed(report, after), *_written(entry)]

        self._act(staff, report_id, taken, revision, is_open=True)

    def put_back(self, staff: User, report_id: str, revision: int) -> None:
        def put(report: Report, now: datetime) -> list[Write]:
            _in_own_hand(staff, report)
            entry = _entry(Event.PUT_BACK, staff, report, now)
            return [*self.reports.handed(report, report.in_no_hand()), *_written(entry)]

        self._act(staff, report_id, put, revision, is_open=True)

    def decide(
        self, staff: User, report_id: str, decision: Decision, revision: int | None = None
    ) -> None:
        """Without a revision, as it stands now."""

        def decided(report: Report, now: datetime) -> list[Write]:
            _in_own_hand(staff, report)
            after = report.decided(decision, staff, now, self.evidence_days)
            entry = _entry(DECIDED[decision.measure], staff, report, now)
            entry = replace(entry, why=decision.reason, until=after.until)
            return [
                *self.reports.moved(report, after),
                *self._effect(report.reported, lambda held: _with(held, after, decision, now)),
                answered(report.reporter),
                *_written(entry),
                of_person(report.reported, entry),
            ]

        self._tell(self._act(staff, report_id, decided, revision, is_open=True))

    def dismiss(self, staff: User, report_ids: Iterable[str], reason: str) -> tuple[int, int]:
        """How many were dismissed, and how many left: somebody else has them, or was faster."""
        decision = Decision(Measure.DISMISS, reason)
        done = left = 0
        for report_id in report_ids:
            try:
                self.decide(staff, report_id, decision)
            except (NoSuchReport, Moved, TakenByAnother):
                left += 1
            else:
                done += 1
        return done, left

    def reverse(self, staff: User, report_id: str, revision: int, reason: str) -> None:
        """Take a decision and its effect back; the report is open again."""

        def reversed_(report: Report, now: datetime) -> list[Write]:
            entry = replace(_entry(Event.REVERSED, staff, report, now), why=reason)
            return [
                *self.reports.moved(report, report.reopened(now)),
                *self._effect(report.reported, lambda held: held.without(report.id)),
                answered(report.reporter),
                *_written(entry),
                of_person(report.reported, entry),
            ]

        self._tell(self._act(staff, report_id, reversed_, revision, is_open=False))

    def lift(self, staff: User, report_id: str, reason: str) -> None:
        """End every suspension of the person that a report is about; what was decided stays."""

        def lifted(report: Report, now: datetime) -> list[Write]:
            entry = replace(_entry(Event.LIFTED, staff, report, now), why=reason)
            effect = self._effect(report.reported, lambda held: held.lifted(now))
            if not effect:
                raise Moved
            return [*effect, *_written(entry), of_person(report.reported, entry)]

        report = self._act(staff, report_id, lifted, None, is_open=None)
        self.wake.notify([report.reported])

    def _act(
        self, staff: User, report_id: str, act: Act, revision: int | None, *, is_open: bool | None
    ) -> Report:
        """Does it to a report that is open, or closed, or either."""
        for _ in attempts():
            report = self.reports.find(report_id)
            if report is None or report.concerns(staff.id):
                raise NoSuchReport
            if revision not in (None, report.revision) or is_open not in (None, report.is_open):
                raise Moved
            with suppress(ConditionFailed):
                self.store.write(*act(report, datetime.now(UTC)))
                return report
        raise StoreUnavailable

    def _effect(self, user: UserId, change: Callable[[Standing], Standing]) -> list[Write]:
        held = self.standings.of(user)
        return held.becomes(change(held.standing))

    def _tell(self, report: Report) -> None:
        self.wake.notify([report.reported, report.reporter])
        self.notifier.answered(report.reporter)


def _with(standing: Standing, report: Report, decision: Decision, now: datetime) -> Standing:
    """What was decided about a report, besides what holds already."""
    if decision.measure is Measure.WARN:
        return standing.warned(report.id, decision.category or report.category)
    if decision.measure is Measure.SUSPEND:
        return standing.suspended(report.id, report.until, now)
    return standing


def _in_own_hand(staff: User, report: Report) -> None:
    """Or in nobody's."""
    if report.assignee not in ("", staff.id):
        raise TakenByAnother


def _entry(event: Event, staff: User, report: Report, now: datetime) -> Entry:
    return told_of(report, event, by=staff.id, email=staff.email, at=now)


def _written(entry: Entry) -> list[Write]:
    return [of_report(entry), by_staff(entry)]
