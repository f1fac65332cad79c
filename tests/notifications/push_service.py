"""A push service on this machine, over real TLS, which answers as it is told to."""

import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Semaphore, Thread
from types import TracebackType
from typing import Any, Self

from notifications.transport import Transport

from .certificates import Authority

PUBLIC = "93.184.215.14"
HOST = "push.example.com"
PATIENT = 60.0  # seconds: a busy machine is no failure of a push service's


@dataclass(frozen=True)
class Reply:
    status: int = 201
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False
    """Says nothing until it is released."""
    drips: bool = False
    """Goes on with its headers, a byte at a time, until the client gives up."""


@dataclass(frozen=True)
class Received:
    path: str
    headers: Mapping[str, str]
    body: bytes


class PushService:
    def __init__(self, folder: Path, *, certificate_for: str = HOST) -> None:
        self.replies: list[Reply] = []
        self.received: list[Received] = []
        self.asked = Semaphore(0)
        self.released = Event()
        self.connected_to: list[str] = []
        self.addresses: Sequence[str] = [PUBLIC]
        self.authority = Authority()
        self._context = self.authority.server_context(certificate_for, folder)

    def __enter__(self) -> Self:
        class Handler(_Handler):
            service = self

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.context = self._context
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def resolve(self, host: str) -> Sequence[str]:
        return self.addresses

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        self.connected_to.append(f"{address} {port}")
        return socket.create_connection(self._server.server_address[:2], timeout)

    def transport(self, **other: Any) -> Transport:
        """What leads here instead of to the internet, except for what a test wants otherwise."""
        usual: dict[str, Any] = {
            "resolve": self.resolve,
            "connect": self.connect,
            "context": self.authority.client_context,
            "seconds": PATIENT,
        }
        return Transport(**usual | other)

    def wait_for_a_call(self) -> None:
        self.asked.acquire()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    context: ssl.SSLContext

    def finish_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket)
        try:
            with self.context.wrap_socket(request, server_side=True) as connection:
                super().finish_request(connection, client_address)
        except OSError:
            pass  # who does not trust us, or has given up, is gone


class _Handler(BaseHTTPRequestHandler):
    service: PushService

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        received = Received(self.path, dict(self.headers), self.rfile.read(length))
        self.service.received.append(received)
        reply = self.service.replies.pop(0) if self.service.replies else Reply()
        self.service.asked.release()
        if reply.hangs:
            self.service.released.wait()
        if reply.drips:
            self._drip()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 201 Created\r\nX-Slow: ")
        while not self.service.released.wait(0.01):
            self.wfile.write(b"x")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass
