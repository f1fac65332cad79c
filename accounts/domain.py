"""Who somebody is: a person, their addresses' canonical form, their right to act."""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NewType

UserId = NewType("UserId", str)

USER_ID_PATTERN = "[0-9a-f]{20}"
FOREVER = 2**53
AVATAR_HUES = 12

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
SESSION_IDLE = 30 * DAY
SESSION_LIFETIME = 90 * DAY
STAFF_SESSION_LIFETIME = 12 * HOUR
MAX_REVOKED = 10
MODERATOR = "moderator"


def new_user_id() -> UserId:
    return UserId(secrets.token_hex(10))


def moment(seconds: int) -> datetime | None:
    """Since 1970; None where it never comes."""
    return None if seconds >= FOREVER else datetime.fromtimestamp(seconds, UTC)


def fold_email(address: str) -> str:
    """The one spelling under which an address is stored and looked up."""
    return address.strip().lower()


class EmailTaken(Exception):
    """Another identity has signed up with the address; it is never part of the message."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the provider vouches for: who signed in, at which verified address, in which roles."""

    issuer: str
    subject: str
    email: str
    name: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Face:
    """What pages show of somebody, wherever they appear."""

    id: UserId
    name: str
    email: str

    @property
    def initials(self) -> str:
        """Up to two letters that stand for the name: of its first and its last word."""
        words = re.findall(r"[^\W_]+", self.name)
        if not words:
            return self.name[:1] or "?"
        return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()

    @property
    def avatar_hue(self) -> int:
        """One of the avatar colours, the same for a person wherever they appear."""
        return int(self.id[:4], 16) % AVATAR_HUES


@dataclass(frozen=True, slots=True)
class User:
    """A person as their own profile item tells: who they are and what they may do."""

    id: UserId
    email: str
    name: str
    inbox_version: int = 0
    epoch: int = 0
    revoked: str = ""
    suspended_until: int = 0
    groups: frozenset[str] = frozenset()
    contact_count: int = 0
    spent: str = ""
    warning: str = ""
    """Of staff, that they have not acknowledged: what it is about."""
    answered: bool = False
    """Whether staff have answered a report of theirs since they looked."""
    is_claimed: bool = True
    """Whether somebody has signed in with the address, and nobody else can any more."""

    @property
    def is_staff(self) -> bool:
        """Whether the provider gave them a role, of whatever kind."""
        return bool(self.groups)

    @property
    def may_decide(self) -> bool:
        """Whether they are of the staff who decide about reports, and do not only read them."""
        return MODERATOR in self.groups

    @property
    def session_lifetime(self) -> int:
        """Seconds until a session has to be begun anew, however busy it is."""
        return STAFF_SESSION_LIFETIME if self.is_staff else SESSION_LIFETIME

    def has_revoked(self, sid: str) -> bool:
        return any(entry.partition(":")[0] == sid for entry in self.revoked.split())

    def has_session(self, sid: str, epoch: int, since: int, until: int, now: float) -> bool:
        """Whether one of their sessions holds: neither over in time nor ended before."""
        expires = min(until, since + self.session_lifetime)
        return epoch == self.epoch and now < expires and not self.has_revoked(sid)

    def without_session(self, sid: str, until: int, now: float) -> "User":
        """With one more revoked session, kept until its cookie is worth nothing in any case.

        Written as `<sid>:<day of expiry>`, since the profile item has to stay small. Where that
        would be too many, every session ends instead.
        """
        today = int(now) // DAY
        kept = [entry for entry in self.revoked.split() if int(entry.partition(":")[2]) >= today]
        if len(kept) >= MAX_REVOKED:
            return replace(self, revoked="", epoch=self.epoch + 1)
        return replace(self, revoked=" ".join((*kept, f"{sid}:{until // DAY}")))

    def as_of(self, identity: Identity, *, has_address: bool) -> "User":
        """With what the provider says now; an address that another account has is not gained."""
        email = identity.email if has_address else self.email
        return replace(self, groups=identity.roles, email=email, is_claimed=True)

    @property
    def face(self) -> Face:
        return Face(self.id, self.name, self.email)

    def is_suspended(self, now: datetime) -> bool:
        return self.suspended_until > now.timestamp()

    @property
    def suspension_ends(self) -> datetime | None:
        """When the suspension ends; None where it has no end."""
        return moment(self.suspended_until)
