"""A conversation that is open."""

from playwright.sync_api import expect

from ..cast import GERMAN, TOO_LONG
from ..state import state
from ..visitor import Visitor

BOB = "bob@example.com"
IVY = "ivy@example.com"
ANNA = "anna.magdalena.wilhelmina.theodora.secretary@allotment-association.example.com"


@state("plain-chat", scripts=False)
@state("german-chat", locale=GERMAN)
@state("chat-forced-colours", forced_colors="active")
@state("chat")
def chat(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)


@state("chat-short")
def short(visitor: Visitor) -> None:
    visitor.opens_chat("carol@example.com")


@state("chat-start")
def start(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    visitor.scrolls_to(0)


@state("chat-long-words")
def long_words(visitor: Visitor) -> None:
    visitor.opens_chat(ANNA)


@state("chat-right-to-left")
def right_to_left(visitor: Visitor) -> None:
    visitor.opens_chat("layla@example.com")


@state("chat-emoji")
def emoji(visitor: Visitor) -> None:
    visitor.opens_chat("erin@example.com")


@state("chat-unread")
def unread(visitor: Visitor) -> None:
    visitor.reads_chat(IVY)
    expect(visitor.page.locator("li.unread")).to_be_visible()


@state("chat-scrolled-up")
def scrolled_up(visitor: Visitor) -> None:
    unread(visitor)
    visitor.scrolls_to(0)
    visitor.world.hears(IVY, "Are you there? The bell plays again.")
    visitor.looks()
    expect(visitor.page.locator(".log__jump-news")).to_be_visible()


@state("chat-many-unread")
def many_unread(visitor: Visitor) -> None:
    visitor.opens_chat("tom@example.com")


@state("chat-past")
def past(visitor: Visitor) -> None:
    visitor.reads_chat("tom@example.com", "?before=30")


@state("chat-empty")
def nothing_said(visitor: Visitor) -> None:
    visitor.opens_chat("henry@example.com")


@state("chat-draft")
def draft(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    lines = ["Next month, then:", "", "– the other lighthouse", "– or the fens, if it is dry"]
    visitor.composer.fill("\n".join([*lines, "", "What do you think? " * 12]))


@state("german-request", locale=GERMAN)
@state("request")
def request(visitor: Visitor) -> None:
    visitor.reads_chat("frank@example.com")


@state("blocked")
def blocked(visitor: Visitor) -> None:
    visitor.opens_chat("mallory@example.com")


@state("removed")
def removed(visitor: Visitor) -> None:
    visitor.opens_chat("dan@example.com")
    visitor.world.removes("dan@example.com")
    visitor.looks()
    expect(visitor.page.get_by_text("no longer on your list")).to_be_attached()


@state("contact-menu")
def contact_menu(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    visitor.page.locator("#contact-menu").click()
    expect(visitor.page.get_by_role("button", name="Rename")).to_be_visible()


@state("rename")
def rename(visitor: Visitor) -> None:
    contact_menu(visitor)
    visitor.page.locator("#rename-name").fill("Bob, who knows the way")


@state("rename-error")
def rename_error(visitor: Visitor) -> None:
    contact_menu(visitor)
    visitor.page.locator("#rename-name").fill(TOO_LONG)
    visitor.clicks("Rename")
    expect(visitor.page.get_by_role("alert")).to_be_visible()
