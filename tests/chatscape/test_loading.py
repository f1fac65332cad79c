"""What a process has loaded before anybody asks it for anything."""

import subprocess
import sys
from pathlib import Path

import pytest

from notifications.vapid import new_private_key
from tests.site import ROOT
from tests.test_imports import APPS

SERVER = "chatscape.server"
NEEDED_LATER = {
    *("boto3", "botocore", "cryptography", "dns", "email_validator", "jwt", "mozilla_django_oidc"),
    *("pydantic", "regex", "requests", "webpush"),
}


def loaded_by(*modules: str, **variables: str) -> set[str]:
    """Names of all modules of a process of its own that has imported these."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {', '.join(modules)}; print(*sys.modules)"],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("modules", [(SERVER, "chatscape.wsgi"), ("chatscape.push_stream",)])
def test_nothing_is_loaded_before_it_is_needed(modules: tuple[str, ...], tmp_path: Path) -> None:
    loaded = loaded_by(
        *modules,
        CHATSCAPE_STORE=f"sqlite:///{tmp_path / 'chatscape.sqlite3'}",
        VAPID_PRIVATE_KEY=new_private_key(),
    )

    assert NEEDED_LATER.isdisjoint(loaded)


def test_workers_share_django_and_read_the_site_anew() -> None:
    loaded = loaded_by(SERVER)

    ours = {name for name in loaded if name.partition(".")[0] in {"chatscape", *APPS}}
    assert ours == {"chatscape", SERVER, "chatscape.environment"}
    assert {"django.core.handlers.wsgi", "django.contrib.admin.sites"} <= loaded
