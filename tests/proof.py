"""Takes each control of SECURITY.md away, one at a time, and sees its test fail: `make prove`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from .controls import CONTROLS, Control

ROOT = Path(__file__).parent.parent
ALL_PASSED, TESTS_FAILED = 0, 1  # pytest's exit codes; any other is no proof


def is_proved(control: Control, copy: Path) -> bool:
    file = copy / control.file
    source = file.read_text()
    assert source.count(control.line) == 1, control.name
    file.write_text(source.replace(control.line, control.without))
    code = run(control.test, folder=copy)
    file.write_text(source)
    return code == TESTS_FAILED


def run(*tests: str, folder: Path) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        archive = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for name in archive.decode().strip("\0").split("\0"):
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_bytes((ROOT / name).read_bytes())
        tests = sorted({control.test for control in CONTROLS})
        if run(*tests, folder=copy) != ALL_PASSED:
            sys.stdout.write("The tests fail without anything taken away.\n")
            return 1
        unproved = [control for control in CONTROLS if not _tell(control, copy)]
    return 1 if unproved else 0


def _tell(control: Control, copy: Path) -> bool:
    proved = is_proved(control, copy)
    verdict = "its test fails" if proved else "NOTHING FAILS"
    sys.stdout.write(f"without {control.name}: {verdict} ({control.test})\n")
    sys.stdout.flush()
    return proved


if __name__ == "__main__":
    sys.exit(main())
