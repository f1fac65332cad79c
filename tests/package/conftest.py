"""The zips; that for this machine unpacked, and run as AWS Lambda runs it."""

import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest

from deploy.package import build
from tests.aws.events import EDGE_SECRET
from tests.provider import Provider

from .deployed import deployed_over
from .emulator import Emulator, emulator, install

Archives = Callable[[str], Path]

PAGES = "chatscape.aws_lambda.handler"


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Archives:
    """The zip of an architecture, built once."""
    return cache(partial(build, folder=tmp_path_factory.mktemp("package")))


@pytest.fixture(scope="session")
def package(archives: Archives, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    assert sys.platform == "linux"
    folder = tmp_path_factory.mktemp("task")
    with zipfile.ZipFile(archives("x86_64")) as zipped:
        zipped.extractall(folder)
    install()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def environment(moto: str) -> dict[str, str]:
    return deployed_over("moto", moto)


@pytest.fixture(scope="session")
def pages(
    package: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Emulator]:
    log = tmp_path_factory.mktemp("pages") / "log"
    with emulator(package, PAGES, environment, log) as running:
        yield running


@pytest.fixture
def local_pages(package: Path, provider: Provider, tmp_path: Path) -> Iterator[Emulator]:
    """With an origin on this machine, where a provider may speak plain http."""
    environment = {
        "OIDC_ISSUER": provider.issuer,
        "CHATSCAPE_STORE": f"sqlite:///{tmp_path / 'chatscape.sqlite3'}",
        "CHATSCAPE_EDGE_SECRET": EDGE_SECRET,
    }
    with emulator(package, PAGES, environment, tmp_path / "log") as running:
        yield running


@pytest.fixture(scope="session")
def stream(
    package: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Emulator]:
    log = tmp_path_factory.mktemp("stream") / "log"
    with emulator(package, "chatscape.push_stream.handler", environment, log) as running:
        yield running
