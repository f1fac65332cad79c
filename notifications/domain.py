"""Where somebody is told of a message: their devices, and what a notification may say."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from accounts.domain import DAY, HOUR, MINUTE, User, UserId

MAX_DEVICES = 10
MAX_PAUSE = 6 * HOUR
LIFETIME = DAY  # of a notification whose device is off
RENEWABLE = 30 * DAY  # after its session, in which a browser may renew what it has asked for

BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


class TooManyDevices(Exception):
    """A person is told on as many devices as they can be."""


class DeviceRemoved(Exception):
    """What a browser wants to renew was removed since, and stays so until it is asked for anew."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser's push service gave it: where to send, and for whose eyes."""

    endpoint: str
    p256dh: str
    auth: str

    @property
    def id(self) -> str:
        return endpoint_hash(self.endpoint)


@dataclass(frozen=True, slots=True)
class Device:
    """A browser in which somebody wants to be told, for as long as the session that asked lives.

    Times are seconds since 1970. `language` is for the words of a notification.
    """

    subscription: Subscription
    browser: str
    system: str
    language: str
    sid: str
    epoch: int
    since: int
    """When its session began, which ends at `until` at the latest."""
    until: int
    created_at: int
    paused_until: int = 0
    failures: int = 0

    @property
    def id(self) -> str:
        return self.subscription.id

    @property
    def created(self) -> datetime:
        return datetime.fromtimestamp(self.created_at, UTC)

    def is_of(self, user: User, now: float) -> bool:
        """Whether the session that asked for it still holds."""
        return user.has_session(self.sid, self.epoch, self.since, self.until, now)

    def is_due(self, now: float) -> bool:
        return self.paused_until <= now

    def again_as(self, asked: "Device") -> "Device":
        """What the same browser asks for now, known since it first did."""
        asked = replace(asked, created_at=self.created_at)
        kept = replace(asked, paused_until=self.paused_until, failures=self.failures)
        return self if kept == self else asked

    def after_failure(self, now: float, retry_after: int) -> "Device":
        """With a pause that doubles with every failure, from a minute to six hours."""
        pause = min(MAX_PAUSE, max(retry_after, MINUTE * 2 ** min(self.failures, 16)))
        return replace(self, failures=self.failures + 1, paused_until=int(now) + pause)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notification is about: a conversation, and what of it nobody has read.

    Or else `words`, which are translated for the device that shows them.
    """

    contact: UserId
    title: str
    """What its reader calls the sender."""
    preview: str
    unread: int
    seq: int
    url: str
    words: object = ""


def endpoint_hash(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()[:32]


def browser_in(user_agent: str) -> str:
    """The browser that a User-Agent claims to be, or nothing."""
    return _first(BROWSERS, user_agent)


def system_in(user_agent: str) -> str:
    return _first(SYSTEMS, user_agent)


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for mark, name in names.items() if mark in user_agent), "")
