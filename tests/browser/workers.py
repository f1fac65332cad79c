"""The worker of a page, as the browser sees it."""

from playwright.sync_api import CDPSession, Page

from .waiting import expect_soon

IS_READY = "async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)"


def until_ready(page: Page) -> None:
    expect_soon(page, lambda: bool(page.evaluate(IS_READY)))


def registration_of(session: CDPSession, page: Page) -> str:
    """As the browser numbers it."""
    until_ready(page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(it["registrationId"] for it in event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    expect_soon(page, lambda: bool(found))
    return found[0]
