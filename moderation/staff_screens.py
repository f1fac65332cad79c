"""What the pages of staff show: one function per screen, one context each."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from accounts.domain import User, UserId
from chatscape.wiring import audit, reports, standings, users

from .domain import Entry, Event, Queue, Report, told_of
from .forms import CATEGORIES, QueueQuery
from .screens import PAGE, Context, labelled
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
    about, more_about = _page(reports().about(person, limit=PAGE + 1, before=asked.about))
    by, more_by = _page(reports().made_by(person, limit=PAGE + 1, before=asked.by))
    context: Context = {
        "q": asked.email,
        "found": True,
        "about": labelled(_judged_by(staff, about)),
        "more_about": more_about,
        "by": labelled(_judged_by(staff, by)),
        "more_by": more_by,
    }
    if person == staff.id:
        return context
    entries = audit().person(person, limit=HISTORY + 1, before=asked.history)
    return context | _held_against(person) | _history(entries)


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
        **_held_against(shown.reported),
        **_history(audit().report(shown.id, limit=HISTORY + 1, before=before)),
        "measures": MEASURES.items(),
        "decision": DecisionForm(),
        "reversal": ReasonForm(),
        "lifting": ReasonForm(),
        **forms,
    }


def _page(found: Sequence[Report]) -> tuple[Sequence[Report], str | None]:
    """As many as a page holds, and before which of them there are more."""
    return found[:PAGE], found[PAGE - 1].place if len(found) > PAGE else None


def _held_against(person: UserId) -> Context:
    standing = standings().of(person).standing
    return {"standing": standing, "is_suspended": standing.is_suspended(_now())}


def _history(entries: Sequence[Entry]) -> Context:
    earlier = entries[HISTORY - 1].place if len(entries) > HISTORY else None
    return {"history": entries[:HISTORY], "earlier": earlier}


def _judged_by(staff: User, found: Iterable[Report]) -> Sequence[Report]:
    return [it for it in found if not it.concerns(staff.id)]


def _now() -> datetime:
    return datetime.now(UTC)
