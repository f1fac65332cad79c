"""Turns of the threads of one process, so that none of them always loses."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

LOCKS = 64
PATIENCE = 5.0  # seconds


class ConversationTurns:
    """The conditions of a write keep the order; this keeps it fair.

    Python runs one thread at a time: one that computes would win every race against one that
    waits for the store.
    """

    def __init__(self) -> None:
        self._locks = [Lock() for _ in range(LOCKS)]

    @contextmanager
    def take(self, conversation: str) -> Iterator[bool]:
        """Whether there was somebody to wait for: what was read before is old then.

        After five seconds it goes on without its turn, which is safe.
        """
        lock = self._locks[hash(conversation) % LOCKS]
        had_to_wait = not lock.acquire(blocking=False)
        is_mine = not had_to_wait or lock.acquire(timeout=PATIENCE)
        try:
            yield had_to_wait
        finally:
            if is_mine:
                lock.release()
