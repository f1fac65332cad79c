"""The processes of a local copy: started together, stopped together, none left behind."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_EVERY = 0.1  # seconds
PATIENCE = 15  # seconds; the site gives its workers five


class StopAsked(Exception):
    """By Ctrl-C, by SIGTERM, or by closing the terminal."""


class ProcessEndedError(Exception):
    """One of the processes ended by itself, or did not do its work."""


class Processes:
    """All stay in our process group, and only we stop them: a terminal's Ctrl-C passes them by.

    Granian's workers hang for a while when they hear of it from the terminal and from granian.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stop_asked = False

    def __enter__(self) -> Self:
        for number in SIGNALS:
            signal.signal(number, self._ask_to_stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _ask_to_stop(self, *_: object) -> None:
        self._stop_asked = True

    def do(self, name: str, command: Sequence[str]) -> None:
        """Run a command to its end."""
        code = self._popen(command, stdout=subprocess.DEVNULL).wait()
        self._look()
        if code:
            raise ProcessEndedError(f"{name} failed (exit code {code}).")

    def start(self, name: str, command: Sequence[str]) -> None:
        self._running[name] = self._popen(command)

    def _popen(self, command: Sequence[str], stdout: int | None = None) -> subprocess.Popen[bytes]:
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
        try:  # a child inherits what is blocked
            return subprocess.Popen(command, env=self._environment, cwd=ROOT, stdout=stdout)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Raises StopAsked, and ProcessEndedError with the name of who ended."""
        while not condition():
            time.sleep(LOOK_EVERY)
            self._look()

    def _look(self) -> None:
        codes = {name: process.poll() for name, process in self._running.items()}
        if self._stop_asked:
            raise StopAsked
        for name, code in codes.items():
            if code is not None:
                raise ProcessEndedError(f"{name} ended by itself (exit code {code}).")
