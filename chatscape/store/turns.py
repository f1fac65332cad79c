"""Writers take turns, because SQLite's own waiting starves some of them for seconds."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .port import StoreUnavailable

LOOK_EVERY = 0.0005  # seconds, about what a batch takes


class Turns:
    """One writer at a time of all threads and of all processes that name the same lock file."""

    def __init__(self, lock_file: Path, patience: float) -> None:
        self._lock_file = lock_file
        self._patience = patience
        self._threads = threading.Lock()

    @classmethod
    def beside(cls, path: Path, patience: float) -> "Turns":
        """Of all who write to a file."""
        return cls(path.with_name(f"{path.name}-turn"), patience)

    @contextmanager
    def mine(self) -> Iterator[None]:
        if not self._threads.acquire(timeout=self._patience):
            raise StoreUnavailable("Too many writers are waiting")
        try:
            with self._among_processes():
                yield
        finally:
            self._threads.release()

    def begin_in_child(self) -> None:
        self._threads = threading.Lock()

    @contextmanager
    def _among_processes(self) -> Iterator[None]:
        try:
            descriptor = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreUnavailable(str(error)) from error
        try:
            self._wait_for(descriptor)
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # a forked child may hold the file open
            os.close(descriptor)

    def _wait_for(self, descriptor: int) -> None:
        """Look again and again: a blocking lock knows no time-out, should its holder be frozen."""
        give_up_at = time.monotonic() + self._patience
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() > give_up_at:
                    raise StoreUnavailable("Another process keeps its turn") from error
                time.sleep(LOOK_EVERY)
            else:
                return
