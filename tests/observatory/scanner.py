"""Mozilla's scanner for Node, of one version: its installation and its run."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.site import ROOT

from .pages import Page

PACKAGE, VERSION = "@mdn/mdn-http-observatory", "1.4.8"
HOME = ROOT / "var" / "observatory"
INSTALLED = HOME / "node_modules" / PACKAGE
PRELOADED = INSTALLED / "conf" / "hsts-preload.json"
SCAN = Path(__file__).with_name("scan.mjs")
OLDEST_NODE = 20
MILLISECONDS = "600000"  # enough for any machine


class NoScannerError(Exception):
    """Says what is missing."""


@dataclass(frozen=True, slots=True)
class Judgement:
    test: str
    result: str
    points: int
    best: int

    @property
    def falls_short(self) -> bool:
        return self.points < self.best


@dataclass(frozen=True, slots=True)
class Result:
    grade: str
    score: int
    best: int
    tests: list[Judgement]

    @property
    def falls_short(self) -> bool:
        return any(test.falls_short for test in self.tests)


def install() -> None:
    """Unless it is there. No script of a package runs. Raises NoScannerError."""
    if not shutil.which("npm") or _node_version() < OLDEST_NODE:
        raise NoScannerError(f"npm and Node {OLDEST_NODE} or newer are needed.")
    if _installed_version() != VERSION:
        HOME.mkdir(parents=True, exist_ok=True)
        options = ("--ignore-scripts", "--no-save", "--no-package-lock", "--no-audit", "--no-fund")
        what = f"{PACKAGE}@{VERSION}"
        command = ["npm", "install", "--prefix", str(HOME), *options, "--loglevel=error", what]
        if subprocess.run(command, check=False).returncode:
            raise NoScannerError(f"npm could not install {what}.")
    # One of those scripts would fetch the list of browsers, which has no localhost.
    PRELOADED.write_text("{}")


def scan(port: int, pages: Sequence[Page], certificate: Path) -> list[Result]:
    """The results, in the order of the pages."""
    done = subprocess.run(
        ["node", str(SCAN), str(INSTALLED), str(port)],
        input=json.dumps([asdict(page) for page in pages]),
        env=os.environ
        | {
            "NODE_EXTRA_CA_CERTS": str(certificate),
            "ABORT_TIMEOUT": MILLISECONDS,
            "CLIENT_TIMEOUT": MILLISECONDS,
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [
        Result(**it | {"tests": [Judgement(**test) for test in it["tests"]]})
        for it in json.loads(done.stdout)
    ]


def _node_version() -> int:
    if not shutil.which("node"):
        return 0
    version = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, text=True, check=True)
    return int(version.stdout.removeprefix("v").partition(".")[0])


def _installed_version() -> str | None:
    try:
        return str(json.loads((INSTALLED / "package.json").read_text())["version"])
    except FileNotFoundError:
        return None
