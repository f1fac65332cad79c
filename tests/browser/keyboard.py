"""Alice with a keyboard and no mouse."""

from typing import Any

from playwright.sync_api import Locator, expect

from .reading import Reading
from .room import Room

MARK = "window.isTheSame = true"
IS_MARKED = "window.isTheSame === true"


class Keys(Reading):
    """Alice, with Bob, Carol and Mallory on her list, from the latest to the first."""

    def __init__(self, room: Room, messages: int = 3, **options: Any) -> None:
        super().__init__(room, **options)
        self.carol = self.device.adds(f"carol@{room.run}.example.com")
        self.mallory = self.device.adds(f"mallory@{room.run}.example.com")
        self.bob_wrote(messages)

    def starts(self) -> None:
        """With the list, in a page that is never loaded again."""
        self.page.goto(f"{self.alice.origin}/chats/")
        self.page.evaluate(MARK)

    def opens_bob(self) -> None:
        """From the top of the list into the message box."""
        self.starts()
        self.press("/", "ArrowDown", "Enter")
        expect(self.alice.composer).to_be_focused()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def links(self) -> list[Locator]:
        listed = self.page.locator("[data-contact] a")
        expect(listed).to_have_count(3)
        return listed.all()

    def link(self, contact: str) -> Locator:
        return self.page.locator(f"#contact-link-{contact}")

    @property
    def filter(self) -> Locator:
        return self.page.get_by_role("searchbox")

    @property
    def help(self) -> Locator:
        return self.page.get_by_role("dialog", name="Keyboard")

    def opens_help_from_the_menu(self) -> None:
        self.page.locator("#account-menu").focus()
        self.press("Enter")
        self.page.get_by_role("button", name="Keyboard").focus()
        self.press("Enter")
        expect(self.help).to_be_visible()

    def is_back_in_the_list(self) -> None:
        """At Bob's row, without having left the page."""
        expect(self.link(self.contact)).to_be_focused()
        expect(self.page).to_have_url(f"{self.alice.origin}/chats/")
        expect(self.log).to_have_count(0)
        assert self.page.evaluate(IS_MARKED)
