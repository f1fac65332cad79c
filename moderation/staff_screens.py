"""What the pages of staff show: one function per screen, one context each."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice

from accounts.domain import User, UserId
from chatscape.wiring import audit, reports, standings, users

from .domain import PAGE, Queue, Report
from .entries import Entry, Event, told_of
from .forms import CATEGORIES, QueueQuery
from .screens import Context, labelled
from .staff_forms import MEASURES, DecisionForm, DismissForm, ReasonForm

HISTORY = 50
RECENT = 10


def queue(staff: User, asked: QueueQuery, form: DismissForm | None = None) -> Context:
    """What waits for a decision, the oldest first; or what is decided, the newest first."""
    rows = reports().queue(asked.queue, asked.category, limit=PAGE + 1, after=asked.after)
    counts = reports().counts()
    of_queue = [
        (it, label, counts.get(f"{asked.queue}_{it}", 0)) for it, label in CATEGORIES.items()
    ]
    return {
        "rows": labelled(rows[:PAGE]),
        "more": rows[PAGE - 1].place_in_queue if len(rows) > PAGE else None,
        "asked": asked,
        "filters": of_queue,
        "open": counts.get(Queue.OPEN, 0),
        "closed": counts.get(Queue.CLOSED, 0),
        "can_choose": any(_may_dismiss(staff, it) for it in rows[:PAGE]),
        "form": form or DismissForm(),
        "recent": audit().done_by(staff.id, limit=RECENT),
    }


def search(staff: User, asked: QueueQuery) -> Context:
    """The newest reports about somebody and by them; `found` is whether there is anybody.

    Without what concerns whoever asks, who would learn who has reported them.
    """
    person = users().id_for_email(asked.email)
    if person is None:
        return {"q": asked.email, "found": False}
    context: Context = {"q": asked.email, "found": True}
    if person == staff.id:
        return context
    about, more_about = _page(staff, reports().all_about(person, before=asked.about))
    by, more_by = _page(staff, reports().all_made_by(person, before=asked.by))
    context |= {
        "about": labelled(about),
        "more_about": more_about,
        "by": labelled(by),
        "more_by": more_by,
        "people": reports().reporters_of(person),
    }
    entries = audit().person(person, limit=HISTORY + 1, before=asked.history)
    return context | _held_against(staff, person) | _history(entries)


def report(
    staff: User, report_id: str, before: str | None = None, /, **forms: object
) -> Context | None:
    """A report with everything it says; that it was looked at is written down first.

    None where there is no such report, or where it concerns whoever asks. Raises BrokenSeal.
    """
    found = reports().with_evidence(report_id, _now())
    if found is None or found[0].concerns(staff.id):
        return None
    shown, evidence = found
    audit().record(told_of(shown, Event.VIEWED, by=staff.id, email=staff.email, at=_now()))
    others = [it for it in reports().about(shown.reported, limit=PAGE) if it.id != shown.id]
    return {
        "report": shown,
        "evidence": evidence,
        "label": CATEGORIES[shown.category],
        "people": reports().reporters_of(shown.reported),
        "others": labelled(others),
        **_held_against(staff, shown.reported, shown.id),
        **_history(audit().report(shown.id, limit=HISTORY + 1, before=before)),
        "measures": MEASURES.items(),
        "decision": DecisionForm(),
        "reversal": ReasonForm(),
        "lifting": ReasonForm(),
        "restoring": ReasonForm(),
        **forms,
    }


def _may_dismiss(staff: User, report: Report) -> bool:
    is_free = report.assignee in ("", staff.id)
    return staff.may_decide and report.is_open and is_free and not report.concerns(staff.id)


def _page(staff: User, found: Iterable[Report]) -> tuple[Sequence[Report], str | None]:
    """As many as a page holds of what does not concern whoever asks, and where the rest begins."""
    shown = list(islice((it for it in found if not it.concerns(staff.id)), PAGE + 1))
    return shown[:PAGE], shown[PAGE - 1].place if len(shown) > PAGE else None


def _held_against(staff: User, person: UserId, report_id: str = "") -> Context:
    """How a person stands, and whether the suspension that came of a report runs.

    Nothing for whoever has reported them, and is to learn no more of it than other reporters.
    """
    if reports().has_reported(staff.id, person):
        return {"is_judge": False}
    standing, now = standings().of(person).standing, _now()
    return {
        "is_judge": True,
        "standing": standing,
        "is_suspended": standing.is_suspended(now),
        "can_be_restored": standing.can_be_restored(now),
        "holds": standing.holds(report_id, now),
    }


def _history(entries: Sequence[Entry]) -> Context:
    earlier = entries[HISTORY - 1].place if len(entries) > HISTORY else None
    return {"history": entries[:HISTORY], "earlier": earlier}


def _now() -> datetime:
    return datetime.now(UTC)
