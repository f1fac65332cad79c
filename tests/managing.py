"""`manage.py` as a process of its own, with the settings of a local copy."""

import os
import subprocess
import sys
from typing import Any

from tests.site import OURS, ROOT


def start(*command: str, store: str = "", **options: Any) -> subprocess.Popen[str]:
    """A command over a store; what it says can be read."""
    inherited = {name: it for name, it in os.environ.items() if not name.startswith(OURS)}
    own = {"CHATSCAPE_STORE": store} if store else {}
    return subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=inherited | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


def run(*command: str, store: str = "") -> tuple[int, str]:
    """The exit code, and what was said."""
    with start(*command, store=store) as process:
        said, _ = process.communicate()
    return process.returncode, said
