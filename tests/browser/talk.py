"""Alice in front of her conversation with Bob, and what became of what she wrote."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

from playwright.sync_api import Error, Locator, Page, Route, expect

from tests.remote import RemotePerson
from tests.site import Site

from .guest import Guest
from .room import Room
from .waiting import expect_soon

SIGN_IN = re.compile("/oauth2/authorize")
MESSAGES = "**/messages/"
SCRIPTED = "live-updates:defined"
UNSENT = "#messages [data-state]"
FAILED = "#messages [data-state=failed]"
QUEUED = "#messages [data-state=queued]"
REFUSAL: dict[str, Any] = {  # what the site refuses for good
    "status": 403,
    "headers": {"HX-Retarget": "#notices"},
    "body": '<div role="alert"><p>You are not allowed to do this.</p></div>',
}

Held = list[Route]


class Talk:
    def __init__(self, alice: Guest, bob: Guest) -> None:
        self.alice = alice
        self.bob = bob
        self.page = alice.page
        alice.signs_in()
        self.device = RemotePerson(alice.origin, alice.email).signs_in()
        self.contact = self.device.adds(bob.email)
        self.address = f"{alice.origin}/chats/{self.contact}/"
        self.page.goto(self.address)

    def writes(self, text: str) -> None:
        """And presses Enter, which means something once the scripts are there."""
        expect(self.page.locator(SCRIPTED)).to_be_attached()
        self.alice.composer.fill(text)
        self.alice.composer.press("Enter")

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()

    def sees_failed(self, text: str, reason: str) -> Locator:
        """One bubble that keeps its text and says why it was not sent."""
        failed = self.page.locator(FAILED)
        expect(failed).to_have_count(1)
        expect(failed.locator(".message__body")).to_have_text(text)
        expect(failed.get_by_role("alert")).to_contain_text(reason)
        expect(failed.get_by_role("alert")).to_contain_text("Not sent.")
        for button in ("Retry", "Edit", "Discard"):
            expect(failed.get_by_role("button", name=button)).to_be_visible()
        return failed

    def sees_queued(self, *texts: str) -> None:
        """They wait, in this order, and say so without an alarm; nothing has failed."""
        queued = self.page.locator(QUEUED)
        expect(queued.locator(".message__body")).to_have_text(list(texts))
        for bubble in queued.all():
            expect(bubble).to_contain_text("Waiting for a connection")
            for button in ("Edit", "Discard"):
                expect(bubble.get_by_role("button", name=button)).to_be_visible()
        expect(self.page.locator(FAILED)).to_have_count(0)
        expect(self.page.locator("#messages").get_by_role("alert")).to_have_count(0)

    def sees_stored(self, *texts: str) -> None:
        """These messages, in this order, and nothing that is under way or has failed."""
        expect(self.page.locator("li[data-seq] .message__body")).to_have_text(list(texts))
        expect(self.page.locator(UNSENT)).to_have_count(0)
        expect(self.page.locator("#messages button")).to_have_count(0)
        assert self.on_server() == list(texts)

    def on_server(self) -> list[str]:
        return [body for _, _, body in self.device.reads_everything(self.contact)]

    def fails_to_send(self, *texts: str) -> None:
        """What the site refuses for good."""
        self.alice.allowed_statuses.add("403")
        self.page.route(MESSAGES, lambda route: route.fulfill(**REFUSAL))
        for text in texts:
            self.writes(text)
            expect(self.page.locator(FAILED, has_text=text)).to_be_visible()
        self.page.unroute(MESSAGES)

    def excuses_silence(self) -> None:
        """Of the console's complaints, those that there was no answer."""
        silence = ("net::ERR_", "htmx:afterRequest", "htmx:sendError")
        self.alice.complaints = [
            it for it in self.alice.complaints if not any(word in it for word in silence)
        ]


def talk_in(room: Room, **options: Any) -> Talk:
    return Talk(room.guest("Alice", **options), room.guest("Bob"))


def session_ends(talk: Talk, *, forgets_all: bool = False) -> None:
    """What else a browser has from the site, it keeps for longer, unless somebody clears it."""
    context = talk.page.context
    for cookie in context.cookies(talk.alice.origin):
        if forgets_all or "session" in cookie["name"]:
            context.clear_cookies(name=cookie["name"])


def signs_in(page: Page, email: str) -> None:
    """On the page that whoever is not signed in is led to."""
    expect(page).to_have_url(SIGN_IN)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button").click()
    expect(page.locator("#live")).to_be_attached()


@contextmanager
def held(page: Page, address: str, method: str) -> Iterator[Held]:
    """Requests that get no answer until the test gives one."""
    routes: Held = []

    def hold(route: Route) -> None:
        routes.append(route) if route.request.method == method else route.continue_()

    page.route(address, hold)
    yield routes
    page.unroute(address, hold)


def until_held(page: Page, routes: Held) -> Route:
    expect_soon(page, lambda: bool(routes))
    return routes[0]


@contextmanager
def no_news(page: Page) -> Iterator[None]:
    """The page asks what is new, and hears nothing before the end."""
    with held(page, "**/updates/**", "GET") as questions:
        yield
    for question in questions:
        with suppress(Error):  # of a page that is gone
            question.continue_()


@contextmanager
def busy(site: Site) -> Iterator[None]:
    """Somebody writes and does not come to an end: the store gives up and the answer is 503."""
    path = site.data_dir / "chatscape.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
