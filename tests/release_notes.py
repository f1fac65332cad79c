"""The section of CHANGELOG.md on one version: `python -m tests.release_notes v1.2.0`."""

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"


def notes(changelog: str, version: str) -> str:
    """Raises LookupError where the changelog does not know the version."""
    for section in re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]:
        heading, _, text = section.partition("\n")
        if re.match(rf"\[?{re.escape(version)}(?=[\]\s]|$)", heading):
            return text.strip() + "\n"
    raise LookupError(f"CHANGELOG.md has no section {version}")


if __name__ == "__main__":
    sys.stdout.write(notes(CHANGELOG.read_text(), sys.argv[1].removeprefix("v")))
