"""The server of production, as `make run` and the container start it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from threading import Event

import pytest

from chatscape.server import is_exposed, options
from tests.accounts.listener import Answer, Asked, Listener, as_json
from tests.site import OURS, ROOT, answers, free_port, wait_until

Start = Callable[..., subprocess.Popen[bytes]]


class SlowProvider(Listener):
    """Says nothing until it is released, so that whoever signs in has a request that runs."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.released = Event(), Event()

    def answer(self, asked: Asked) -> Answer:
        self.asked.set()
        self.released.wait()
        paths = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
        }
        addresses = {name: f"{self.origin}/{path}" for name, path in paths.items()}
        return as_json({"issuer": self.origin, **addresses})


@pytest.mark.parametrize(
    ("variables", "arguments", "exposed"),
    [
        ({}, [], False),
        ({}, ["--host", "127.0.0.1", "--port", "8000"], False),
        ({}, ["--host=0.0.0.0"], True),
        ({}, ["--host", "::"], True),
        ({"GRANIAN_HOST": "0.0.0.0"}, [], True),
        ({"GRANIAN_HOST": "0.0.0.0"}, ["--host", "localhost"], False),
        ({"GRANIAN_HOST": "0.0.0.0", "CHATSCAPE_ORIGIN": "http://localhost:8000"}, [], True),
        ({"GRANIAN_HOST": "0.0.0.0", "CHATSCAPE_ORIGIN": "https://chat.example.com"}, [], False),
    ],
)
def test_what_everybody_knows_is_for_this_machine_alone(
    variables: dict[str, str], arguments: list[str], exposed: bool
) -> None:
    assert is_exposed(variables, arguments) is exposed


def test_a_site_of_this_machine_is_not_started_for_others(start: Start) -> None:
    process = start("--port", str(free_port()), GRANIAN_HOST="0.0.0.0")

    assert process.wait() == 1


@pytest.fixture
def provider() -> Iterator[SlowProvider]:
    with SlowProvider() as provider:
        yield provider
        provider.released.set()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.txt"


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """A folder that has its list of static files, and none of them."""
    folder = tmp_path / "static"
    folder.mkdir()
    manifest = {"paths": {}, "version": "1.1", "hash": ""}
    (folder / "staticfiles.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture
def start(tmp_path: Path, log: Path, collected: Path) -> Iterator[Start]:
    processes: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str, **variables: str) -> subprocess.Popen[bytes]:
        foreign = (*OURS, "GRANIAN_")
        inherited = {name: it for name, it in os.environ.items() if not name.startswith(foreign)}
        own = {
            "CHATSCAPE_STORE": f"sqlite:///{tmp_path / 'chatscape.sqlite3'}",
            "CHATSCAPE_STATIC_ROOT": str(collected),
        }
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "chatscape.server", *arguments],
                cwd=ROOT,
                env=inherited | own | variables,
                stdout=file,
                stderr=file,
            )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.terminate()
        process.wait()


def get(port: int, path: str) -> tuple[int, str]:
    """The status, and where it leads."""
    with closing(HTTPConnection("localhost", port)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status, response.getheader("Location", "")


def test_it_listens_where_a_host_of_containers_says(start: Start) -> None:
    port = free_port()

    start(PORT=str(port))

    wait_until(lambda: answers(port, "/healthz"))


def test_what_is_said_to_granian_itself_wins(start: Start) -> None:
    port = free_port()

    start("--port", str(port), PORT="1", GRANIAN_PORT="2")

    wait_until(lambda: answers(port, "/healthz"))


def test_empty_variables_are_as_good_as_none() -> None:
    said = options({"GRANIAN_WORKERS": "", "GRANIAN_PORT": "", "PORT": "8100"})

    assert said["GRANIAN_WORKERS"] == "2"
    assert said["GRANIAN_PORT"] == "8100"
    assert options({"GRANIAN_WORKERS": "8"})["GRANIAN_WORKERS"] == "8"


def test_a_request_that_runs_is_answered_when_the_server_is_stopped(
    start: Start, provider: SlowProvider, log: Path
) -> None:
    port = free_port()
    origin = f"http://localhost:{port}"
    server = start(
        *("--port", str(port), "--log-level", "info"),
        CHATSCAPE_ORIGIN=origin,
        OIDC_ISSUER=provider.origin,
    )
    wait_until(lambda: answers(port, "/healthz"))
    with ThreadPoolExecutor() as threads:
        visit = threads.submit(get, port, "/oidc/authenticate/")
        provider.asked.wait()

        server.send_signal(signal.SIGTERM)
        wait_until(lambda: "Shutting down" in log.read_text())
        provider.released.set()
        status, location = visit.result()

    assert server.wait() == 0
    assert status == 302, log.read_text()
    assert location.startswith(f"{provider.origin}/authorize?")


def test_a_server_that_cannot_open_its_store_ends_and_says_why(start: Start, log: Path) -> None:
    server = start("--port", str(free_port()), CHATSCAPE_STORE=f"sqlite:///{log}/below/a/file")

    assert server.wait() != 0
    assert str(log) in log.read_text()


def test_wrong_settings_are_told_once_and_without_a_traceback(start: Start, log: Path) -> None:
    server = start("--port", str(free_port()), CHATSCAPE_PROXIES="many", OIDC_ISSUER="nonsense")

    assert server.wait() == 1
    assert log.read_text() == (
        "The environment is not complete:\n"
        "- CHATSCAPE_PROXIES must be a whole number from 0 to 5\n"
        "- OIDC_ISSUER must be an https address\n"
    )


def test_a_server_without_static_files_says_how_to_collect_them(
    start: Start, log: Path, tmp_path: Path
) -> None:
    static_root = str(tmp_path / "none")

    assert start("--port", str(free_port()), CHATSCAPE_STATIC_ROOT=static_root).wait() == 1

    assert log.read_text() == (
        f"{static_root} has no static files: run manage.py collectstatic first.\n"
    )


def test_debug_pages_need_no_collected_static_files(start: Start, tmp_path: Path) -> None:
    port = free_port()

    start(
        *("--port", str(port)),
        CHATSCAPE_DEBUG="1",
        CHATSCAPE_STATIC_ROOT=str(tmp_path / "none"),
    )

    wait_until(lambda: answers(port, "/healthz"))
