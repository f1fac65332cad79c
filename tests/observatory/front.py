"""What stands before the site in production: ends TLS, and says which scheme was asked with."""

import socket
import ssl
from contextlib import closing
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.serving import pass_back

TLS_HANDSHAKE = b"\x16"


class Front(ThreadingHTTPServer):
    """https and http on one port: the site redirects to its own host and knows no second port."""

    daemon_threads = True

    def __init__(self, site_port: int, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site_port = site_port
        self._context = context

    def finish_request(self, request: socket.socket, client_address: tuple[str, int]) -> None:  # type: ignore[override]
        if request.recv(1, socket.MSG_PEEK) != TLS_HANDSHAKE:
            super().finish_request(request, client_address)
            return
        with self._context.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Front

    def do_GET(self) -> None:
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        headers = {
            **{name: it for name, it in self.headers.items() if name.lower() != "connection"},
            "X-Forwarded-Proto": scheme,
            "X-Forwarded-For": self.client_address[0],
        }
        with closing(HTTPConnection("127.0.0.1", self.server.site_port)) as site:
            site.request(self.command, self.path, headers=headers)
            answer = site.getresponse()
            body = answer.read()
        pass_back(self, answer, body)

    def do_OPTIONS(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing: the site keeps the log."""
