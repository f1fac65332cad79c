"""The worker of a page, as the browser sees it."""

from playwright.sync_api import CDPSession, Page

from .waiting import expect_soon

IS_READY = """async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    return registration?.active?.state === "activated"
}"""


def until_ready(page: Page) -> None:
    """It has every page that is opened from now on."""
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
