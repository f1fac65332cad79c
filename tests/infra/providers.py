"""Where Terraform's provider comes from: the registry, or a mirror of this machine without one.

As a program, it says by its exit code whether this machine has all that `make infra-test` needs.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

REGISTRY = "registry.terraform.io"
PATIENCE = 5  # seconds
DEEP = 4  # folders below the root
SKIPPED = {"proc", "sys", "dev", "run"}


@cache
def init_arguments() -> str:
    """What `terraform init` needs besides, as TF_CLI_ARGS_init."""
    arguments = _arguments()
    assert arguments is not None, "neither the registry nor a mirror with hashicorp/aws is there"
    return arguments


def _arguments() -> str | None:
    if _registry_answers():
        return ""
    mirror = next(_mirrors(), None)
    return f"-plugin-dir={mirror}" if mirror else None


def _registry_answers() -> bool:
    try:
        with urlopen(f"https://{REGISTRY}/.well-known/terraform.json", timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _mirrors() -> Iterator[Path]:
    for folder, names, _ in os.walk("/"):
        names[:] = [name for name in names if name not in SKIPPED]
        if folder.count(os.sep) >= DEEP:
            names.clear()
        if REGISTRY in names and any(Path(folder, REGISTRY, "hashicorp", "aws").glob("5.*")):
            yield Path(folder)


if __name__ == "__main__":
    programs = (os.environ.get("TERRAFORM", "terraform"), "node")
    sys.exit(not (all(map(shutil.which, programs)) and _arguments() is not None))
