"""Caddy with our Caddyfile, on ports and with certificates of its own."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.site import ROOT, free_port, wait_until

CADDY = os.environ.get("CADDY", "caddy")
CADDYFILE = str(ROOT / "container" / "Caddyfile")


class Front:
    """`https://localhost:<port>`, and beside it a provider that only tells its addresses."""

    def __init__(self, folder: Path, upstream_port: int) -> None:
        self.port, self.http_port, self.issuer_port = free_port(), free_port(), free_port()
        self.origin = f"https://localhost:{self.port}"
        self.issuer = f"https://localhost:{self.issuer_port}"
        self.log = folder / "caddy.txt"
        self._environment = os.environ | {
            "CHATSCAPE_ORIGIN": self.origin,
            "CHATSCAPE_UPSTREAM": f"127.0.0.1:{upstream_port}",
            "XDG_DATA_HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
        }
        self.authority = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        self._config = folder / "caddy.json"
        self._config.write_text(json.dumps(self._adapted()))

    def _adapted(self) -> dict[str, Any]:
        command = [CADDY, "adapt", "--adapter", "caddyfile", "--config", CADDYFILE]
        adapted = subprocess.run(command, env=self._environment, capture_output=True, check=True)
        config: dict[str, Any] = json.loads(adapted.stdout)
        apps = config["apps"]
        apps["http"] |= {"http_port": self.http_port, "https_port": self.port}
        apps["http"]["servers"]["provider"] = self._provider()
        apps["pki"] = {"certificate_authorities": {"local": {"install_trust": False}}}
        return config

    def _provider(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "k"}
        document = {name: f"{self.issuer}/{place}" for name, place in places.items()}
        answer = {
            "handler": "static_response",
            "headers": {"Content-Type": ["application/json"]},
            "body": json.dumps({"issuer": self.issuer, **document}),
        }
        route = {"match": [{"host": ["localhost"]}], "handle": [answer]}
        return {"listen": [f":{self.issuer_port}"], "routes": [route]}

    def start(self) -> None:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [CADDY, "run", "--config", str(self._config)],
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        wait_until(lambda: self.process.poll() is not None or self._has_certificates())
        assert self.process.poll() is None, self.log.read_text()

    def _has_certificates(self) -> bool:
        return "certificate obtained successfully" in self.log.read_text()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@contextmanager
def front(folder: Path, upstream_port: int) -> Iterator[Front]:
    front = Front(folder, upstream_port)
    front.start()
    try:
        yield front
    finally:
        front.stop()
