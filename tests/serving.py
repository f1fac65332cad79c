"""Servers of the tests: each in a thread, and gone at the end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar

LOOK_EVERY = 0.02  # seconds that the end waits at most
OF_ONE_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}

Server = TypeVar("Server", bound=ThreadingHTTPServer)


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(LOOK_EVERY,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def pass_back(handler: BaseHTTPRequestHandler, answer: HTTPResponse, body: bytes) -> None:
    """What another server has answered, as this one's own answer."""
    handler.send_response_only(answer.status, answer.reason)
    for name, value in answer.getheaders():
        if name.lower() not in OF_ONE_CONNECTION:
            handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
