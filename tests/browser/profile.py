"""A browser of somebody's own: what it keeps outlives its end, be that gentle or not."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Error, Page

from .chromium import flags, on_path
from .guest import DESKTOP


class Profile:
    def __init__(self, browser_type: BrowserType, folder: Path, **options: Any) -> None:
        self._type = browser_type
        self._folder = folder
        self._options = {"viewport": DESKTOP} | options
        self.context: BrowserContext = self.opens()

    def opens(self) -> BrowserContext:
        self.context = self._type.launch_persistent_context(
            self._folder, executable_path=on_path(), args=flags(), **self._options
        )
        return self.context

    @property
    def page(self) -> Page:
        return self.context.pages[0]

    def closes(self) -> None:
        self.context.close()

    def is_killed(self) -> None:
        """All of its processes, in the middle of whatever they do."""
        for process in self._processes():
            os.kill(process, signal.SIGKILL)
        with suppress(Error):  # there is nothing left to close
            self.context.close()

    def _processes(self) -> list[int]:
        """Those whose command names the folder."""
        named = str(self._folder).encode()
        numbers = [int(it.name) for it in Path("/proc").iterdir() if it.name.isdecimal()]
        return [it for it in numbers if named in _command_of(it)]


def _command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:  # it has ended
        return b""
