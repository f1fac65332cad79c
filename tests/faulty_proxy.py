"""A DynamoDB endpoint that passes requests on to another, until it is told to fail."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.serving import serving


@dataclass(frozen=True)
class Answer:
    """An error instead of asking the engine."""

    code: str
    status: int = 400
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Lose:
    """The connection breaks; `arrived` says whether the engine did what was asked."""

    arrived: bool = True


@dataclass(frozen=True)
class Stall:
    """The engine does it, but no answer comes for as long as the client waits."""


@dataclass(frozen=True)
class DoPart:
    """The engine does the first of a batch only; the others come back as not done."""

    first: int

    def split(self, body: bytes) -> tuple[bytes, dict[str, Any]]:
        """What the engine is asked, and what is said of the rest."""
        ((table, asked),) = json.loads(body)["RequestItems"].items()
        if isinstance(asked, list):
            done: Any = asked[: self.first]
            rest = {"UnprocessedItems": {table: asked[self.first :]}}
        else:
            done = asked | {"Keys": asked["Keys"][: self.first]}
            undone = asked | {"Keys": asked["Keys"][self.first :]}
            rest = {"UnprocessedKeys": {table: undone}}
        return json.dumps({"RequestItems": {table: done}}).encode(), rest


class FaultyProxy(ThreadingHTTPServer):
    """Each request uses up one of `faults`; `asked` are the operations that came in."""

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.upstream = urlsplit(upstream).netloc
        self.faults: deque[Answer | DoPart | Lose | Stall | None] = deque()
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FaultyProxy

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(self.headers["X-Amz-Target"].partition(".")[2])
        fault = self.server.faults.popleft() if self.server.faults else None
        if isinstance(fault, Answer):
            error = {"__type": f"com.amazonaws.dynamodb.v20120810#{fault.code}", **fault.more}
            self._answer(fault.status, json.dumps(error).encode())
            return
        if isinstance(fault, DoPart):
            body, rest = fault.split(body)
            status, answer = self._pass_on(body) if fault.first else (200, b"{}")
            self._answer(status, json.dumps(json.loads(answer) | rest).encode())
            return
        if fault != Lose(arrived=False):
            status, answer = self._pass_on(body)
        if fault is None:
            self._answer(status, answer)
            return
        if isinstance(fault, Stall):
            self.rfile.read(1)  # returns when the client hangs up
        self.close_connection = True

    def _pass_on(self, body: bytes) -> tuple[int, bytes]:
        upstream = HTTPConnection(self.server.upstream)
        try:
            upstream.request("POST", self.path, body, self._headers(body))
            response = upstream.getresponse()
            return response.status, response.read()
        finally:
            upstream.close()

    def _headers(self, body: bytes) -> dict[str, str]:
        return dict(self.headers) | {"Content-Length": str(len(body))}

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def proxy(ministack: str) -> Iterator[FaultyProxy]:
    """In front of ministack, which keeps its promise about request tokens."""
    with serving(FaultyProxy(ministack)) as running:
        yield running
