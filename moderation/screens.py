"""What the pages of somebody who reports show: one function per screen, one context each."""

from collections.abc import Iterable, Sequence

from django.utils.functional import Promise

from accounts.domain import User
from chatscape.wiring import contacts, messages, reporting, reports
from contacts.domain import Contact
from messaging.domain import Cursor

from .domain import MAX_CHOSEN, PAGE, Complaint, NothingReported, Report, UnknownMessage
from .evidence import Exhibit
from .forms import CATEGORIES, ReportForm

AT_END = Cursor()

Context = dict[str, object]


def report_page(
    user: User, contact: Contact, form: ReportForm | None = None, cursor: Cursor = AT_END
) -> Context:
    """Some messages to choose from, and what staff see of those that are chosen.

    `elsewhere` are numbers that were chosen on other pages, `focus` is the field to go on with. At
    first the last message of the other person is chosen.
    """
    page = messages().page(user.id, contact, cursor).standing_alone(cursor, contact.last_seq)
    if form is None:
        theirs = [it.seq for it in page.messages if it.sender == contact.id]
        form = ReportForm(initial={"messages": theirs[-1:]})
    chosen = form.chosen
    focus = next(iter(form.errors), None) if cursor == AT_END else "messages"
    return {
        "contact": contact,
        "form": form,
        "page": page,
        "focus": focus,
        "chosen": chosen,
        "elsewhere": sorted(chosen - {it.seq for it in page.messages}),
        "exhibits": _exhibits(user, contact, chosen),
        "categories": CATEGORIES.items(),
    }


def received(user: User, contact: Contact, complaint: Complaint) -> Context:
    """The list, and where they are blocked now as well the contact, as the list has it."""
    listed = contacts().all(user.id)
    blocked = (it for it in listed if it.id == contact.id and complaint.wants_block)
    return {"contacts": listed, "contact": next(blocked, None)}


def reports_page(user: User, before: str | None, *, again: bool = False) -> Context:
    """`again`: they have just sent one of these once more."""
    found = reports().made_by(user.id, limit=PAGE + 1, before=before)
    older = found[PAGE - 1].place if len(found) > PAGE else None
    return {"reports": labelled(found[:PAGE]), "older": older, "again": again}


def labelled(found: Iterable[Report]) -> list[tuple[Report, Promise]]:
    """Each with the name of its category."""
    return [(it, CATEGORIES[it.category]) for it in found]


def _exhibits(user: User, contact: Contact, chosen: frozenset[int]) -> Sequence[Exhibit]:
    """Nothing where it could not be reported like this."""
    if len(chosen) > MAX_CHOSEN:
        return ()
    try:
        return reporting().snapshot(user.id, contact, chosen)
    except (NothingReported, UnknownMessage):
        return ()
