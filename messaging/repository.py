"""Messages by conversation and number, and the markers that make a send happen once."""

import re
from datetime import timedelta

from accounts.domain import USER_ID_PATTERN, UserId
from chatscape.store.port import (
    EXPIRES_AT,
    SORT,
    Absent,
    Item,
    Key,
    Put,
    Store,
)
from contacts.domain import Contact, from_epoch_ms, to_epoch_ms

from .domain import (
    PAGE,
    ClientIdReused,
    Cursor,
    Draft,
    Message,
    Page,
    conversation_id,
)

DELIVERED = re.compile(rf"conversation#({USER_ID_PATTERN})#({USER_ID_PATTERN})")
CLIENT_ID_KEPT = timedelta(days=90)
RECOUNT_LIMIT = 100


def marker_key(sender: UserId, recipient: UserId, client_id: str) -> Key:
    return Key(f"sent#{conversation_id(sender, recipient)}#{sender}", client_id)


def new_message(message: Message, recipient: UserId, draft: Draft, *, withheld: bool) -> list[Put]:
    """The marker, which is to come first in its batch, and the message."""
    marker: Item = {
        "seq": message.seq,
        "digest": draft.digest,
        "withheld": withheld,
        EXPIRES_AT: int((message.sent_at + CLIENT_ID_KEPT).timestamp()),
    }
    partition = (
        _withheld(message.sender, recipient) if withheld else _delivered(message.sender, recipient)
    )
    return [
        Put(marker_key(message.sender, recipient, draft.client_id), marker, when=Absent()),
        Put(Key(partition, _sort(message.seq)), _to_item(message), when=Absent()),
    ]


def two_sides(partition: str, sender: str) -> tuple[UserId, UserId] | None:
    """Sender and recipient of a message that was delivered; None for whatever is none."""
    people = DELIVERED.fullmatch(partition)
    if people is None or sender not in people.groups():
        return None
    one, other = map(UserId, people.groups())
    return (one, other) if sender == one else (other, one)


class Messages:
    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, owner: UserId, contact: Contact, cursor: Cursor) -> Page:
        if cursor.after is not None:
            return self.after(owner, contact, cursor.after)
        return self.before(owner, contact, cursor.before)

    def before(self, owner: UserId, contact: Contact, seq: int | None) -> Page:
        """The last messages in front of a number; None stands for the end."""
        found = self._merged(owner, contact, seq, newest_first=True)
        return Page(tuple(reversed(found[:PAGE])), has_older=len(found) > PAGE)

    def after(self, owner: UserId, contact: Contact, seq: int) -> Page:
        """The first messages behind a number."""
        found = self._merged(owner, contact, seq, newest_first=False)
        return Page(tuple(found[:PAGE]), has_newer=len(found) > PAGE)

    def around(self, owner: UserId, contact: Contact, seq: int, *, beside: int) -> list[Message]:
        """A message, and so many in front of it and behind it; nothing where there is none."""
        up_to = self._merged(owner, contact, seq + 1, newest_first=True, limit=beside + 1)
        if not up_to or up_to[0].seq != seq:
            return []
        behind = self._merged(owner, contact, seq, newest_first=False, limit=beside)
        return [*reversed(up_to), *behind]

    def sent_as(self, sender: UserId, recipient: UserId, draft: Draft) -> Message | None:
        """The message that a client id already stands for. Raises ClientIdReused."""
        marker = self._store.get(marker_key(sender, recipient, draft.client_id))
        if marker is None:
            return None
        if marker["digest"] != draft.digest:
            raise ClientIdReused
        at = _withheld if marker["withheld"] else _delivered
        item = self._store.get(Key(at(sender, recipient), _sort(int(marker["seq"]))))
        return _from_item(item) if item else None

    def count_from(self, sender: UserId, recipient: UserId, *, after: int) -> int:
        """How many of the next 100 messages behind a number are the sender's."""
        items = self._store.query(
            _delivered(sender, recipient), limit=RECOUNT_LIMIT, start_after=_sort(after)
        )
        return sum(item["sender"] == sender for item in items)

    def _merged(
        self,
        owner: UserId,
        contact: Contact,
        cursor: int | None,
        *,
        newest_first: bool,
        limit: int = PAGE + 1,
    ) -> list[Message]:
        """From what was delivered and from what only the owner sees; one more than a page."""
        partitions = [_delivered(owner, contact.id)]
        if contact.withheld:
            partitions.append(_withheld(owner, contact.id))
        found = [
            _from_item(item)
            for partition in partitions
            for item in self._store.query(
                partition,
                limit=limit,
                start_after=None if cursor is None else _sort(cursor),
                newest_first=newest_first,
            )
        ]
        found.sort(key=lambda message: message.seq, reverse=newest_first)
        return found[:limit]


def _delivered(one: UserId, other: UserId) -> str:
    return f"conversation#{conversation_id(one, other)}"


def _withheld(sender: UserId, recipient: UserId) -> str:
    return f"withheld#{sender}#{recipient}"


def _sort(seq: int) -> str:
    return f"{seq:012d}"


def _to_item(message: Message) -> Item:
    return {
        "sender": message.sender,
        "body": message.body,
        "sent_at": to_epoch_ms(message.sent_at),
        "client_id": message.client_id,
    }


def _from_item(item: Item) -> Message:
    return Message(
        seq=int(item[SORT]),
        sender=UserId(str(item["sender"])),
        body=str(item["body"]),
        sent_at=from_epoch_ms(int(item["sent_at"])),
        client_id=str(item["client_id"]),
    )
