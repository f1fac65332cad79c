"""What somebody sees and changes of their account."""

from playwright.sync_api import expect

from ..cast import GERMAN, STAFF, TOO_LONG
from ..state import state
from ..visitor import Visitor


@state("german-account", locale=GERMAN)
@state("account")
def account(visitor: Visitor) -> None:
    visitor.goes_to("/account/")


@state("german-account-devices", locale=GERMAN)
@state("account-devices")
def devices(visitor: Visitor) -> None:
    visitor.world.is_notified("Chrome", "Android")
    visitor.world.is_notified("Firefox", "Windows")
    visitor.goes_to("/account/?tested=sent#notifications")
    expect(visitor.page.locator("[data-device]")).to_have_count(2)


@state("account-saved")
def saved(visitor: Visitor) -> None:
    account(visitor)
    visitor.page.get_by_label("Display name").fill("Alice from the choir")
    visitor.clicks("Save")
    expect(visitor.page.get_by_text("Saved.")).to_be_visible()


@state("account-error")
def error(visitor: Visitor) -> None:
    account(visitor)
    visitor.page.get_by_label("Display name").fill(TOO_LONG)
    visitor.clicks("Save")
    expect(visitor.page.get_by_role("alert")).to_be_visible()


@state("staff-menu", who=STAFF)
@state("account-menu")
def account_menu(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.locator("#account-menu").click()
    expect(visitor.page.get_by_role("button", name="Log out")).to_be_visible()


@state("about-signed-in")
def about(visitor: Visitor) -> None:
    visitor.goes_to("/about/")


@state("suspended")
def suspended(visitor: Visitor) -> None:
    visitor.world.suspends(days=14)
    visitor.goes_to("/chats/")


@state("suspended-for-good")
def suspended_for_good(visitor: Visitor) -> None:
    visitor.world.suspends()
    visitor.goes_to("/chats/")


@state("warned")
def warned(visitor: Visitor) -> None:
    visitor.world.is_told(warning="harassment")
    visitor.goes_to("/chats/")
    expect(visitor.page.locator("[data-news=warning]")).to_be_visible()


@state("answered")
def answered(visitor: Visitor) -> None:
    visitor.world.is_told(answered=True)
    visitor.goes_to("/chats/")
    expect(visitor.page.locator("[data-news=answer]")).to_be_visible()
