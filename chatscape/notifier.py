"""The notifier ports: there is something that a person may want to be told of."""

from typing import Protocol


class Notifier(Protocol):
    def arrived(self, sender: str, recipient: str, seq: int) -> None:
        """Called once after a message was stored for its recipient. Returns soon, never raises."""


class AnswerNotifier(Protocol):
    def answered(self, reporter: str) -> None:
        """Called once after staff decided about a report of theirs. Returns soon, never raises."""


class NoNotifier:
    """Nobody is told, or somebody else does it who reads what was stored."""

    def arrived(self, sender: str, recipient: str, seq: int) -> None:
        pass

    def answered(self, reporter: str) -> None:
        pass
