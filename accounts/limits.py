"""How often somebody may do something: so many times within a window that opens at the first."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from accounts.domain import DAY, HOUR, MINUTE

Name = Literal["messages", "contacts", "requests", "sign-ins"]


class RateLimited(Exception):
    """A limit is used up; there is more after so many seconds."""

    def __init__(self, limit: Name, retry_after: int) -> None:
        super().__init__(limit)
        self.limit: Name = limit
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many within a window of so many seconds."""

    name: Name
    most: int
    window: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for everyone on this site."""

    messages_per_minute: int = 60
    contacts_per_hour: int = 30
    requests_per_day: int = 20
    sign_ins_per_minute: int = 30

    @property
    def messages(self) -> Limit:
        return Limit("messages", self.messages_per_minute, MINUTE)

    @property
    def contacts(self) -> Limit:
        return Limit("contacts", self.contacts_per_hour, HOUR)

    @property
    def requests(self) -> Limit:
        """Messages to people who have not added their sender, or not any more."""
        return Limit("requests", self.requests_per_day, DAY)

    @property
    def sign_ins(self) -> Limit:
        """Attempts from one network that reach the provider."""
        return Limit("sign-ins", self.sign_ins_per_minute, MINUTE)


def spend(spent: str, *limits: Limit, now: float) -> str:
    """One more of each limit. Raises RateLimited.

    What was spent is kept as text, `<first letter>:<start of the window>:<count>` for each limit,
    since the profile item has to stay small; the start is in seconds and hexadecimal.
    """
    windows = dict(_windows(spent))
    for limit in limits:
        letter = limit.name[0]
        start, count = windows.get(letter, (0, 0))
        if abs(now - start) >= limit.window:
            start, count = int(now), 0
        if count >= limit.most:
            raise RateLimited(limit.name, max(1, ceil(start + limit.window - now)))
        windows[letter] = (start, count + 1)
    return " ".join(f"{letter}:{start:x}:{count}" for letter, (start, count) in windows.items())


def _windows(spent: str) -> list[tuple[str, tuple[int, int]]]:
    entries = (entry.split(":") for entry in spent.split())
    return [(letter, (int(start, 16), int(count))) for letter, start, count in entries]
