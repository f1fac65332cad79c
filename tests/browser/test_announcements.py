"""What a screen reader hears: each new message once, and nothing of what was there before."""

import pytest
from playwright.sync_api import expect

from .reading import Reading
from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

# The text of what enters a live region and stays: a repeat that leaves at once is never announced.
HEAR = """
() => {
  window.heard = []
  const regions = "[role=log], [role=status], [role=alert]"
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const region = target.closest?.(regions)
      if (!region || region.closest("[aria-busy=true]")) continue
      const stayed = [...addedNodes].filter((node) => node.isConnected)
      window.heard.push(...stayed.map((node) => node.textContent.trim()))
    }
  }).observe(document, { childList: true, subtree: true })
}
"""


def heard(reading: Reading, text: str) -> int:
    return int(
        reading.page.evaluate("text => heard.filter((it) => it.includes(text)).length", text)
    )


@pytest.fixture
def reading(desk: Room) -> Reading:
    reading = Reading(desk)
    reading.bob_wrote(90)
    reading.alice_has_read(90)
    reading.page.goto(reading.address)
    expect(reading.page.locator("#message-90")).to_be_in_viewport()
    reading.page.evaluate(HEAR)
    return reading


def test_a_message_that_arrives_is_heard_once(reading: Reading) -> None:
    reading.bob_writes()

    expect(reading.message(91)).to_be_visible()
    reading.settles()
    assert heard(reading, "text 91") == 1


def test_a_message_that_was_sent_is_heard_once(reading: Reading) -> None:
    reading.alice.says("take the bridge")

    expect(reading.page.locator("li[data-seq]", has_text="take the bridge")).to_be_visible()
    assert heard(reading, "take the bridge") == 1


def test_history_is_not_heard(reading: Reading) -> None:
    reading.page.locator("#chat-log").evaluate("log => { log.scrollTop = 0 }")

    expect(reading.page.locator("#message-20")).to_be_attached()
    assert reading.page.locator("li[data-seq]").count() >= 80
    assert reading.page.evaluate("heard.filter((it) => it.includes('text '))") == []


def test_times_and_states_have_words(reading: Reading) -> None:
    reading.alice.says("take the bridge")
    mine = reading.page.locator("li[data-seq]", has_text="take the bridge")

    expect(mine).to_contain_text("You:")
    expect(mine.locator(".message__sent")).to_have_text("Sent")
    assert mine.locator("time").get_attribute("title") != mine.locator("time").inner_text()
    reading.goes_elsewhere()
    reading.bob_writes()
    expect(reading.row).to_contain_text("1 unread message")
