"""What ChatScape says of itself as an application: how to install it, and when to update it."""

from playwright.sync_api import expect

from ..cast import GERMAN
from ..state import state
from ..visitor import Visitor

NEW_VERSION = "document.getElementById('update').hidden = false"


@state("german-install", who=None, locale=GERMAN)
@state("install", who=None)
def install(visitor: Visitor) -> None:
    visitor.goes_to("/")
    visitor.page.locator('[data-opens="install"]').click()
    expect(visitor.page.get_by_role("dialog")).to_be_visible()


@state("update-available")
def update_available(visitor: Visitor) -> None:
    visitor.opens_chat("bob@example.com")
    visitor.page.evaluate(NEW_VERSION)


@state("update-available-list")
def update_available_on_the_list(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.evaluate(NEW_VERSION)
