"""Whom somebody knows, and what their list shows of each conversation."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from accounts.domain import Face

State = Literal["request", "accepted", "removed"]

MAX_CONTACTS = 500
PREVIEW_BYTES = 120


class UnknownContact(Exception):
    """The owner has no such contact."""


class OwnAddress(Exception):
    """Nobody is their own contact."""


class TooManyContacts(Exception):
    """The list already holds as many people as it can."""


@dataclass(frozen=True, slots=True)
class Who(Face):
    """Someone in a person's list, apart from what they say."""

    state: State
    blocked: bool = False

    @property
    def shown_state(self) -> Literal["request", "accepted", "removed", "blocked"]:
        return "blocked" if self.blocked else self.state

    @property
    def is_request(self) -> bool:
        return self.state == "request" and not self.blocked


@dataclass(frozen=True, slots=True)
class Contact(Who):
    """The same, with what the list shows of the conversation."""

    last_seq: int = 0
    read_seq: int = 0
    unread: int = 0
    preview: str = ""
    preview_is_mine: bool = False
    last_at: int = 0
    withheld: int = 0

    @property
    def who(self) -> Who:
        """What no message changes."""
        return Who(self.id, self.name, self.email, self.state, self.blocked)

    @property
    def active_at_iso(self) -> str:
        return self.active_at.isoformat(timespec="seconds")

    @property
    def active_at(self) -> datetime:
        """When something last happened in the conversation, or the contact was added."""
        return from_epoch_ms(self.last_at)


def preview_of(body: str) -> str:
    """The start of a message on one line, at most 120 bytes of UTF-8, cut between characters."""
    line = " ".join(body.split())
    encoded = line.encode()
    if len(encoded) <= PREVIEW_BYTES:
        return line
    return encoded[: PREVIEW_BYTES - len("…".encode())].decode(errors="ignore") + "…"


def from_epoch_ms(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def to_epoch_ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
