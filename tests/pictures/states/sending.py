"""What becomes of a message that is on its way."""

from playwright.sync_api import expect

from tests.browser.talk import FAILED, MESSAGES, QUEUED, UNSENT, held

from ..state import state
from ..visitor import Visitor

BOB = "bob@example.com"
TOO_LONG = "Shall I ask Carol as well? " * 150


@state("chat-sending")
def sending(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    visitor.gets_no_answer(MESSAGES, "POST")
    visitor.writes("Shall I ask Carol as well?")
    expect(visitor.page.locator(UNSENT)).to_have_attribute("data-state", "sending")


@state("chat-queued")
def queued(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    visitor.is_cut_off(MESSAGES, "POST")
    visitor.writes("Shall I ask Carol as well?")
    visitor.writes("She has a car.")
    expect(visitor.page.locator(QUEUED)).to_have_count(2)


@state("chat-failed")
def failed(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    visitor.writes(TOO_LONG)
    expect(visitor.page.locator(FAILED)).to_contain_text("A message has at most")


@state("chat-too-fast")
def too_fast(visitor: Visitor) -> None:
    visitor.world.spends("m")
    visitor.opens_chat(BOB)
    visitor.writes("Shall I ask Carol as well?")
    expect(visitor.page.locator(QUEUED)).to_contain_text("Waits until")


@state("unsent-elsewhere")
def unsent_elsewhere(visitor: Visitor) -> None:
    """It fails while somebody else's conversation is open."""
    visitor.opens_chat(BOB)
    with held(visitor.page, MESSAGES, "POST"):
        visitor.writes(TOO_LONG)
        visitor.goes_back()
        visitor.chat_row("carol@example.com").click()
        expect(visitor.page.get_by_role("heading", name="Carol")).to_be_visible()
    expect(visitor.page.locator(".notice")).to_be_visible()
