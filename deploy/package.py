"""`make package`: the zips that AWS Lambda runs, one for each architecture.

They hold what runs there and nothing else, compiled for the Python that builds them, which has to
be the runtime's. The same source makes the same bytes.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from . import contents

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "var" / "package"
ARCHITECTURES = {"arm64": "aarch64", "x86_64": "x86_64"}
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
TASK_ROOT = "/var/task"  # where Lambda unpacks it
OLD_GLIBC = (17,)  # of Amazon Linux 2, on which Python 3.11 runs
NEW_GLIBC = (34, 28, 17)  # of Amazon Linux 2023
EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time
ENTRY = re.compile(r"\n(?=[A-Za-z0-9])")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("architectures", nargs="*", default=sorted(ARCHITECTURES))
    for architecture in parser.parse_args().architectures:
        path = build(architecture, PACKAGES)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB  sha256 {digest}")


def build(architecture: str, folder: Path) -> Path:
    """The zip, which takes the place of an earlier one in this folder."""
    staged = folder / architecture
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    _install(ARCHITECTURES[architecture], staged)
    contents.prune(staged)
    contents.copy_application(ROOT, staged)
    _collect_static(staged)
    _compile(staged)
    return _zip(staged, folder / f"chatscape-{architecture}.zip")


def _install(machine: str, staged: Path) -> None:
    """The locked requirements, as wheels of that machine."""
    lock = staged.with_suffix(".txt")
    lock.write_text("\n".join(_requirements()))
    glibcs = NEW_GLIBC if sys.version_info >= (3, 12) else OLD_GLIBC
    platforms = [f"--platform=manylinux_2_{glibc}_{machine}" for glibc in glibcs]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "--no-deps", "--no-compile", "--only-binary=:all:"]
    command += [f"--python-version={PYTHON}", "--implementation=cp", *platforms]
    command += [
        f"--platform=manylinux2014_{machine}",
        f"--target={staged}",
        f"--requirement={lock}",
    ]
    subprocess.run(command, check=True)
    lock.unlink()


def _requirements() -> Iterator[str]:
    for entry in ENTRY.split((ROOT / "requirements.txt").read_text()):
        name = re.split(r"[=\[ ;]", entry, maxsplit=1)[0]
        if name not in contents.UNUSED_PACKAGES:
            yield entry


def _collect_static(staged: Path) -> None:
    """With the settings of development, which need no secret, and no debugging."""
    environment = {"PATH": os.environ["PATH"], "CHATSCAPE_STATIC_ROOT": str(staged / "var/static")}
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _compile(staged: Path) -> None:
    """What a function could not keep, and would compile at each of its starts."""
    command = [sys.executable, "-m", "compileall", "-q", "-j1", "-s", str(staged), "-p", TASK_ROOT]
    command += ["--invalidation-mode=unchecked-hash", str(staged)]
    subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": "0"}, check=True)


def _zip(staged: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(staged.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(staged).as_posix(), EPOCH)
                entry.external_attr = 0o100644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), compresslevel=9)
    return target


if __name__ == "__main__":
    main()
