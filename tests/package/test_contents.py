"""The zip: small, the same every time, and of what runs."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy.package import ARCHITECTURES, build

MOST = 20_000_000  # bytes


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_two_builds_are_one_digest(architecture: str, tmp_path: Path) -> None:
    built = [build(architecture, tmp_path / name) for name in ("first", "second")]

    first, second = (hashlib.sha256(path.read_bytes()).hexdigest() for path in built)
    assert first == second
    assert built[0].stat().st_size <= MOST


def test_it_holds_what_runs_and_nothing_else(archive: Path) -> None:
    names = zipfile.ZipFile(archive).namelist()

    tops = {name.partition("/")[0] for name in names}
    assert {"chatscape", "messaging", "templates", "locale", "var", "django", "botocore"} <= tops
    assert not tops & {"tests", "local", "deploy", "static", "boto3", "granian", "pip", ".venv"}
    assert not [name for name in names if name.endswith((".po", ".pyi", ".c"))]
    services = {name.split("/")[2] for name in names if name.startswith("botocore/data/")}
    assert {name for name in services if "." not in name} == {"dynamodb", "ssm"}
    assert "var/static/staticfiles.json" in names
    assert {"locale/de/LC_MESSAGES/django.mo"} <= set(names)


def test_every_module_is_compiled_for_the_runtime(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as zipped:
        names = set(zipped.namelist())
        zipped.extractall(tmp_path)

    modules = [name for name in names if name.endswith(".py") and name.startswith("chatscape/")]
    tag = sys.implementation.cache_tag
    compiled = [f"{path.parent}/__pycache__/{path.stem}.{tag}.pyc" for path in map(Path, modules)]
    assert set(compiled) <= names
    listed = subprocess.run(
        [sys.executable, "-S", "-c", "import chatscape.environment as it; print(it.__cached__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout.strip().endswith(f"environment.{tag}.pyc")
