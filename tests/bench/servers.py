"""Servers to be measured, ours with its two workers, and what their processes use and occupy."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.site import ROOT, answers, wait_until

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
SHARE = re.compile(r"^Pss: +(\d+) kB", re.MULTILINE)
LOOK_EVERY = 0.005  # seconds
SERVE = "import sys; from chatscape.server import main; main(sys.argv.pop(1))"


@dataclass(frozen=True)
class Server:
    """A process group of its own."""

    port: int
    group: int

    def cpu(self) -> float:
        """Milliseconds that its processes and those that ended used, user and system together."""
        running = sum(time.clock_gettime_ns(_clock_of(pid)) for pid in self._pids())
        ended = sum(int(it) for stat in self._stats() for it in stat[13:15])
        return running / 1e6 + ended * 1000 / TICK

    def megabytes(self) -> float:
        """That its processes occupy (RSS); what they share counts for each of them."""
        pages = (int(stat[21]) for stat in self._stats())
        return sum(pages) * PAGE / 1e6

    def megabytes_together(self) -> float:
        """The same (PSS), but what they share counts once."""
        shares = map(SHARE.search, self._of_each("smaps_rollup"))
        return sum(int(share[1]) for share in shares if share) * 1024 / 1e6

    def _stats(self) -> Iterator[list[str]]:
        """What `/proc` says of each process of the group, from its state on."""
        return map(_fields, self._of_each("stat"))

    def _of_each(self, name: str) -> Iterator[str]:
        """What a file of `/proc` says of each process of the group."""
        for pid in self._pids():
            with suppress(OSError):  # it has ended meanwhile
                yield Path(f"/proc/{pid}/{name}").read_text()

    def _pids(self) -> Iterator[int]:
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if int(_fields(stat.read_text())[2]) == self.group:
                    yield int(stat.parent.name)


def _clock_of(pid: int) -> int:
    """Of the CPU time of another process, to the nanosecond, as clock_getcpuclockid(3) has it."""
    return ~pid << 3 | 2


def _fields(stat: str) -> list[str]:
    return stat.rpartition(")")[2].split()


@contextmanager
def server(
    application: str, port: int, folder: Path, variables: Mapping[str, str], path: str
) -> Iterator[Server]:
    """Granian; waits until it answers at a path."""
    command = [sys.executable, "-c", SERVE, application, "--host", "127.0.0.1", "--port", str(port)]
    with running(command, port, folder, variables, lambda: answers(port, path)) as started:
        yield started


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    folder: Path,
    variables: Mapping[str, str],
    is_ready: Callable[[], bool],
) -> Iterator[Server]:
    """What a command starts, told to end and waited for; what it says is in the folder's log.txt.

    Raises AssertionError where it ends before it is ready.
    """
    with (
        (folder / "log.txt").open("ab") as log,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | dict(variables),
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as process,
    ):
        try:
            wait_until(lambda: is_ready() or process.poll() is not None, LOOK_EVERY)
            assert process.poll() is None, (folder / "log.txt").read_text()
            yield Server(port, process.pid)
        finally:
            process.terminate()
