"""The engines a store runs on in tests: SQLite, and two stand-ins for DynamoDB over real HTTP.

`store` and `engine` run a test once on each; `engine.url` is what CHATSCAPE_STORE would be.
"""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from chatscape.store.dynamodb import DynamoDBStore
from chatscape.store.port import Store
from chatscape.store.sqlite import SqliteStore

ENGINES = ("sqlite", "moto", "ministack")
MOTO_PATIENCE = 300  # seconds; it copies the whole table at every batch
AWS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@dataclass
class Engine:
    """One empty file or table; every store it opens is on that one."""

    name: str
    place: str
    endpoint_url: str | None = None
    _opened: ExitStack = field(default_factory=ExitStack)

    @property
    def url(self) -> str:
        if self.endpoint_url is None:
            return f"sqlite:///{self.place}"
        return f"dynamodb://{self.place}?endpoint_url={quote(self.endpoint_url, safe='')}"

    def open(self, **options: Any) -> Any:
        store: SqliteStore | DynamoDBStore
        if self.endpoint_url is None:
            store = SqliteStore(self.place, **options)
        else:
            patience = {"read_timeout": MOTO_PATIENCE} if self.name == "moto" else {}
            store = DynamoDBStore(self.place, self.endpoint_url, **patience | options)
        self._opened.callback(store.close)
        return store

    def close(self) -> None:
        self._opened.close()


class Clock:
    """A store's time, which stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 2_000_000_000

    def __call__(self) -> float:
        return self.now


def wrong_on_moto(reason: str) -> pytest.MarkDecorator:
    """The test holds on the other engines; should moto learn it, this mark fails the test."""
    moto = pytest.param("moto", marks=pytest.mark.xfail(strict=True, reason=reason))
    return pytest.mark.parametrize("engine", ["sqlite", moto, "ministack"], indirect=True)


class OneAtATime:
    """moto copies and restores whole tables, so that two requests at once lose writes."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application
        self._lock = threading.Lock()

    def __call__(self, *request: Any) -> Iterable[bytes]:
        with self._lock:
            return self._application(*request)


class QuietHandler(WSGIRequestHandler):
    def log(self, *message: object) -> None:
        pass


@contextmanager
def moto_server() -> Iterator[str]:
    application = OneAtATime(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def ministack_server(folder: Path, **settings: str) -> Iterator[str]:
    port = _free_port()
    environment = {
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "SERVICES": "dynamodb",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "TMPDIR": str(folder),
        **settings,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "ministack"],
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            while not _answers(port):
                assert process.poll() is None, "ministack did not start"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.1).close()
    except OSError:
        threading.Event().wait(0.05)
        return False
    return True


@pytest.fixture(scope="session")
def aws_environment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in AWS.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def moto(aws_environment: None) -> Iterator[str]:
    with moto_server() as url:
        yield url


@pytest.fixture(scope="session")
def ministack(aws_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with ministack_server(tmp_path_factory.mktemp("ministack")) as url:
        yield url


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = Engine("sqlite", str(tmp_path / "chatscape.sqlite3"))
    else:
        endpoint_url = request.getfixturevalue(request.param)
        engine = Engine(request.param, f"table-{uuid4().hex}", endpoint_url)
        engine.open().create_table()
    yield engine
    engine.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(engine: Engine) -> Store:
    opened: Store = engine.open()
    return opened
