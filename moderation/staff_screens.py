"""What the pages of staff show: one function per screen, one context each."""

from datetime import UTC, datetime

from accounts.domain import User
from chatscape.wiring import reports, users

from .domain import Category, Entry, Event
from .forms import CATEGORIES
from .screens import PAGE, Context, labelled

HISTORY = 50


def queue(category: Category | None, after: str | None) -> Context:
    """What waits for a decision, the oldest first."""
    found = reports().queue(category, limit=PAGE + 1, after=after)
    counts = reports().open_counts()
    return {
        "rows": labelled(found[:PAGE]),
        "more": found[PAGE - 1].place if len(found) > PAGE else None,
        "category": category,
        "filters": [(it, label, counts.get(f"open_{it}", 0)) for it, label in CATEGORIES.items()],
        "open": counts.get("open", 0),
    }


def search(staff: User, email: str) -> Context:
    """The newest reports about somebody and by them; `found` is whether there is anybody.

    Without those that concern whoever asks, who would learn who has reported them.
    """
    person = users().id_for_email(email)
    if person is None:
        return {"q": email, "found": False}
    about, by = reports().about(person, limit=PAGE), reports().made_by(person, limit=PAGE)
    return {
        "q": email,
        "found": True,
        "about": labelled(it for it in about if not it.concerns(staff.id)),
        "by": labelled(it for it in by if not it.concerns(staff.id)),
    }


def report(staff: User, report_id: str) -> Context | None:
    """A report with everything it says; that it was looked at is written down first.

    None where there is no such report, or where it concerns whoever asks. Raises BrokenSeal.
    """
    found = reports().with_evidence(report_id)
    if found is None or found[0].concerns(staff.id):
        return None
    shown, evidence = found
    reports().record(shown, Entry(datetime.now(UTC), Event.VIEWED, staff.id, staff.email))
    return {
        "report": shown,
        "evidence": evidence,
        "label": CATEGORIES[shown.category],
        "people": reports().reporters_of(shown.reported),
        "others": [it for it in reports().about(shown.reported, limit=PAGE) if it.id != shown.id],
        "history": reports().history(shown.id, limit=HISTORY),
    }
