"""The same in German."""

from playwright.sync_api import expect

from ..cast import STAFF
from ..state import state
from ..visitor import Visitor

BOB = "bob@example.com"
GERMAN = "de-DE"


@state("german-landing", who=None, locale=GERMAN)
def landing(visitor: Visitor) -> None:
    visitor.goes_to("/")


@state("german-about", who=None, locale=GERMAN)
def about(visitor: Visitor) -> None:
    visitor.goes_to("/about/")


@state("german-chat", locale=GERMAN)
def chat(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)


@state("german-request", locale=GERMAN)
def request(visitor: Visitor) -> None:
    visitor.reads_chat("frank@example.com")


@state("german-account", locale=GERMAN)
def account(visitor: Visitor) -> None:
    visitor.goes_to("/account/")


@state("german-keyboard-help", locale=GERMAN)
def keyboard_help(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    visitor.page.locator("#conversation").focus()
    visitor.page.keyboard.press("?")
    expect(visitor.page.get_by_role("dialog")).to_be_visible()


@state("german-not-found", who=None, locale=GERMAN)
def not_found(visitor: Visitor) -> None:
    visitor.goes_to("/nirgends/")


@state("german-admin", who=STAFF, locale=GERMAN)
def admin(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")
