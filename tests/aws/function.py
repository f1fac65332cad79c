"""The function of AWS Lambda in a process of its own, with the environment of a deployed one."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.chatscape.test_environment import PRODUCTION, ROOT

EDGE_SECRET = "an-edge-secret-that-only-the-distribution-knows-and-nobody-else"
SERVE = """
import json, sys
from chatscape.aws_lambda import handler
for line in sys.stdin:
    print(json.dumps(handler(json.loads(line), None)), flush=True)
"""
SIGN_IN = """
import sys
from chatscape.wsgi import application
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest
from accounts import session
from accounts.domain import Identity
from chatscape import wiring
name = sys.argv[1]
identity = Identity("https://id.example.com", name, f"{name.lower()}@example.com", name)
request = HttpRequest()
request.session = SessionStore()
session.begin(request, wiring.users().sign_in(identity))
request.session.save()
print(request.session.session_key)
"""


class Function:
    def __init__(
        self, process: "subprocess.Popen[str]", environment: Mapping[str, str], log: Path
    ) -> None:
        self._process = process
        self._environment = environment
        self._log = log

    def invoke(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """Its answer to an event that came by the edge, unless that says otherwise."""
        assert self._process.stdin
        assert self._process.stdout
        headers = {"x-chatscape-edge": EDGE_SECRET, **event["headers"]}
        print(json.dumps({**event, "headers": headers}), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def signs_in(self, name: str) -> str:
        """The session cookie of somebody who has just come from the provider."""
        return subprocess.run(
            [sys.executable, "-c", SIGN_IN, name],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def log(self, event: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self._log.read_text().splitlines()]
        return [line for line in lines if line.get("event") == event]


@contextmanager
def function(folder: Path, static_root: Path, **variables: str) -> Iterator[Function]:
    """Over a SQLite file in a folder, unless a variable names another store."""
    log = folder / "log"
    environment = {
        "PATH": os.environ["PATH"],
        **PRODUCTION,
        "CHATSCAPE_STORE": f"sqlite:///{folder / 'chatscape.sqlite3'}",
        "CHATSCAPE_EDGE_SECRET": EDGE_SECRET,
        "CHATSCAPE_PROXIES": "2",
        "CHATSCAPE_STATIC_ROOT": str(static_root),
        **variables,
    }
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-c", SERVE],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield Function(process, environment, log)
        finally:
            assert process.stdin
            process.stdin.close()
