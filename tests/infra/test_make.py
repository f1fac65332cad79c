"""The commands of README as they are given: make, the package that it builds, Terraform."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.infra.checkout import OVERRIDE, ROOT, Checkout
from tests.infra.emulator import Account
from tests.infra.stacks import IN_PLACE, Stack, changes


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
    plan = tmp_path / "var" / "terraform" / stack.name / "plan.txt"
    # Of alarms the emulator forgets the half.
    alarm = ("aws_cloudwatch_metric_alarm", IN_PLACE)
    assert [it for it in changes(plan) if it != alarm] == 2 * [("aws_lambda_function", IN_PLACE)]
