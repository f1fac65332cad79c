"""The real site with the data of the pictures, and a browser in front of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from playwright.sync_api import Browser

from tests.remote import RemotePerson
from tests.site import Site

from .look import Look
from .past import NOW
from .state import State
from .visitor import Visitor
from .world import World


class Studio:
    def __init__(self, site: Site, browser: Browser, whole_browser: Browser) -> None:
        self.world = World(site)
        self._browsers = {False: browser, True: whole_browser}
        self._cookies = cache(self._signs_in)

    @contextmanager
    def showing(self, state: State, look: Look) -> Iterator[Visitor]:
        """Somebody who has a state in front of them, on a site where nothing else happened."""
        self.world.reset()
        options = {"service_workers": "block", **look.options, **state.options}
        with self._browsers[state.whole_browser].new_context(**options) as context:
            context.clock.set_fixed_time(NOW)
            if state.who:
                context.add_cookies(self._cookies(state.who))
            if not state.scripts:
                context.route("**/*.js", lambda route: route.abort())
            visitor = Visitor(context.new_page(), self.world, state.who or "")
            state.arrange(visitor)
            yield visitor

    def _signs_in(self, email: str) -> list[Any]:
        return RemotePerson(self.world.site.origin, email).signs_in().cookies
