"""What looks otherwise where scripts do not run."""

from playwright.sync_api import expect

from ..cast import TOO_LONG
from ..state import state
from ..visitor import Visitor


@state("plain-list-no-match", scripts=False)
def no_match(visitor: Visitor) -> None:
    visitor.goes_to("/chats/?q=Quentin")


@state("plain-chat-unread", scripts=False)
def unread(visitor: Visitor) -> None:
    visitor.opens_chat("ivy@example.com")


@state("plain-rename-error", scripts=False)
def rename_error(visitor: Visitor) -> None:
    visitor.opens_chat("bob@example.com")
    visitor.page.locator("#contact-menu").click()
    visitor.page.locator("#rename-name").fill(TOO_LONG)
    visitor.clicks("Rename")
    expect(visitor.page.get_by_role("heading", name="Rename contact")).to_be_visible()
