"""Asks a server the same thing many times, over one connection or several."""

import http.client
import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from statistics import median, quantiles

from tests.bench.servers import Server

STORE = re.compile(r'desc="(\d+) calls, ([\d.]+) read units, (\d+) write units"')


@dataclass(frozen=True)
class Request:
    path: str
    method: str = "GET"
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    expected: int = 200


@dataclass(frozen=True)
class Answers:
    """How long each took, in milliseconds; of the last, its size and what it says of the store."""

    waits: list[float]
    size: int
    timing: str


@dataclass(frozen=True)
class Sample:
    """Of one operation: CPU and waiting in milliseconds an answer, and what the store did."""

    cpu: float
    p50: float
    p99: float
    bytes: int
    calls: int
    read_units: float
    write_units: int


def sample(
    server: Server, request: Callable[[], Request], *, times: int, connections: int
) -> Sample:
    """After a few answers that warm it up. Raises AssertionError at an unexpected one."""
    _ask(server.port, request, times // 10 + 10)
    before = server.cpu()
    with ThreadPoolExecutor(connections) as threads:
        each = [times // connections] * connections
        done = list(threads.map(partial(_ask, server.port, request), each))
    used = server.cpu() - before
    waits = [wait for share in done for wait in share.waits]
    found = STORE.search(done[-1].timing)
    calls, reads, writes = found.groups() if found else ("0", "0", "0")
    return Sample(
        cpu=used / len(waits),
        p50=median(waits),
        p99=quantiles(waits, n=100)[98],
        bytes=done[-1].size,
        calls=int(calls),
        read_units=float(reads),
        write_units=int(writes),
    )


def sample_of(server: Server, act: Callable[[], None], times: int) -> Sample:
    """Of something that takes several requests; what the store does is not told."""
    act()
    before, waits = server.cpu(), []
    for _ in range(times):
        began = time.perf_counter()
        act()
        waits.append((time.perf_counter() - began) * 1000)
    used = server.cpu() - before
    return Sample(used / times, median(waits), quantiles(waits, n=100)[98], 0, 0, 0, 0)


def _ask(port: int, request: Callable[[], Request], times: int) -> Answers:
    connection, waits = http.client.HTTPConnection("localhost", port), []
    for _ in range(times):
        asked = request()
        began = time.perf_counter()
        connection.request(asked.method, asked.path, asked.body or None, dict(asked.headers))
        answer = connection.getresponse()
        size = len(answer.read())
        waits.append((time.perf_counter() - began) * 1000)
        assert answer.status == asked.expected, f"{asked.method} {asked.path}: {answer.status}"
    connection.close()
    return Answers(waits, size, answer.headers.get("Server-Timing", ""))
