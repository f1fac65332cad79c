"""What the pages of staff show: one function per screen, one context each."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from accounts.domain import User
from chatscape.wiring import audit, reports, standings, users

from .domain import Event, Queue, Report, told_of
from .forms import CATEGORIES, QueueQuery
from .screens import PAGE, Context, labelled
from .staff_forms import MEASURES, DecisionForm, DismissForm, ReasonForm
from .standing import Standing

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
        "form": form or DismissForm(),
        "recent": audit().done_by(staff.id, limit=RECENT),
    }


def search(staff: User, email: str) -> Context:
    """The newest reports about somebody and by them; `found` is whether there is anybody.

    Without what concerns whoever asks, who would learn who has reported them.
    """
    person = users().id_for_email(email)
    if person is None:
        return {"q": email, "found": False}
    about, by = reports().about(person, limit=PAGE), reports().made_by(person, limit=PAGE)
    is_other = person != staff.id
    standing = standings().of(person).standing if is_other else Standing()
    return {
        "q": email,
        "found": True,
        "about": labelled(_judged_by(staff, about)),
        "by": labelled(_judged_by(staff, by)),
        "standing": standing,
        "is_suspended": standing.is_suspended(_now()),
        "history": audit().person(person, limit=HISTORY) if is_other else (),
    }


def report(staff: User, report_id: str, **forms: object) -> Context | None:
    """A report with everything it says; that it was looked at is written down first.

    None where there is no such report, or where it concerns whoever asks. Raises BrokenSeal.
    """
    found = reports().with_evidence(report_id, _now())
    if found is None or found[0].concerns(staff.id):
        return None
    shown, evidence = found
    audit().record(told_of(shown, Event.VIEWED, by=staff.id, email=staff.email, at=_now()))
    standing = standings().of(shown.reported).standing
    others = [it for it in reports().about(shown.reported, limit=PAGE) if it.id != shown.id]
    return {
        "report": shown,
        "evidence": evidence,
        "label": CATEGORIES[shown.category],
        "people": reports().reporters_of(shown.reported),
        "others": labelled(others),
        "standing": standing,
        "is_suspended": standing.is_suspended(_now()),
        "history": audit().report(shown.id, limit=HISTORY),
        "measures": MEASURES.items(),
        "decision": DecisionForm(),
        "reversal": ReasonForm(),
        "lifting": ReasonForm(),
        **forms,
    }


def _judged_by(staff: User, found: Iterable[Report]) -> Sequence[Report]:
    return [it for it in found if not it.concerns(staff.id)]


def _now() -> datetime:
    return datetime.now(UTC)
