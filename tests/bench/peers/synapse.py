"""Synapse: one process on SQLite, as `--generate-config` has it but for what is said below."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from subprocess import run
from typing import Any

from tests.bench.peers.install import SYNAPSE
from tests.bench.peers.matrix import fill, operations
from tests.bench.peers.peer import PEOPLE, Peer
from tests.bench.servers import running
from tests.site import answers, free_port

SERVE = (str(SYNAPSE / "bin/python"), "-m", "synapse.app.homeserver")
UNLIMITED = {"per_second": 1e6, "burst_count": 1_000_000}


def _settings(folder: Path, port: int) -> dict[str, Any]:
    """No limits, presence or federation; warnings alone are said."""
    return {
        "server_name": "localhost",
        "listeners": [
            {
                "port": port,
                "type": "http",
                "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client"]}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": f"{folder}/homeserver.db"}},
        "signing_key_path": f"{folder}/signing.key",
        "media_store_path": f"{folder}/media",
        "log_config": f"{folder}/log.json",
        "registration_shared_secret": "only for measuring",
        "macaroon_secret_key": "only for measuring",
        "form_secret": "only for measuring",
        "report_stats": False,
        "trusted_key_servers": [],
        "federation_domain_whitelist": [],
        "presence": {"enabled": False},
        "rc_message": UNLIMITED,
        "rc_login": {"address": UNLIMITED, "account": UNLIMITED},
    }


LOG = {
    "version": 1,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"level": "WARNING", "handlers": ["console"]},
}


@contextmanager
def synapse(folder: Path, messages: int) -> Iterator[Peer]:
    port, config = free_port(), folder / "homeserver.json"
    config.write_text(json.dumps(_settings(folder, port)))
    (folder / "log.json").write_text(json.dumps(LOG))
    command = [*SERVE, "--config-path", str(config)]
    run([*command, "--generate-keys"], check=True, capture_output=True, cwd=folder)
    with running(command, port, folder, {}, partial(answers, port, "/health")) as server:
        for name in PEOPLE:
            _register(config, port, name)
        yield Peer(server, operations(port, fill(port, messages)))


def _register(config: Path, port: int, name: str) -> None:
    tool = [str(SYNAPSE / "bin/register_new_matrix_user"), "--config", str(config)]
    person = ["--user", name, "--password", name, "--no-admin"]
    run([*tool, *person, f"http://127.0.0.1:{port}"], check=True, capture_output=True)
