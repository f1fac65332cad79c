"""Asks a server the same thing many times, over one connection or several."""

import http.client
import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from statistics import median, quantiles

from tests.bench.servers import Server

TEXT = "x" * 300  # of a message
STORE = re.compile(r'desc="(\d+) calls, ([\d.]+) read units, (\d+) write units"')


@dataclass(frozen=True)
class Request:
    path: str
    method: str = "GET"
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    expected: int = 200


@dataclass(frozen=True)
class Sample:
    """Of one operation: CPU and waiting in milliseconds a time, and what the store did."""

    cpu: float
    p50: float
    p99: float
    bytes: int = 0
    calls: int = 0
    read_units: float = 0
    write_units: int = 0
    worst: float = 0


class Asking:
    """Asks over a connection of its own; of the last answer, its size and what the store did."""

    def __init__(self, port: int, request: Callable[[], Request]) -> None:
        self._connection = http.client.HTTPConnection("localhost", port)
        self._request = request

    def __call__(self) -> None:
        """Raises AssertionError at an answer that was not expected."""
        asked = self._request()
        self._connection.request(asked.method, asked.path, asked.body or None, dict(asked.headers))
        answer = self._connection.getresponse()
        self.size = len(answer.read())
        self.timing = answer.headers.get("Server-Timing", "")
        assert answer.status == asked.expected, f"{asked.method} {asked.path}: {answer.status}"

    def close(self) -> None:
        self._connection.close()


def sample(
    server: Server, request: Callable[[], Request], *, times: int, connections: int
) -> Sample:
    """Raises AssertionError at an answer that was not expected."""
    asking = [Asking(server.port, request) for _ in range(connections)]
    found = sample_of(server, *asking, times=times)
    for one in asking:
        one.close()
    store = STORE.search(asking[-1].timing)
    calls, reads, writes = store.groups() if store else ("0", "0", "0")
    return replace(
        found,
        bytes=asking[-1].size,
        calls=int(calls),
        read_units=float(reads),
        write_units=int(writes),
    )


def sample_of(server: Server, *acts: Callable[[], object], times: int) -> Sample:
    """Of acts at the same time, after a few that warm it up; what the store does is not told."""
    waits_of(acts, times // 10 + 10)
    before = server.cpu()
    waits = waits_of(acts, times)
    used = server.cpu() - before
    p99 = quantiles(waits, n=100)[98]
    return Sample(used / len(waits), median(waits), p99, worst=max(waits))


def waits_of(acts: Sequence[Callable[[], object]], times: int) -> list[float]:
    """So many in all, in milliseconds."""
    repeat = partial(_repeat, times=-(-times // len(acts)))
    with ThreadPoolExecutor(len(acts)) as threads:
        return list(chain.from_iterable(threads.map(repeat, acts)))


def _repeat(act: Callable[[], object], times: int) -> list[float]:
    waits = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        waits.append((time.perf_counter() - began) * 1000)
    return waits
