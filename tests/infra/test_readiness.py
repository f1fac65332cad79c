"""Waiting for the site, as it does right after a deployment."""

from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from deploy.options import DeployError
from deploy.readiness import wait_until_ready
from tests.serving import serving


class Site(ThreadingHTTPServer):
    """Answers with one status after another, and with the last from then on."""

    def __init__(self, *statuses: int) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.statuses = deque(statuses)
        self.asked: list[str] = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        statuses = self.server.statuses
        self.send_response(statuses.popleft() if len(statuses) > 1 else statuses[0])
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_the_site_is_asked_until_it_is_ready(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(Site(503, 503, 200)) as site:
        wait_until_ready(site.origin, look_every=0.01)

        assert site.asked == ["/readyz"] * 3
        assert f"Waiting for {site.origin}/readyz" in capsys.readouterr().out


def test_waiting_ends_with_the_last_answer() -> None:
    with serving(Site(503)) as site, pytest.raises(DeployError, match="last answer: 503"):
        wait_until_ready(site.origin, patience=0.05, look_every=0.01)


def test_a_site_that_cannot_be_reached_is_waited_for_too() -> None:
    with pytest.raises(DeployError, match="ConnectionRefusedError"):
        wait_until_ready("http://127.0.0.1:9", patience=0.05, look_every=0.01)
