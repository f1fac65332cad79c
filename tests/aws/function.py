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

from .events import EDGE_SECRET

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


def deployed(folder: Path, static_root: Path) -> dict[str, str]:
    """The environment of a deployed function, but for its store: a file in this folder."""
    return {
        "PATH": os.environ["PATH"],
        **PRODUCTION,
        "CHATSCAPE_STORE": f"sqlite:///{folder / 'chatscape.sqlite3'}",
        "CHATSCAPE_EDGE_SECRET": EDGE_SECRET,
        "CHATSCAPE_METRICS": "ChatScape/test",
        "CHATSCAPE_PROXIES": "2",
        "CHATSCAPE_STATIC_ROOT": str(static_root),
    }


def sign_in(environment: Mapping[str, str], name: str) -> str:
    """The session cookie of somebody who has just come from the provider."""
    return subprocess.run(
        [sys.executable, "-c", SIGN_IN, name],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


class Function:
    def __init__(
        self, process: "subprocess.Popen[str]", environment: Mapping[str, str], log: Path
    ) -> None:
        self.environment = environment
        self._process = process
        self._log = log

    def invoke(self, event: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(event), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def log(self, event: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self._log.read_text().splitlines()]
        return [line for line in lines if line.get("event") == event]


@contextmanager
def function(environment: Mapping[str, str], log: Path) -> Iterator[Function]:
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
