"""The list of conversations."""

from playwright.sync_api import expect

from ..cast import GERMAN, NEWCOMER, OWNER
from ..state import state
from ..visitor import Visitor


@state("plain-list", scripts=False)
@state("list-forced-colours", forced_colors="active")
@state("list")
def chats(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")


@state("list-filtered")
def filtered(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.get_by_role("searchbox").fill("an")


@state("list-no-match")
def no_match(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.get_by_role("searchbox").fill("Quentin")
    expect(visitor.page.get_by_text("No contact matches.")).to_be_visible()


@state("list-end")
def end_of_list(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.locator("[data-contact]").last.scroll_into_view_if_needed()


@state("add-contact")
def add_contact(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.get_by_text("Add contact").first.click()


@state("add-contact-error")
def add_contact_error(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.enters("Alice", OWNER)
    expect(visitor.page.get_by_role("alert")).to_be_visible()


@state("empty-list", who=NEWCOMER)
def empty(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")


@state("first-contact", who=NEWCOMER)
def first_contact(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.enters("Me", NEWCOMER)
    expect(visitor.page.get_by_role("alert")).to_be_visible()


@state("skeleton")
def skeleton(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.gets_no_answer("**/chats/*/")
    visitor.chat_row("carol@example.com").click()
    expect(visitor.page.locator(".skeleton__bubble").first).to_be_visible()


@state("connection-lost")
def connection_lost(visitor: Visitor) -> None:
    visitor.opens_chat("bob@example.com")
    visitor.is_cut_off("**/updates/**")
    visitor.page.evaluate("document.dispatchEvent(new Event('look'))")
    expect(visitor.page.get_by_text("Reconnecting…")).to_be_visible()


@state("unreachable")
def unreachable(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.is_cut_off("**/chats/*/")
    visitor.chat_row("carol@example.com").click()
    expect(visitor.page.locator(".notice")).to_be_visible()


@state("german-keyboard-help", locale=GERMAN)
@state("keyboard-help")
def keyboard_help(visitor: Visitor) -> None:
    visitor.opens_chat("bob@example.com")
    visitor.page.locator("#conversation").focus()
    visitor.page.keyboard.press("?")
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
