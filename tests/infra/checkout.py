"""A copy of what deploys, with a package that does nothing: `python -m deploy` for real in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

from tests.infra.providers import init_arguments
from tests.site import ROOT

NEEDED = ("terraform", "deploy", "notifications")
NOT_NEEDED = shutil.ignore_patterns(".terraform", "*.tfvars", "__pycache__")
INHERITED = ("PATH", "HOME", "TERRAFORM")
IN_EMULATOR = "-backend-config=use_path_style=true"
# It reads back as empty blocks what was never given, and AWS does not.
OVERRIDE = """
resource "aws_cloudfront_response_headers_policy" "security" {
  lifecycle {
    ignore_changes = [custom_headers_config, remove_headers_config]
  }
}
"""


@dataclass(frozen=True)
class Checkout:
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def deploy(self, *arguments: str, **variables: str) -> str:
        """What it printed."""
        done = self.try_deploy(*arguments, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def try_deploy(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "deploy", *arguments, **variables)

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
        init = f"{init_arguments()} {IN_EMULATOR}"
        common = {"TF_CLI_ARGS_init": init, "TF_CLI_ARGS": "-no-color"}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=inherited | common | dict(self.environment) | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


def check_out(folder: Path, environment: Mapping[str, str] | None = None) -> Checkout:
    for name in NEEDED:
        shutil.copytree(ROOT / name, folder / name, ignore=NOT_NEEDED)
    (folder / "terraform" / "emulator_override.tf").write_text(OVERRIDE)
    package = folder / "var" / "package" / "chatscape-arm64.zip"
    package.parent.mkdir(parents=True)
    with ZipFile(package, "w") as archive:
        archive.writestr("chatscape/__init__.py", "")
    return Checkout(folder, environment or {})
