"""The zips; that for this machine unpacked, and run as AWS Lambda runs it."""

import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from uuid import uuid4

import boto3
import pytest

from deploy.package import build
from notifications.vapid import to_base64url
from tests.aws.events import EDGE_SECRET
from tests.chatscape.test_environment import PRODUCTION
from tests.engines import AWS, Engine
from tests.provider import Provider

from .emulator import Emulator, emulator, install

Archives = Callable[[str], Path]

SECRETS = {
    "CHATSCAPE_SECRET_KEY": PRODUCTION["CHATSCAPE_SECRET_KEY"],
    "OIDC_CLIENT_SECRET": PRODUCTION["OIDC_CLIENT_SECRET"],
    "CHATSCAPE_EDGE_SECRET": EDGE_SECRET,
    "VAPID_PRIVATE_KEY": to_base64url(bytes(range(1, 33))),
}
PATH = "/chatscape-test"
PAGES = "chatscape.aws_lambda.handler"


def deployed_over(emulated: str, endpoint_url: str) -> dict[str, str]:
    """The environment as Terraform writes it: a table, and secrets that Systems Manager keeps."""
    engine = Engine(emulated, f"table-{uuid4().hex}", endpoint_url)
    engine.open().create_table()
    engine.close()
    client = boto3.client("ssm", endpoint_url=endpoint_url, region_name=AWS["AWS_DEFAULT_REGION"])
    for name, value in SECRETS.items():
        client.put_parameter(
            Name=f"{PATH}/{name}", Value=value, Type="SecureString", Overwrite=True
        )
    plain = {name: value for name, value in PRODUCTION.items() if name not in SECRETS}
    return {
        **AWS,
        **plain,
        "CHATSCAPE_STORE": engine.url,
        "CHATSCAPE_SSM_PATH": PATH,
        "CHATSCAPE_PROXIES": "2",
        "CHATSCAPE_PUSH": "stream",
        "CHATSCAPE_METRICS": "ChatScape/test",
        "AWS_ENDPOINT_URL_SSM": endpoint_url,
    }


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
