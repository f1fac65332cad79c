"""Whoever has the page of a picture in front of them."""

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.guest import Guest

from .cast import FRIENDS
from .past import id_of
from .world import World

LOOK = "document.dispatchEvent(new Event('look'))"
CSP = "Content Security Policy"


class Visitor(Guest):
    def __init__(self, page: Page, world: World, email: str) -> None:
        super().__init__(page, world.site.origin, email.partition("@")[0].title(), "")
        self.email = email
        self.world = world
        page.on("pageerror", lambda error: self.complaints.append(f"{self.name}: {error}"))

    def _hear(self, kind: str, text: str) -> None:
        """Of the policy alone: what a state is about may well be in the console."""
        if CSP in text:
            super()._hear(kind, text)

    # Where they go

    def goes_to(self, path: str) -> None:
        self.page.goto(self.origin + path)

    def opens_chat(self, email: str, where: str = "") -> None:
        self.goes_to(f"/chats/{id_of(email)}/{where}")
        expect(self.log).to_be_visible()

    def reads_chat(self, email: str, where: str = "") -> None:
        """What is new in it, as far as it is in sight."""
        self.opens_chat(email, where)
        (unread,) = [it.unread for it in FRIENDS if it.email == email]
        row = self.page.locator(f'[data-contact="{id_of(email)}"]')
        expect(row).not_to_have_attribute("data-unread", str(unread))

    # What they do

    def clicks(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def writes(self, text: str) -> None:
        """And sends it by the button, which is there on a phone as well."""
        self.composer.fill(text)
        self.clicks("Send")

    def scrolls_to(self, top: int) -> None:
        self.log.evaluate("(log, top) => { log.scrollTop = top }", top)

    def looks(self) -> None:
        """The page asks for news, and has them."""
        with self.page.expect_response("**/updates/**"):
            self.page.evaluate(LOOK)
        expect(self.page.locator(".htmx-request")).to_have_count(0)

    # What the network does

    def gets_no_answer(self, address: str, method: str = "GET") -> None:
        """As long as the page is open."""

        def hold(route: Route) -> None:
            if route.request.method != method:
                route.fallback()

        self.page.route(address, hold)

    def is_cut_off(self, address: str, method: str = "GET") -> None:
        def cut(route: Route) -> None:
            route.abort() if route.request.method == method else route.fallback()

        self.page.route(address, cut)

    # What they see

    @property
    def log(self) -> Locator:
        return self.page.locator("#chat-log")

    def chat_row(self, email: str) -> Locator:
        return self.page.locator(f"#contact-link-{id_of(email)}")
