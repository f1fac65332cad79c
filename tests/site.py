"""Starts the real site, as `make run` does, in a folder and on ports of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from local.options import BadOptionError, check_free

ROOT = Path(__file__).resolve().parent.parent
OURS = ("CHATSCAPE_", "OIDC_", "PORT", "DATA_DIR", "DJANGO_")  # of whoever runs the tests
RUN = (sys.executable, "-m", "local.run")
GENEROUS = {
    f"CHATSCAPE_{name}": "10000"
    for name in ("MESSAGES_PER_MINUTE", "CONTACTS_PER_HOUR", "REQUESTS_PER_DAY", "REPORTS_PER_DAY")
}
LOOK_EVERY = 0.05  # seconds


class Site:
    """A local copy: the site, its provider and what started them, in one process group."""

    def __init__(
        self,
        data_dir: Path,
        env: Mapping[str, str] | None = None,
        *,
        port: int = 0,
        oidc_port: int = 0,
        command: Sequence[str] = RUN,
        source: Path = ROOT,
    ) -> None:
        self.data_dir = data_dir
        self.port = port or free_port()
        self.oidc_port = oidc_port or free_port()
        self.origin = f"http://localhost:{self.port}"
        self.issuer = f"http://localhost:{self.oidc_port}"
        self._env = GENEROUS | dict(env or {})
        self._command = command
        self._source = source
        self._log = data_dir / "log.txt"

    def start(self) -> None:
        inherited = {name: it for name, it in os.environ.items() if not name.startswith(OURS)}
        own = {
            "PORT": str(self.port),
            "OIDC_PORT": str(self.oidc_port),
            "DATA_DIR": str(self.data_dir),
        }
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command,
                env=inherited | own | self._env,
                cwd=self._source,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_until_it_answers(self) -> None:
        while not (answers(self.port, "/healthz") and answers(self.oidc_port, "/jwks")):
            if self.process.poll() is not None:
                raise RuntimeError(f"The site did not start:\n{self.log}")
            time.sleep(LOOK_EVERY)

    @property
    def log(self) -> str:
        """Everything that its processes said."""
        return self._log.read_text()

    def stop(self) -> int:
        """As Ctrl-C in a terminal does, which reaches every process. The exit code."""
        return self._end(signal.SIGINT)

    def kill(self) -> None:
        """As a power cut does: all at once and nothing said. The ports are free afterwards."""
        self._end(signal.SIGKILL)
        wait_until(lambda: is_free(self.port) and is_free(self.oidc_port))

    def _end(self, number: signal.Signals) -> int:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        return self.process.wait()


@contextmanager
def local_site(
    data_dir: Path, env: Mapping[str, str] | None = None, *, command: Sequence[str] = RUN
) -> Iterator[Site]:
    """A site that answers, and is stopped at the end."""
    site = Site(data_dir, env, command=command)
    site.start()
    try:
        site.wait_until_it_answers()
        yield site
    finally:
        site.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    try:
        check_free("PORT", port)
    except BadOptionError:
        return False
    return True


def answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("localhost", port)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until(condition: Callable[[], bool], every: float = LOOK_EVERY) -> None:
    """Looks again after so many seconds."""
    while not condition():
        time.sleep(every)
