"""The way between a browser and a site: open, closed, or one on which answers are lost."""

from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.serving import pass_back
from tests.site import Site, free_port, wait_until


class Tunnel(ThreadingHTTPServer):
    """Passes on every request, but for what it is told; workers of a browser come this way too.

    `taken` counts what reached the site, as "POST /chats/…/messages/".
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", free_port()), _Handler)
        self.origin = f"http://localhost:{self.server_port}"
        self.upstream = ""
        self.is_open = True
        self.keeps_out = ""
        """Requests whose path ends so."""
        self.loses_answers_to = ""
        """The same, which reach the site."""
        self.taken: list[str] = []

    def until_taken(self, method: str, end: str, *, times: int = 1) -> None:
        def count() -> int:
            return sum(it.startswith(method) and it.endswith(end) for it in self.taken)

        most = count() + times
        wait_until(lambda: count() >= most)

    @staticmethod
    def keeps(path: str, end: str) -> bool:
        return end != "" and path.endswith(end)

    def leads_to(self, site: Site) -> None:
        self.upstream = f"127.0.0.1:{site.port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Tunnel

    def _pass_on(self) -> None:
        if not self.server.is_open or self.server.keeps(self.path, self.server.keeps_out):
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        upstream = HTTPConnection(self.server.upstream)
        try:
            upstream.request(self.command, self.path, body, dict(self.headers))
            answer = upstream.getresponse()
            content = answer.read()
        except OSError:
            self.close_connection = True
            return
        finally:
            upstream.close()
        self.server.taken.append(f"{self.command} {self.path}")
        if not self.server.is_open or self.server.keeps(self.path, self.server.loses_answers_to):
            self.close_connection = True
            return
        pass_back(self, answer, content)

    do_GET = do_POST = _pass_on  # noqa: N815 - names of the standard library

    def log_message(self, *_: object) -> None:
        """Nothing: the site keeps the log."""
