"""Prints the licences of everything that is shipped, as docs/licences.md has them."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE | re.IGNORECASE)
HEAD = """\
# Licences

What a running site consists of besides ChatScape itself, which is under the MIT licence. `make
licences` writes this page. htmx (Zero-Clause BSD) comes with django-htmx.

| package | licence |
|---|---|
"""


def shipped() -> list[str]:
    return sorted(
        name.lower() for name, _ in PINNED.findall((ROOT / "requirements.txt").read_text())
    )


def licences() -> dict[str, str]:
    command = [sys.executable, "-m", "piplicenses", "--format=json", "--from=mixed", "--packages"]
    told = subprocess.run([*command, *shipped()], check=True, capture_output=True).stdout
    return {it["Name"].lower().replace("_", "-"): it["License"] for it in json.loads(told)}


def page() -> str:
    return HEAD + "".join(f"| {name} | {it} |\n" for name, it in sorted(licences().items()))


if __name__ == "__main__":
    sys.stdout.write(page())
