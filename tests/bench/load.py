"""Asks a server the same thing many times, over one connection or several."""

import http.client
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from random import Random
from statistics import median, quantiles

from tests.bench.servers import Server
from tests.pictures import said

WORDS = [it for it in " ".join((said.BOB, said.MUM, said.CAROL)).split() if it.isalpha()]
STORE = re.compile(r'desc="(\d+) calls, ([\d.]+) read units, (\d+) write units"')


def text(number: int) -> str:
    """Of a message: 300 characters, no more like the next one than what people write."""
    return " ".join(Random(number).choices(WORDS, k=150))[:300]


TEXT = text(0)


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
    calls: float = 0
    read_units: float = 0
    write_units: float = 0
    worst: float = 0


class Asking:
    """Asks over a connection of its own; keeps the size of the last answer, and all timings."""

    def __init__(self, port: int, request: Callable[[], Request]) -> None:
        self.timings: list[str] = []
        self._connection = http.client.HTTPConnection("localhost", port)
        self._request = request

    def __call__(self) -> None:
        """Raises AssertionError at an answer that was not expected."""
        asked = self._request()
        self._connection.request(asked.method, asked.path, asked.body or None, dict(asked.headers))
        answer = self._connection.getresponse()
        self.size = len(answer.read())
        self.timings.append(answer.headers.get("Server-Timing", ""))
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
    timings = [it for one in asking for it in one.timings]
    return replace(with_store(found, timings, acts=len(timings)), bytes=asking[-1].size)


def with_store(found: Sample, timings: Iterable[str], *, acts: int) -> Sample:
    """What the store did for one of so many acts, by the Server-Timing of their answers."""
    stores = [it.groups() for it in map(STORE.search, timings) if it]
    sums = [sum(map(float, column)) for column in zip(("0", "0", "0"), *stores, strict=True)]
    calls, reads, writes = (it / acts for it in sums)
    return replace(found, calls=calls, read_units=reads, write_units=writes)


def sample_of(server: Server, *acts: Callable[[], object], times: int) -> Sample:
    """Of acts at the same time, after a few that warm it up; without what the store did."""
    waits_of(acts, times // 10 + 10)
    before = server.cpu()
    waits = waits_of(acts, times)
    used = server.cpu() - before
    p99 = quantiles(waits, n=100, method="inclusive")[98]
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
