"""A server on a port of its own that answers as it is told to, over real HTTP."""

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False
    """Says nothing until the client gives up."""
    stalls: bool = False
    """Asks for patience (100 Continue) until the client gives up."""
    endless: bool = False
    """Goes on sending until the client gives up."""


def html(status: int = 200) -> Answer:
    return Answer(b"<h1>It works!</h1>", status, {"Content-Type": "text/html"})


def as_json(document: object, status: int = 200) -> Answer:
    return Answer(json.dumps(document).encode(), status, {"Content-Type": "application/json"})


@dataclass(frozen=True)
class Asked:
    """A request that reached the listener."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    form: Mapping[str, str]

    @property
    def credentials(self) -> str:
        return b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()


class Listener:
    def __init__(self) -> None:
        self._closing = Event()

    def answer(self, asked: Asked) -> Answer:
        raise NotImplementedError

    def __enter__(self) -> Self:
        class Handler(_Handler):
            listener: Listener = self

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def origin(self) -> str:
        return f"http://localhost:{self._server.server_address[1]}"

    def wait_until_closing(self, seconds: float | None = None) -> bool:
        return self._closing.wait(seconds)


class _Handler(BaseHTTPRequestHandler):
    listener: Listener

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", 0))
        form = _flat(self.rfile.read(length).decode())
        asked = Asked(self.command, parts.path, _flat(parts.query), dict(self.headers), form)
        answer = self.listener.answer(asked)
        if answer.hangs:
            self.listener.wait_until_closing()
            return
        try:
            while answer.stalls and not self.listener.wait_until_closing(0.02):
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not answer.endless:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        try:
            self.wfile.write(answer.body)
            while answer.endless and not self.listener.wait_until_closing(0.02):
                self.wfile.write(answer.body or b" ")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
