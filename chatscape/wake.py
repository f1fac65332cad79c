"""The wake port: tell the pages of some people that something of theirs moved."""

from collections.abc import Iterable
from typing import Protocol


class Wake(Protocol):
    def notify(self, user_ids: Iterable[str]) -> None:
        """Called once after every commit that moves an inbox. Returns soon and never raises."""


class NoWake:
    """Pages find out by asking: the store keeps a version for each person."""

    def notify(self, user_ids: Iterable[str]) -> None:
        pass
