"""A few threads of this process that do what no request should wait for."""

import logging
from collections import deque
from collections.abc import Callable
from threading import Condition, Lock, Thread, main_thread

from chatscape.logs import Event, report
from chatscape.store.port import StoreUnavailable

THREADS = 4
ROOM = 1_000  # jobs that may wait
LINGER = 1.0  # seconds that a thread waits for more, since starting one takes time
PATIENCE = 4.0  # seconds that the end of the process waits for what is not done
LOOK_EVERY = 0.1  # seconds

Job = Callable[[], None]

logger = logging.getLogger(__name__)


class Worker:
    """Threads live about as long as there is work.

    They are daemons, and one more, which is not, lives as long as they do: so Python waits for it
    when the process ends, however that came about, and it for what is not done, but not for ever.
    """

    def __init__(self, threads: int = THREADS, room: int = ROOM) -> None:
        self._threads = threads
        self._room = room
        self._jobs: deque[Job] = deque()
        self._alive = self._idle = 0
        self._is_kept = False
        lock = Lock()
        self._came = Condition(lock)  # for those who wait for a job
        self._changed = Condition(lock)  # for those who wait for the others

    def do(self, job: Job) -> None:
        """Soon, in another thread. Never waits and never raises; what finds no room is dropped."""
        with self._changed:
            if len(self._jobs) >= self._room:
                report(Event.PUSH_DROPPED, cause="full")
                return
            self._jobs.append(job)
            self._came.notify()
            try:
                self._start()
            except RuntimeError:  # no more threads, or the process is about to end
                if not self._alive:
                    self._jobs.clear()
                    report(Event.PUSH_DROPPED, cause="threads")

    def wait(self, seconds: float | None = None) -> bool:
        """Until nothing is left to do. Whether that is so."""
        with self._changed:
            return self._changed.wait_for(self._is_done, seconds)

    def _is_done(self) -> bool:
        return not self._jobs and self._alive == self._idle

    def _start(self) -> None:
        if self._idle < len(self._jobs) and self._alive < self._threads:
            Thread(target=self._work, name="push", daemon=True).start()
            self._alive += 1
        if not self._is_kept:
            Thread(target=self._keep, name="push-keeper", daemon=False).start()
            self._is_kept = True

    def _work(self) -> None:
        while job := self._next():
            try:
                job()
            except StoreUnavailable as error:
                logger.error("store_unavailable", exc_info=error)
            except Exception:
                logger.error("unhandled_exception", exc_info=True)

    def _next(self) -> Job | None:
        with self._changed:
            self._idle += 1
            self._changed.notify_all()
            has_job = self._came.wait_for(lambda: bool(self._jobs), LINGER)
            self._idle -= 1
            if has_job:
                return self._jobs.popleft()
            self._alive -= 1
            self._changed.notify_all()
            return None

    def _keep(self) -> None:
        """Python ends its main thread first, and then waits for those that are no daemons."""
        while not self._is_over():
            if not main_thread().is_alive():
                self.wait(PATIENCE)
                return

    def _is_over(self) -> bool:
        with self._changed:
            is_over = self._changed.wait_for(lambda: not self._alive, LOOK_EVERY)
            self._is_kept = not is_over
            return is_over
