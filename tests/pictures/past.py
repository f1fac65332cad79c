"""What was said before a picture is taken, at times of its own."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.domain import UserId
from chatscape.store.port import Put, Store, Value
from contacts.domain import Contact, preview_of, to_epoch_ms
from messaging.domain import Draft, Message
from messaging.repository import new_message

from .cast import Friend

EVENING = timedelta(hours=18, minutes=30)
NOW = (datetime.now(UTC) - EVENING).replace(hour=0, minute=0, second=0, microsecond=0) + EVENING
MESSAGE = re.compile(r"^(\d+) (\d\d):(\d\d) ([<>]) ", re.MULTILINE)
SALT = "2497"  # with which neighbours on the list differ in colour
AT_ONCE = 50  # messages in a batch of the store


def id_of(email: str) -> UserId:
    """The same in every run, and with it the colour of an avatar."""
    return UserId(hashlib.sha256(f"{SALT}:{email}".encode()).hexdigest()[:20])


def message(seq: int, sender: UserId, body: str, sent_at: datetime) -> Message:
    return Message(seq, sender, body, sent_at, str(uuid5(NAMESPACE_URL, f"{sender}/{seq}")))


def writes_for(it: Message, recipient: UserId) -> list[Put]:
    return new_message(it, recipient, Draft(it.body, it.client_id), withheld=False)


def shown(last: Message, owner: UserId) -> dict[str, Value]:
    """What a row of the owner's list says after this message."""
    return {
        "last_seq": last.seq,
        "preview": preview_of(last.body),
        "preview_is_mine": last.sender == owner,
        "last_at": to_epoch_ms(last.sent_at),
    }


def write_conversation(store: Store, friend: Friend, owner: UserId) -> Contact:
    """All that was said; the row that shows it is the answer."""
    them = id_of(friend.email)
    messages = list(_messages(friend, them, owner))
    puts = [put for it in messages for put in writes_for(it, them if it.sender == owner else owner)]
    for start in range(0, len(puts), 2 * AT_ONCE):
        store.write(*puts[start : start + 2 * AT_ONCE])
    added = {"last_at": to_epoch_ms(NOW - timedelta(days=friend.added))}
    return Contact(
        id=them,
        name=friend.name,
        email=friend.email,
        state=friend.state,
        blocked=friend.is_blocked,
        read_seq=len(messages) - friend.unread,
        unread=friend.unread,
        **(shown(messages[-1], owner) if messages else added),
    )


def _messages(friend: Friend, them: UserId, owner: UserId) -> Iterator[Message]:
    parts = iter(MESSAGE.split(friend.said)[1:])
    said = zip(parts, parts, parts, parts, parts, strict=True)
    for seq, (days, hour, minute, side, body) in enumerate(said, start=1):
        moment = NOW.replace(hour=int(hour), minute=int(minute)) - timedelta(days=int(days))
        yield message(seq, them if side == "<" else owner, body.strip(), moment)
