"""The contact rows of a person: one partition each, a row per person they know."""

from datetime import datetime
from typing import cast

from accounts.domain import User, UserId
from accounts.repository import inbox_moved, profile_key
from chatscape.store.port import (
    SORT,
    Absent,
    ConditionFailed,
    Item,
    Key,
    Present,
    Put,
    Store,
    Update,
    Value,
)
from chatscape.wake import Wake

from .domain import MAX_CONTACTS, Contact, State, TooManyContacts, UnknownContact, to_epoch_ms

SEEN_BY_CONDITIONS = ("state", "blocked", "last_seq", "read_seq")


def row_key(owner: UserId, contact: UserId) -> Key:
    return Key(_contacts_of(owner), contact)


def new_row(owner: User, contact: Contact, spent: str | None = None) -> tuple[Put, Update]:
    """A row where there is none, counted against the most that a list holds.

    `spent` is what the owner has spent of their limits with this row, if they make it themselves.
    Raises TooManyContacts.
    """
    if owner.contact_count >= MAX_CONTACTS:
        raise TooManyContacts
    unchanged: Item = {"contact_count": owner.contact_count}
    changes: Item = {}
    if spent is not None:
        unchanged, changes = {**unchanged, "spent": owner.spent}, {"spent": spent}
    moved = {"inbox_version": 1, "contact_count": 1}
    counted = Update(profile_key(owner.id), changes, moved, when=Present(unchanged))
    return Put(row_key(owner.id, contact.id), _to_item(contact), when=Absent()), counted


def change_row(owner: UserId, read: Contact, changes: dict[str, Value], **add: int) -> Update:
    """A change of a row that holds only while the row still says what was read."""
    unchanged = Present({name: getattr(read, name) for name in SEEN_BY_CONDITIONS})
    return Update(row_key(owner, read.id), changes, add, when=unchanged)


class Contacts:
    def __init__(self, store: Store, wake: Wake) -> None:
        self._store = store
        self._wake = wake

    def all(self, owner: UserId) -> list[Contact]:
        """Everyone in the list, the latest activity first."""
        items = self._store.query(_contacts_of(owner), limit=MAX_CONTACTS)
        rows = (_from_item(item) for item in items)
        return sorted(
            (row for row in rows if row.state != "removed"),
            key=lambda row: (row.last_at, row.id),
            reverse=True,
        )

    def find(self, owner: UserId, contact: UserId) -> Contact | None:
        row = self.row(owner, contact)
        return row if row and row.state != "removed" else None

    def row(self, owner: UserId, contact: UserId) -> Contact | None:
        """Like `find`, and a removed contact too: its numbers and its block still count."""
        item = self._store.get(row_key(owner, contact))
        return _from_item(item) if item else None

    def accept(self, owner: UserId, contact: UserId) -> None:
        self._change(owner, contact, {"state": "accepted"})

    def rename(self, owner: UserId, contact: UserId, name: str) -> None:
        self._change(owner, contact, {"name": name})

    def block(self, owner: UserId, contact: UserId) -> None:
        self._change(owner, contact, {"blocked": True})

    def unblock(self, owner: UserId, contact: UserId) -> None:
        self._change(owner, contact, {"blocked": False})

    def remove(self, owner: UserId, contact: UserId) -> None:
        """Hide the row; what it knows of the conversation stays."""
        self._change(owner, contact, {"state": "removed", "unread": 0})

    def add_again(self, owner: UserId, contact: UserId, name: str, now: datetime) -> None:
        """Bring a removed contact or a request into the list under the owner's own name."""
        changes: Item = {"state": "accepted", "name": name, "last_at": to_epoch_ms(now)}
        self._change(owner, contact, changes)

    def _change(self, owner: UserId, contact: UserId, changes: Item) -> None:
        """Raises UnknownContact where the owner has no such row."""
        try:
            self._store.write(Update(row_key(owner, contact), changes), inbox_moved(owner))
        except ConditionFailed as error:
            raise UnknownContact(contact) from error
        self._wake.notify([owner])


def _contacts_of(owner: UserId) -> str:
    return f"contacts#{owner}"


def _to_item(contact: Contact) -> Item:
    return {
        "name": contact.name,
        "email": contact.email,
        "state": contact.state,
        "blocked": contact.blocked,
        "last_seq": contact.last_seq,
        "read_seq": contact.read_seq,
        "unread": contact.unread,
        "preview": contact.preview,
        "preview_is_mine": contact.preview_is_mine,
        "last_at": contact.last_at,
        "withheld": contact.withheld,
    }


def _from_item(item: Item) -> Contact:
    return Contact(
        id=UserId(str(item[SORT])),
        name=str(item["name"]),
        email=str(item["email"]),
        state=cast(State, item["state"]),
        blocked=bool(item["blocked"]),
        last_seq=int(item["last_seq"]),
        read_seq=int(item["read_seq"]),
        unread=int(item["unread"]),
        preview=str(item["preview"]),
        preview_is_mine=bool(item["preview_is_mine"]),
        last_at=int(item["last_at"]),
        withheld=int(item["withheld"]),
    )
