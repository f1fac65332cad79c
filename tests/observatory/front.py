"""What stands before the site in production: ends TLS, and says which scheme was asked with."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TLS_HANDSHAKE = b"\x16"
OF_ONE_CONNECTION = {"connection", "content-length", "transfer-encoding"}


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
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in OF_ONE_CONNECTION:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_OPTIONS(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing: the site keeps the log."""


@contextmanager
def running_front(site_port: int, context: ssl.SSLContext) -> Iterator[Front]:
    with Front(site_port, context) as front:
        thread = threading.Thread(target=front.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield front
        finally:
            front.shutdown()
            thread.join()
