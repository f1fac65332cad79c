"""The local OpenID provider over real HTTP, in a thread of this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from local.people import subject
from local.provider import make_provider

from .site import free_port


@dataclass(frozen=True, slots=True)
class Provider:
    issuer: str
    data_dir: Path

    def subject(self, email: str) -> str:
        """The provider's lasting name for whoever types this address."""
        return subject(email)

    def put_claims(self, address: str, /, **claims: object) -> None:
        """From now on, whoever types this address comes with these claims instead."""
        requests.put(f"{self.issuer}/users/{subject(address)}", json=claims).raise_for_status()


@contextmanager
def running_provider(data_dir: Path, port: int = 0) -> Iterator[Provider]:
    with make_provider(data_dir, port or free_port()) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield Provider(f"http://localhost:{server.server_port}", data_dir)
        finally:
            server.shutdown()
            thread.join()
