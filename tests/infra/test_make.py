"""The commands of README as they are given: make, the package that it builds, Terraform."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.infra.checkout import OVERRIDE, ROOT, Checkout
from tests.infra.emulator import Account
from tests.infra.stacks import Stack


def clone(folder: Path) -> None:
    """What git would take, as it is on the disk."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def test_make_plan_builds_the_package_and_compares_it(
    aws: Account, stack: Stack, tmp_path: Path
) -> None:
    clone(tmp_path)
    (tmp_path / "terraform" / "emulator_override.tf").write_text(OVERRIDE)
    fresh = Checkout(tmp_path, aws.environment)

    done = fresh.run("make", "plan", f"VENV={Path(sys.prefix)}", f"STACK={stack.name}")

    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "var" / "package" / "chatscape-arm64.zip").stat().st_size > 10_000_000
    plan = (tmp_path / "var" / "terraform" / stack.name / "plan.txt").read_text()
    for function in ("http", "push"):
        assert f'aws_lambda_function.site["{function}"] will be updated in-place' in plan
    assert "must be replaced" not in plan
    assert "will be destroyed" not in plan
