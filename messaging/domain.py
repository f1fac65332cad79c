"""What people say to each other: messages, their numbers and their order."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from accounts.domain import UserId

PAGE = 40
TOGETHER = timedelta(minutes=5)
MAX_BODY_CHARACTERS = 4_000
MAX_BODY_BYTES = 16 * 1024


class BodyTooLarge(Exception):
    """The text is over the byte cap, which is looked at before anything else."""


class ClientIdReused(Exception):
    """The client id already stands for another text of this sender in this conversation."""


class ContactBlocked(Exception):
    """The sender has blocked the person they write to."""


class InboxFull(Exception):
    """The recipient's list holds no more people, so a stranger cannot ask."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to say, under the UUID their browser made for it."""

    body: str
    client_id: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Message:
    """A stored message. Numbers start at 1 and order the conversation for both sides."""

    seq: int
    sender: UserId
    body: str
    sent_at: datetime
    client_id: str

    @property
    def sent_at_iso(self) -> str:
        return self.sent_at.isoformat(timespec="seconds").replace("+00:00", "Z")

    @property
    def sent_at_short(self) -> str:
        """Hours and minutes in UTC; the page shows the reader's own time."""
        return self.sent_at.time().isoformat(timespec="minutes")

    @property
    def day(self) -> str:
        """The day in UTC, as ISO 8601."""
        return self.sent_at.date().isoformat()

    def goes_on(self, first: "Message") -> bool:
        """Whether it belongs to the group that a message begins: one person, within minutes."""
        return self.sender == first.sender and self.sent_at - first.sent_at < TOGETHER


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page lies: in front of a number, behind one, or, without either, at the end."""

    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Messages in ascending order, and whether more lie beyond the ends that the reader lacks."""

    messages: tuple[Message, ...]
    has_older: bool = False
    has_newer: bool = False

    @property
    def first_seq(self) -> int:
        return self.messages[0].seq if self.messages else 0

    @property
    def last_seq(self) -> int:
        return self.messages[-1].seq if self.messages else 0

    @property
    def joined(self) -> frozenset[int]:
        """The numbers of the messages that go on the group of the one above."""
        joined: set[int] = set()
        first = None
        for message in self.messages:
            if first and message.goes_on(first):
                joined.add(message.seq)
            else:
                first = message
        return frozenset(joined)

    def first_from(self, sender: UserId, *, behind: int) -> int | None:
        """The first of a sender's messages behind a number, unless an earlier page has it."""
        first = next((it.seq for it in self.messages if it.sender == sender and it.seq > behind), 0)
        is_on_earlier_page = self.has_older and behind + 1 < first == self.first_seq
        return None if is_on_earlier_page else first or None

    def standing_alone(self, cursor: Cursor, last_seq: int) -> "Page":
        """The same for a reader who has nothing else of a conversation that ends at `last_seq`."""
        return replace(
            self,
            has_older=self.has_older or bool(cursor.after),
            has_newer=self.has_newer or (cursor.before is not None and cursor.before <= last_seq),
        )


def conversation_id(one: UserId, other: UserId) -> str:
    """The same for both sides."""
    return "#".join(sorted((one, other)))
