"""The Caddyfile, before a listener that keeps what it is asked, and before the site itself."""

import re
import shutil
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.container.front import Front, front
from tests.container.image import Image
from tests.container.site import Running
from tests.serving import serving
from tests.site import free_port

CLAIMED = "203.0.113.9"
HALF = b"x" * 500_000  # more than lies in anybody's buffers
QUICK = 20  # requests that overtake
TOO_LONG = b"x" * (2_621_440 + 1)


@dataclass
class Upstream:
    """Keeps the headers of what it is asked as soon as they are there, by path."""

    port: int
    asked: dict[str, Message] = field(default_factory=dict)


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            upstream.asked[self.path] = self.headers
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET  # noqa: N815 - names of the standard library

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        upstream = Upstream(server.server_port)
        yield upstream


@pytest.fixture
def caddy(upstream: Upstream, tmp_path: Path) -> Iterator[Front]:
    with front(tmp_path, upstream.port) as caddy:
        yield caddy


@pytest.fixture
def browser(caddy: Front) -> Iterator[requests.Session]:
    with requests.Session() as browser:
        browser.verify, browser.trust_env = str(caddy.authority), False
        yield browser


def test_where_a_request_comes_from_is_what_caddy_says(
    caddy: Front, upstream: Upstream, browser: requests.Session
) -> None:
    claims = {"For": CLAIMED, "Proto": "http", "Host": "evil.example"}
    forged = {f"X{sign}Forwarded{sign}{name}": it for name, it in claims.items() for sign in "-_"}

    browser.get(caddy.origin, headers=forged)

    headers = upstream.asked["/"]
    assert headers["X-Forwarded-For"] in {"127.0.0.1", "::1"}
    assert headers["X-Forwarded-Proto"] == "https"
    assert headers["Host"] == urlsplit(caddy.origin).netloc
    assert not [name for name in headers if "_" in name]


def test_plain_http_is_sent_to_https(caddy: Front, upstream: Upstream) -> None:
    answer = requests.get(f"http://localhost:{caddy.http_port}/about/", allow_redirects=False)

    assert answer.status_code == 308
    assert answer.headers["Location"] == "https://localhost/about/"
    assert upstream.asked == {}


def test_a_body_that_is_too_long_is_refused(caddy: Front, browser: requests.Session) -> None:
    assert browser.post(caddy.origin, data=TOO_LONG).status_code == 413
    assert browser.post(caddy.origin, data=TOO_LONG[1:]).status_code == 204


def test_a_request_reaches_the_site_once_it_is_whole(
    caddy: Front, upstream: Upstream, browser: requests.Session
) -> None:
    context = ssl.create_default_context(cafile=str(caddy.authority))
    with (
        socket.create_connection(("localhost", caddy.port)) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as slow,
    ):
        host = urlsplit(caddy.origin).netloc
        head = f"POST /slow HTTP/1.1\r\nHost: {host}\r\nContent-Length: {2 * len(HALF)}\r\n\r\n"
        slow.sendall(head.encode() + HALF)
        for number in range(QUICK):
            browser.get(f"{caddy.origin}/{number}")

        assert set(upstream.asked) == {f"/{number}" for number in range(QUICK)}

        slow.sendall(HALF)
        assert slow.recv(12) == b"HTTP/1.1 204"
    assert "/slow" in upstream.asked


def test_a_request_waits_while_the_site_is_exchanged(tmp_path: Path) -> None:
    port = free_port()
    with front(tmp_path, port) as caddy:
        context = ssl.create_default_context(cafile=str(caddy.authority))
        with (
            socket.create_connection(("localhost", caddy.port)) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as patient,
        ):
            host = urlsplit(caddy.origin).netloc
            patient.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            patient.settimeout(1)
            with pytest.raises(TimeoutError):
                patient.recv(1)
            patient.settimeout(None)
            with serving(ThreadingHTTPServer(("127.0.0.1", port), SimpleHTTPRequestHandler)):
                answer = patient.recv(12)

    assert answer == b"HTTP/1.1 200"


def test_whether_the_store_answers_is_nobody_elses_business(
    caddy: Front, upstream: Upstream, browser: requests.Session
) -> None:
    assert browser.get(f"{caddy.origin}/readyz").status_code == 404
    assert upstream.asked == {}


def test_the_site_out_of_the_image_works_behind_it(image: Image, tmp_path: Path) -> None:
    port = free_port()
    with front(tmp_path, port) as caddy, requests.Session() as browser:
        browser.verify, browser.trust_env = str(caddy.authority), False
        authority = image.root / "authority.crt"
        shutil.copy(caddy.authority, authority)
        authority.chmod(0o644)
        production = {
            "CHATSCAPE_ORIGIN": caddy.origin,
            "CHATSCAPE_SECRET_KEY": "a long and random key of a test, not of a site" * 2,
            "CHATSCAPE_PROXIES": "1",
            "OIDC_ISSUER": caddy.issuer,
            "OIDC_CLIENT_ID": "chatscape",
            "OIDC_CLIENT_SECRET": "of a test",
            "REQUESTS_CA_BUNDLE": str(authority),
        }
        site = Running(image, tmp_path / "log.txt", production, port=port)
        try:
            page = browser.get(caddy.origin)
            style = re.search(r'href="(/static/css/chatscape\.[0-9a-f]+\.css)"', page.text)
            assert style, page.text
            file = browser.get(caddy.origin + style[1], headers={"Accept-Encoding": "br"})
            sign_in = browser.get(f"{caddy.origin}/oidc/authenticate/", allow_redirects=False)
            is_healthy = site.is_healthy
        finally:
            site.stop()

    assert page.status_code == 200
    assert "max-age" in page.headers["Strict-Transport-Security"]
    assert file.headers["Content-Encoding"] == "br"
    assert sign_in.status_code == 302, site.log
    assert sign_in.headers["Location"].startswith(f"{caddy.issuer}/authorize?")
    query = parse_qs(urlsplit(sign_in.headers["Location"]).query)
    assert query["redirect_uri"] == [f"{caddy.origin}/oidc/callback/"]
    assert is_healthy
