"""What the pages around a conversation show: one function per screen, one context each."""

from uuid import uuid4

from accounts.domain import User, UserId
from chatscape.wiring import contacts, messages
from contacts.domain import Contact
from contacts.forms import AddContactForm

MAX_QUERY = 100  # characters

Context = dict[str, object]


def chats(
    user: User, contact: UserId | None = None, before: int | None = None, query: str = ""
) -> Context | None:
    """The list, and beside it one conversation; None where the list has no such contact.

    A query narrows the list to the names and addresses that hold it.
    """
    listed = contacts().all(user.id)
    wanted = query.strip()[:MAX_QUERY]
    context: Context = {
        "contacts": [row for row in listed if _matches(row, wanted)],
        "q": wanted,
        "add_form": AddContactForm(),
        "version": user.inbox_version,
    }
    if contact is None:
        return context
    row = _pick(listed, contact)
    return context | pane(user, row, before) if row else None


def pane(user: User, contact: Contact, before: int | None = None) -> Context:
    """One conversation at its end, or in front of a number.

    `after` is where live updates go on from; there is none on a page of the past.
    """
    page = messages().before(user.id, contact, before)
    return {
        "contact": contact,
        "page": page,
        "client_id": str(uuid4()),
        "after": page.last_seq if before is None else "",
    }


def updates_since(
    user: User, version: int, contact: UserId | None, after: int | None
) -> Context | None:
    """The list and what came behind a number; None where the contact is not the user's.

    While more is to come, the version stays, so that the page asks again.
    """
    listed = contacts().all(user.id)
    context: Context = {"contacts": listed, "version": user.inbox_version}
    if contact is None:
        return context
    row = _pick(listed, contact)
    if row is None:
        return context | {"gone": contact} if contacts().row(user.id, contact) else None
    context |= {"contact": row, "client_id": str(uuid4())}
    if after is not None:
        page = messages().after(user.id, row, after)
        context |= {"page": page, "after": page.last_seq or after}
        if page.has_newer:
            context["version"] = version
    return context


def _pick(listed: list[Contact], contact: UserId) -> Contact | None:
    return next((row for row in listed if row.id == contact), None)


def _matches(row: Contact, wanted: str) -> bool:
    return wanted.casefold() in f"{row.name}\n{row.email}".casefold()
