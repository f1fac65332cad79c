"""One call to a push service: https on port 443, to a public address, within three seconds."""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from threading import Thread

from .addresses import is_public, split_endpoint

PORT = 443
DEADLINE = 3.0  # seconds for everything: name, connection, TLS, answer
MAX_HEAD = 16 * 1024  # bytes of an answer that are read; its body is not
SOME = 4096  # bytes

Resolve = Callable[[str], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]


class Unreachable(Exception):
    """The push service gave no answer, or none in time; the cause is a word for the log."""


class NotPublic(Exception):
    """The name leads to an address that is none of the internet's. Nothing was connected to."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    retry_after: int
    """Seconds; 0 where the service names none."""


def resolve(host: str) -> Sequence[str]:
    found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    return [str(address[0]) for _, _, _, _, address in found]


def connect(address: str, port: int, timeout: float) -> socket.socket:
    return socket.create_connection((address, port), timeout)


@cache
def verifying() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class Transport:
    """Follows no redirect, asks no proxy, and connects to the very address that it has checked."""

    def __init__(
        self,
        resolve: Resolve = resolve,
        connect: Connect = connect,
        context: Callable[[], ssl.SSLContext] = verifying,
        clock: Callable[[], float] = time.monotonic,
        seconds: float = DEADLINE,
    ) -> None:
        self._seconds = seconds
        self._resolve = resolve
        self._connect = connect
        self._context = context
        self._clock = clock

    def post(self, endpoint: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Raises NotAllowed, NotPublic, Unreachable."""
        host, target = split_endpoint(endpoint)
        left = Deadline(self._clock, self._seconds)
        try:
            addresses = self._addresses(host, left)
            with self._open(host, addresses, left) as connection:
                connection.settimeout(left.seconds())
                connection.sendall(_request(host, target, headers, body))
                return _answer(connection, left)
        except TimeoutError:
            raise Unreachable("late") from None
        except ssl.SSLCertVerificationError:
            raise Unreachable("certificate") from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise Unreachable(type(error).__name__) from None

    def _addresses(self, host: str, left: "Deadline") -> Sequence[str]:
        """All addresses of a name, each of them public.

        The system's resolver cannot be interrupted: where it is late, its thread stays behind.
        """
        told: Future[Sequence[str]] = Future()

        def ask() -> None:
            try:
                told.set_result(self._resolve(host))
            except (OSError, ValueError) as error:
                told.set_exception(error)

        try:
            Thread(target=ask, daemon=True).start()
        except RuntimeError as error:  # there are too many of them
            raise Unreachable("threads") from error
        addresses = told.result(timeout=left.seconds())
        if not addresses or not all(map(is_public, addresses)):
            raise NotPublic
        return addresses

    def _open(self, host: str, addresses: Sequence[str], left: "Deadline") -> ssl.SSLSocket:
        raw = self._first_that_answers(addresses, left)
        connection = self._context().wrap_socket(
            raw, server_hostname=host, do_handshake_on_connect=False
        )
        try:
            connection.settimeout(left.seconds())
            connection.do_handshake()
        except BaseException:
            connection.close()
            raise
        return connection

    def _first_that_answers(self, addresses: Sequence[str], left: "Deadline") -> socket.socket:
        problem = OSError()
        for address in addresses:
            try:
                return self._connect(address, PORT, left.seconds())
            except OSError as error:
                problem = error
        raise problem


class Deadline:
    """What is left of the time for a call."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def seconds(self) -> float:
        """More than 0. Raises TimeoutError."""
        left = self._end - self._clock()
        if left <= 0:
            raise TimeoutError
        return left


def _request(host: str, target: str, headers: Mapping[str, str], body: bytes) -> bytes:
    fixed = {"Host": host, "Content-Length": str(len(body)), "Connection": "close"}
    lines = [f"{name}: {value}" for name, value in {**fixed, **headers}.items()]
    head = "\r\n".join((f"POST {target} HTTP/1.1", *lines, "", ""))
    return head.encode("ascii") + body


def _answer(connection: ssl.SSLSocket, left: Deadline) -> Answer:
    """Status and headers; a service that sends them drop by drop runs out of time."""
    head = b""
    while b"\r\n\r\n" not in head:
        connection.settimeout(left.seconds())
        more = connection.recv(SOME)
        head += more
        if not more or len(head) > MAX_HEAD:
            raise http.client.BadStatusLine("no answer")
    status_line, _, fields = head.partition(b"\r\n")
    version, _, rest = status_line.partition(b" ")
    if not version.startswith(b"HTTP/1.") or not rest[:3].isdigit():
        raise http.client.BadStatusLine("no HTTP")
    return Answer(int(rest[:3]), _retry_after(http.client.parse_headers(io.BytesIO(fields))))


def _retry_after(headers: http.client.HTTPMessage) -> int:
    """Seconds, at most nine digits of them; a date counts as none."""
    value = headers.get("Retry-After", "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
