"""Guests of one run on one site; the addresses of another run are other people."""

from contextlib import ExitStack
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser

from tests.site import Site

from .guest import Guest, guest


class Room:
    def __init__(self, browser: Browser, site: Site, options: dict[str, Any]) -> None:
        self.origin = site.origin
        self.run = uuid4().hex[:8]
        self._browser = browser
        self._options = options
        self._stack = ExitStack()

    def guest(self, name: str, **options: Any) -> Guest:
        """Without a worker, whose requests Playwright cannot hold up, unless one is asked for."""
        alone = {"service_workers": "block"}
        opened = guest(
            self._browser, self.origin, name, self.run, **alone | self._options | options
        )
        return self._stack.enter_context(opened)

    def close(self) -> None:
        self._stack.close()
