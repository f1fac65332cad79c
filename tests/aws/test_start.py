"""What a function loads before its first answer: somebody waits for its start."""

import json
import subprocess
import sys
from pathlib import Path

from tests.aws.events import http_event
from tests.aws.function import deployed
from tests.site import ROOT

FOR_SIGNING_IN = {"requests", "jwt", "mozilla_django_oidc.auth", "mozilla_django_oidc.views"}
FOR_PUSH = {"pydantic", "webpush", "cryptography"}
UNUSED = {"boto3", "granian", "email_validator", "dns"}
ASK = """
import json, sys
from chatscape.aws_lambda import handler
statuses = [handler(event, None)["statusCode"] for event in json.load(sys.stdin)]
print(json.dumps([statuses, sorted(sys.modules)]))
"""


def test_ordinary_requests_load_neither_signing_in_nor_push(tmp_path: Path) -> None:
    events = [http_event("GET", path) for path in ("/healthz", "/readyz", "/updates/", "/chats/")]
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=deployed(tmp_path, tmp_path),
        input=json.dumps(events),
        capture_output=True,
        text=True,
        check=True,
    )

    statuses, loaded = json.loads(done.stdout.splitlines()[-1])
    assert all(status < 500 for status in statuses)
    assert (FOR_SIGNING_IN | FOR_PUSH | UNUSED).isdisjoint(loaded)
