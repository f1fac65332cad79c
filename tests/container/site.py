"""The site out of the image, as somebody runs it."""

import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.container.image import Image
from tests.site import GENEROUS, answers, free_port, wait_until


class Running:
    """One container: its own port, and the volume that the image has."""

    def __init__(
        self, image: Image, log: Path, variables: Mapping[str, str], *, port: int = 0
    ) -> None:
        self.image = image
        self.port = port or free_port()
        self._log = log
        local = {"PORT": str(self.port), "GRANIAN_HOST": "127.0.0.1"}
        self._variables = GENEROUS | local | {"CHATSCAPE_ORIGIN": self.origin} | dict(variables)
        self.start()

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> str:
        return self._log.read_text()

    @property
    def is_healthy(self) -> bool:
        return self.does(*self.image.health).returncode == 0

    def start(self) -> None:
        self.process = self.image.run(self.image.command, self._variables, self._log)
        wait_until(lambda: self.process.poll() is not None or answers(self.port, "/healthz"))
        assert self.process.poll() is None, self.log

    def does(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """As `docker exec`."""
        process = self.image.run(command, self._variables)
        said, complained = process.communicate()
        return subprocess.CompletedProcess(command, process.returncode, said, complained)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait()


@contextmanager
def running(image: Image, log: Path, **variables: str) -> Iterator[Running]:
    site = Running(image, log, variables)
    try:
        yield site
    finally:
        site.stop()
