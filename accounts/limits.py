"""How often somebody may do something: so many times within a window that opens at the first."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from accounts.domain import DAY, HOUR, MINUTE

TESTS_PER_HOUR = 20

Name = Literal["messages", "contacts", "requests", "sign-ins", "tests", "reports"]


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
    code: str
    most: int
    window: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for everyone on this site."""

    messages_per_minute: int
    contacts_per_hour: int
    requests_per_day: int
    sign_ins_per_minute: int
    reports_per_day: int

    @property
    def messages(self) -> Limit:
        return Limit("messages", "m", self.messages_per_minute, MINUTE)

    @property
    def contacts(self) -> Limit:
        return Limit("contacts", "c", self.contacts_per_hour, HOUR)

    @property
    def requests(self) -> Limit:
        """Messages to people who have not added their sender, or not any more."""
        return Limit("requests", "r", self.requests_per_day, DAY)

    @property
    def tests(self) -> Limit:
        """Notifications that somebody sends to a device of their own, to see one."""
        return Limit("tests", "t", TESTS_PER_HOUR, HOUR)

    @property
    def reports(self) -> Limit:
        return Limit("reports", "p", self.reports_per_day, DAY)

    @property
    def sign_ins(self) -> Limit:
        """Attempts from one network that reach the provider."""
        return Limit("sign-ins", "s", self.sign_ins_per_minute, MINUTE)


def spend(spent: str, *limits: Limit, now: float) -> str:
    """One more of each limit. Raises RateLimited.

    What was spent is kept as text, `<code>:<start of the window>:<count>` for each limit, since the
    profile item has to stay small; the start is in seconds and hexadecimal.
    """
    windows = dict(_windows(spent))
    for limit in limits:
        start, count = windows.get(limit.code, (0, 0))
        if abs(now - start) >= limit.window:
            start, count = int(now), 0
        if count >= limit.most:
            raise RateLimited(limit.name, max(1, ceil(start + limit.window - now)))
        windows[limit.code] = (start, count + 1)
    return " ".join(f"{code}:{start:x}:{count}" for code, (start, count) in windows.items())


def _windows(spent: str) -> list[tuple[str, tuple[int, int]]]:
    entries = (entry.split(":") for entry in spent.split())
    return [(code, (int(start, 16), int(count))) for code, start, count in entries]
