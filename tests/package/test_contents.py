"""The zips: small, the same every time, of what runs, and for the machine that runs it."""

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy.package import ARCHITECTURES, build

from .conftest import Archives

MOST = 20_000_000  # bytes
TAG = sys.implementation.cache_tag
ELF = b"\x7fELF"
ELF_MACHINES = {"arm64": 183, "x86_64": 62}
BUNDLES = """
import ssl
from botocore.httpsession import get_cert_path
from requests.utils import DEFAULT_CA_BUNDLE_PATH
for bundle in (get_cert_path(True), DEFAULT_CA_BUNDLE_PATH):
    print(bool(ssl.create_default_context(cafile=bundle).get_ca_certs()), bundle)
"""


@pytest.fixture(params=ARCHITECTURES)
def architecture(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def archive(architecture: str, archives: Archives) -> Path:
    return archives(architecture)


def names_in(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as zipped:
        return zipped.namelist()


def run_in(folder: Path, program: str) -> str:
    """What a program prints that can import nothing but what is in a folder."""
    return subprocess.run(
        [sys.executable, "-S", "-c", program],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_two_builds_are_one_digest(architecture: str, archive: Path, tmp_path: Path) -> None:
    again = build(architecture, tmp_path)

    first, second = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (archive, again))
    assert first == second
    assert archive.stat().st_size <= MOST


def test_it_holds_what_runs_and_nothing_else(archive: Path) -> None:
    names = names_in(archive)

    tops = {name.partition("/")[0] for name in names}
    assert {"chatscape", "messaging", "templates", "locale", "var", "django", "botocore"} <= tops
    assert not tops & {"tests", "local", "deploy", "static", "boto3", "granian", "pip", ".venv"}
    assert not [name for name in names if name.endswith((".po", ".pyi", ".c"))]
    services = {name.split("/")[2] for name in names if name.startswith("botocore/data/")}
    assert {name for name in services if "." not in name} == {"dynamodb", "ssm"}
    assert "var/static/staticfiles.json" in names
    assert {"locale/de/LC_MESSAGES/django.mo"} <= set(names)


def test_every_architecture_has_the_same(archives: Archives) -> None:
    one, other = (
        {name.replace(f"-{machine}-", "-machine-") for name in names_in(archives(architecture))}
        for architecture, machine in ARCHITECTURES.items()
    )

    assert one == other


def test_what_is_machine_code_is_of_the_machine(architecture: str, archive: Path) -> None:
    with zipfile.ZipFile(archive) as zipped:
        heads = {name: zipped.open(name).read(20) for name in zipped.namelist()}

    shared = {name for name in heads if ".so" in Path(name).suffixes}
    code = {name: head for name, head in heads.items() if head.startswith(ELF)}
    assert shared == set(code)
    machines = {int.from_bytes(head[18:20], "little") for head in code.values()}
    assert machines == {ELF_MACHINES[architecture]}


def test_what_is_machine_code_is_of_the_runtimes_python(architecture: str, archive: Path) -> None:
    named = (re.search(r"\.(cpython-[^.]+)\.so$", name) for name in names_in(archive))

    assert {it[1] for it in named if it} == {f"{TAG}-{ARCHITECTURES[architecture]}-linux-gnu"}


def test_every_module_is_compiled_for_the_runtime(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as zipped:
        names = set(zipped.namelist())
        zipped.extractall(tmp_path)

    modules = [name for name in names if name.endswith(".py") and name.startswith("chatscape/")]
    compiled = [f"{path.parent}/__pycache__/{path.stem}.{TAG}.pyc" for path in map(Path, modules)]
    assert set(compiled) <= names
    cached = run_in(tmp_path, "import chatscape.environment as it; print(it.__cached__)")
    assert cached.endswith(f"environment.{TAG}.pyc")


def test_whom_aws_and_the_provider_are_trusted_by_is_inside(package: Path) -> None:
    bundles = run_in(package, BUNDLES).splitlines()

    assert bundles == [f"True {package / 'certifi' / 'cacert.pem'}"] * 2
