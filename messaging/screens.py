"""What the pages around a conversation show: one function per screen, one context each."""

from uuid import uuid4

from accounts.domain import User, UserId
from chatscape.wiring import contacts, messages
from contacts.domain import Contact

from .domain import PAGE, Cursor

MAX_QUERY = 100  # characters
AT_END = Cursor()

Context = dict[str, object]


def chats(
    user: User, contact: UserId | None = None, cursor: Cursor = AT_END, query: str = ""
) -> Context | None:
    """The list, and beside it one conversation; None where the list has no such contact.

    A query narrows the list to the names and addresses that hold it.
    """
    listed = contacts().all(user.id)
    wanted = query.strip()[:MAX_QUERY]
    context: Context = {
        "contacts": [row for row in listed if _matches(row, wanted)] if wanted else listed,
        "q": wanted,
        "unread_chats": sum(row.unread > 0 for row in listed),
        "version": user.inbox_version,
    }
    if contact is None:
        return context
    row = _pick(listed, contact)
    return context | pane(user, row, cursor) if row else None


def pane(user: User, contact: Contact, cursor: Cursor = AT_END) -> Context:
    """One conversation, at a cursor, or at its end where nothing lies there.

    `after` is where live updates go on from; there is none on a page of the past. `first_unread`
    is the first message that the user has not seen, `unread_before` the page that has it.
    """
    page = messages().page(user.id, contact, cursor)
    if not page.messages and cursor != AT_END:
        return pane(user, contact)
    page = page.standing_alone(cursor, contact.last_seq)
    first_unread, unread_before = None, None
    if contact.unread:
        first_unread = page.first_from(contact.id, behind=contact.read_seq)
        if first_unread is None and contact.read_seq + 1 < page.first_seq:
            unread_before = contact.read_seq + 1 + PAGE // 2
    return {
        "contact": contact,
        "page": page,
        "first_unread": first_unread,
        "unread_before": unread_before,
        "client_id": str(uuid4()),
        "after": "" if page.has_newer else page.last_seq,
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
