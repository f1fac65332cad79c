"""The image without an engine: the steps of the Dockerfile, taken in a plain folder.

Its own root folder stands for `/`: `/app` and `/data` are in it, and the Python of this machine is
the one of the base image. Whoever runs this as root has the server run as the image's user.
"""

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.container.dockerfile import Step, context, stages
from tests.site import ROOT

OWN_PATHS = re.compile(r"(?<![\w.])/(app|data)\b")
FOR_ROOT_ALONE = re.compile(r"--(owner|group) \S+")
KEPT = ("PATH", "LD_LIBRARY_PATH", "HOME", "LANG", "PIP_", "SSL_", "REQUESTS_", "HTTP", "http")
IS_ROOT = os.geteuid() == 0


class Image:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment: dict[str, str] = {}
        self.workdir = root
        self.user = 0
        self.command: list[str] = []
        self.health: list[str] = []

    def build(self) -> None:
        (self.root / "bin").mkdir()
        (self.root / "bin" / "python").symlink_to(_python())
        build, final = stages((ROOT / "Dockerfile").read_text())
        self._take(build)
        self.environment = {}
        self._take([it for it in final if "--from=build" not in it.rest])
        self._lock()

    @property
    def app(self) -> Path:
        return self.root / "app"

    @property
    def data(self) -> Path:
        return self.root / "data"

    def _take(self, steps: Sequence[Step]) -> None:
        take: dict[str, Callable[[str], None]] = {
            "RUN": self._run,
            "COPY": self._copy,
            "ENV": self._set,
            "WORKDIR": self._enter,
            "USER": self._become,
            "CMD": self._start_with,
            "HEALTHCHECK": self._ask_with,
        }
        for step in steps:
            if step.word in take:
                take[step.word](step.rest)

    def _set(self, rest: str) -> None:
        pairs = [word.partition("=") for word in shlex.split(self._here(rest))]
        self.environment |= {name: value for name, _, value in pairs}

    def _enter(self, rest: str) -> None:
        self.workdir = Path(self._here(rest))
        self.workdir.mkdir(exist_ok=True)

    def _become(self, rest: str) -> None:
        self.user = int(rest.partition(":")[0])

    def _start_with(self, rest: str) -> None:
        self.command = json.loads(rest)

    def _ask_with(self, rest: str) -> None:
        self.health = json.loads(rest.partition(" CMD ")[2])

    def _here(self, text: str) -> str:
        return OWN_PATHS.sub(lambda found: str(self.root) + found[0], text)

    def _run(self, script: str) -> None:
        if not IS_ROOT:
            script = FOR_ROOT_ALONE.sub("", script)
        command = ["/bin/sh", "-ec", self._here(script)]
        subprocess.run(command, cwd=self.workdir, env=self._inside({}), check=True)

    def _copy(self, rest: str) -> None:
        source, target = rest.split()
        for file in context(ROOT):
            name = file.relative_to(ROOT)
            if source in {".", str(name)}:
                copy = self.workdir / target / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, copy)

    def _inside(self, variables: Mapping[str, str]) -> dict[str, str]:
        kept = {name: it for name, it in os.environ.items() if name.startswith(KEPT)}
        path = {"PATH": f"{self.root / 'bin'}{os.pathsep}{kept['PATH']}"}
        return kept | path | self.environment | dict(variables)

    def run(
        self, command: Sequence[str], variables: Mapping[str, str], log: Path | None = None
    ) -> "subprocess.Popen[str]":
        """As `docker run --read-only` does: as the image's user, who may write to /data alone."""
        with (log or Path(os.devnull)).open("a") as file:
            return subprocess.Popen(
                command,
                cwd=self.workdir,
                env=self._inside(variables),
                stdout=file if log else subprocess.PIPE,
                stderr=file if log else subprocess.PIPE,
                text=True,
                user=self.user if IS_ROOT else None,
                group=self.user if IS_ROOT else None,
                extra_groups=[] if IS_ROOT else None,
            )

    def _lock(self) -> None:
        for path in [self.app, *self.app.rglob("*")]:
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)

    def unlock(self) -> None:
        for path in [self.app, *self.app.rglob("*")]:
            path.chmod(stat.S_IMODE(path.stat().st_mode) | 0o200)


def _python() -> Path:
    """This one, or where the image's user may not come to it, the system's."""
    chosen = Path(os.environ.get("CONTAINER_PYTHON") or sys.executable).resolve()
    is_everybodys = all(it.stat().st_mode & stat.S_IXOTH for it in [chosen, *chosen.parents])
    return chosen if is_everybodys or not IS_ROOT else Path("/usr/bin/python3")
