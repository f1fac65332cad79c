"""Waiting for what Playwright does not know."""

from collections.abc import Callable

from playwright.sync_api import Page

SOON, LOOK_EVERY = 1_000, 30  # looks, and ms between them


def expect_soon(page: Page, holds: Callable[[], bool]) -> None:
    """As Playwright's own `expect` does."""
    for _ in range(SOON):
        if holds():
            return
        page.wait_for_timeout(LOOK_EVERY)
    raise AssertionError("It did not come true.")
