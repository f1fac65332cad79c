"""An AWS account on this machine: ministack with all its services, empty at the start."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from tests.engines import AWS, ministack_server
from tests.serving import pass_back, serving

ACCOUNT = "123456789012"
REGION = AWS["AWS_DEFAULT_REGION"]
# Its client puts the account's number in front of whatever host it is given.
KEY_VALUE_STORES = "http://cloudfront-kvs.test"


@dataclass(frozen=True)
class Account:
    url: str
    proxy: str

    @cached_property
    def environment(self) -> Mapping[str, str]:
        """With it, Terraform and boto3 ask this account for everything."""
        return AWS | {
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ENDPOINT_URL_S3": self.url,
            "AWS_ENDPOINT_URL_STS": self.url,
            "AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE": KEY_VALUE_STORES,
            "HTTP_PROXY": self.proxy,
            "NO_PROXY": "127.0.0.1",
        }

    def client(self, service: str, region: str = REGION) -> Any:
        return _client(service, region, self.url)

    def key_value_stores(self) -> Any:
        return _client("cloudfront-keyvaluestore", REGION, KEY_VALUE_STORES, self.proxy)


@cache
def _client(service: str, region: str, url: str, proxy: str | None = None) -> Any:
    session = boto3.Session(AWS["AWS_ACCESS_KEY_ID"], AWS["AWS_SECRET_ACCESS_KEY"])
    return session.client(
        service,
        region_name=region,
        endpoint_url=url,
        config=Config(proxies={"http": proxy} if proxy else {}),
    )


class Forwarding(BaseHTTPRequestHandler):
    """A proxy for hosts that nobody can resolve: passes everything on to the emulator."""

    target = ""

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        connection = HTTPConnection(urlsplit(self.target).netloc)
        connection.request(self.command, urlsplit(self.path).path, body, dict(self.headers))
        answer = connection.getresponse()
        pass_back(self, answer, answer.read())
        connection.close()

    do_PUT = do_GET  # noqa: N815 (the server's own name)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def account(folder: Path) -> Iterator[Account]:
    settings = {"SERVICES": "", "MINISTACK_ACCOUNT_ID": ACCOUNT, "MINISTACK_REGION": REGION}
    with ministack_server(folder, **settings) as url:
        handler = type("ForwardingToEmulator", (Forwarding,), {"target": url})
        with serving(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as proxy:
            yield Account(url, f"http://127.0.0.1:{proxy.server_port}")
