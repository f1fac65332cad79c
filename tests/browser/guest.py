"""Somebody in front of a real browser, whose console has nothing to complain about."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.remote import RemotePerson

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

NO_WORKER = "Service Worker registration blocked by Playwright"
SETTLE = """() => document.getAnimations()
    .filter(it => it.effect.getComputedTiming().endTime !== Infinity)
    .forEach(it => it.finish())"""


class Guest:
    def __init__(self, page: Page, origin: str, name: str, run: str) -> None:
        self.page = page
        self.origin = origin
        self.name = name
        self.email = f"{name.lower()}-{run}@example.com"
        self.complaints: list[str] = []
        self.allowed_statuses: set[str] = set()
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self._hear("error", str(error)))

    def _hear(self, kind: str, text: str) -> None:
        """A console warns of every answer over 399; only those that a test brings about may be."""
        if (
            kind in {"error", "warning"}
            and NO_WORKER not in text
            and not any(
                f"status of {status}" in text or f"Status Error Code {status}" in text
                for status in self.allowed_statuses
            )
        ):
            self.complaints.append(f"{self.name}: {text}")

    # What they do

    def signs_in(self) -> "Guest":
        """Without a look at the pages on the way, and has the list in front of them."""
        known = RemotePerson(self.origin, self.email).signs_in()
        self.page.context.add_cookies(known.cookies)
        self.page.goto(f"{self.origin}/chats/")
        return self

    def signs_in_by_hand(self) -> "Guest":
        self.page.goto(self.origin)
        self.page.get_by_role("link", name="Open in browser").click()
        self.page.get_by_label("E-mail address").fill(self.email)
        self.page.get_by_role("button").click()
        expect(self.page).to_have_url(f"{self.origin}/chats/")
        return self

    def adds(self, other: "Guest") -> None:
        self.enters(other.name, other.email)
        expect(self.open_row(other)).to_be_attached()

    def enters(self, name: str, email: str) -> None:
        """Somebody to be added to the list."""
        form = self.page.locator("#add-contact")
        if not form.is_visible():
            self.page.get_by_text("Add contact").first.click()
        form.get_by_label("Name").fill(name)
        form.get_by_label("E-mail address").fill(email)
        form.get_by_role("button", name="Add contact").click()

    def opens(self, other: "Guest") -> None:
        if self.open_row(other).count() == 0:
            self.goes_back()
            self.row(other).get_by_role("link").click()
        expect(self.page.locator("#chat-log")).to_be_visible()

    def says(self, text: str) -> None:
        self.page.get_by_label("Message to").fill(text)
        self.page.get_by_role("button", name="Send").click()
        expect(self.bubble(text)).to_be_visible()

    def goes_back(self) -> None:
        back = self.page.get_by_role("link", name="Back")
        if back.is_visible():
            back.click()

    def closes(self) -> None:
        self.page.goto(f"{self.origin}/chats/")

    def finds(self, other: "Guest") -> None:
        """With the list's filter, sent as a form."""
        self.page.get_by_role("searchbox").fill(other.email.upper())
        self.page.get_by_role("button", name="Find").click()
        expect(self.row(other)).to_be_visible()

    def picks(self, action: str) -> None:
        """From the menu of the open conversation."""
        self.page.locator("#contact-menu").click()
        self.page.get_by_role("button", name=action).click()

    # What they see

    @property
    def composer(self) -> Locator:
        return self.page.locator("#composer-body")

    def row(self, other: "Guest") -> Locator:
        return self.page.locator(f'[data-contact][data-email="{other.email}"]')

    def open_row(self, other: "Guest") -> Locator:
        return self.row(other).locator("[aria-current=page]")

    def bubble(self, text: str) -> Locator:
        return self.page.locator(".message__body", has_text=text)

    def numbers(self) -> list[int]:
        found: list[str] = self.page.locator("li[data-seq]").evaluate_all(
            "items => items.map(item => item.dataset.seq)"
        )
        return [int(number) for number in found]

    def sees_no_barrier(self) -> None:
        """axe finds nothing, and nothing is wider than the screen, once all has come in."""
        self.page.evaluate(SETTLE)
        result = Axe().run(self.page)
        assert result.violations_count == 0, result.generate_report()
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not wide


@contextmanager
def guest(browser: Browser, origin: str, name: str, run: str, **options: Any) -> Iterator[Guest]:
    """With a browser profile of their own; complaints of the console fail the test."""
    with browser.new_context(**options) as context:
        someone = Guest(context.new_page(), origin, name, run)
        yield someone
        assert someone.complaints == [], someone.complaints
