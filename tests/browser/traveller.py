"""Alice, whose phone loses its network, its power and its patience, and Bob, who reads her."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.remote import RemotePerson
from tests.serving import serving
from tests.site import local_site
from tests.tunnel import Tunnel

from .profile import Profile
from .waiting import expect_soon
from .workers import registration_of, until_ready

UNSENT = "#messages [data-state]"
IS_KEPT = """async ([path, text]) => {
    const names = (await caches.keys()).filter(it => it.startsWith("pages:"))
    const kept = names.map(async name => (await caches.open(name)).match(path))
    const texts = (await Promise.all(kept)).map(it => it?.text() ?? "")
    return (await Promise.all(texts)).some(it => it.includes(text))
}"""


class Traveller:
    def __init__(self, browser: Browser, way: Tunnel, folder: Path) -> None:
        self.way = way
        run = uuid4().hex[:8]
        self.device = RemotePerson(way.origin, f"alice-{run}@example.com").signs_in()
        self.bob = RemotePerson(way.origin, f"bob-{run}@example.com").signs_in()
        self.contact = self.device.adds(self.bob.email)
        self.alice = self.bob.adds(self.device.email)
        self.profile = Profile(browser.browser_type, folder)
        self.signs_in()
        self.chat = f"{way.origin}/chats/{self.contact}/"

    @property
    def page(self) -> Page:
        return self.profile.page

    def signs_in(self) -> None:
        """Also after a kill: Chromium writes new cookies to the disk half a minute late."""
        self.profile.context.add_cookies(self.device.cookies)

    def opens(self) -> None:
        self.page.goto(self.chat)
        expect(self.page.locator("#composer-body")).to_be_visible()
        until_ready(self.page)

    def writes(self, text: str) -> None:
        """And sees it in the conversation, in whatever state."""
        composer = self.page.locator("#composer-body")
        composer.fill(text)
        composer.press("Enter")
        expect(self.page.locator(".message__body", has_text=text).first).to_be_visible()

    def sees(self, *texts: str) -> None:
        """Stored messages, in this order, and nothing that waits."""
        expect(self.page.locator("li[data-seq] .message__body")).to_have_text(list(texts))
        expect(self.page.locator(UNSENT)).to_have_count(0)

    def is_kept(self, text: str, contact: str = "") -> None:
        """In the browser, for when there is no network; a text of Bob's, or of somebody else's."""
        path = f"/chats/{contact or self.contact}/"
        expect_soon(self.page, lambda: bool(self.page.evaluate(IS_KEPT, [path, text])))

    def keeps_frame(self, text: str) -> None:
        """The list around the conversations."""
        kept = ["/chats/?frame", text]
        expect_soon(self.page, lambda: bool(self.page.evaluate(IS_KEPT, kept)))

    def background_sync(self, page: Page | None = None) -> Callable[[], None]:
        """Does what the browser does when it finds that there is a network again."""
        session = self.profile.context.new_cdp_session(page or self.page)
        number = registration_of(session, page or self.page)
        sync = {"origin": self.way.origin, "registrationId": number, "tag": "outbox"}
        return lambda: session.send(
            "ServiceWorker.dispatchSyncEvent", {**sync, "lastChance": False}
        )

    def on_server(self) -> list[str]:
        return [body for _, _, body in self.bob.reads_everything(self.alice)]


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tunnel]:
    """To a site of its own."""
    with serving(Tunnel()) as way:
        env = {"CHATSCAPE_ORIGIN": way.origin}
        with local_site(tmp_path_factory.mktemp("far"), env) as site:
            way.leads_to(site)
            yield way


@pytest.fixture
def traveller(browser: Browser, way: Tunnel, tmp_path: Path) -> Iterator[Traveller]:
    traveller = Traveller(browser, way, tmp_path / "profile")
    yield traveller
    way.is_open, way.keeps_out, way.loses_answers_to = True, "", ""
    traveller.profile.closes()
