"""Whatever happens around a conversation: the reader's place in it stays, to the pixel."""

from contextlib import nullcontext
from typing import Any

import pytest
from playwright.sync_api import expect

from .guest import DESKTOP, PHONE
from .reading import Reading
from .room import Room
from .talk import held, until_held

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

ZOOMED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
KEYBOARD = 344  # px of a phone's screen
TEXT_SIZE = "size => { document.documentElement.style.fontSize = size }"
SCROLL_WITH_NEWS = """
document.addEventListener("htmx:oobBeforeSwap", () => {
  const log = document.getElementById("chat-log")
  log.scrollBy(0, -300)
  window.scrolledTo = log.scrollTop
}, { once: true })
"""
on_any_screen = pytest.mark.parametrize(
    "options", [{"viewport": DESKTOP}, ZOOMED], ids=["100 %", "200 %"]
)


def reading(room: Room, messages: int = 60, **options: Any) -> Reading:
    """With everything read, at the end."""
    reading = Reading(room, **options)
    reading.bob_wrote(messages)
    reading.alice_has_read(messages)
    reading.opens()
    assert reading.is_at_end()
    return reading


@on_any_screen
def test_older_messages_load_above_the_reader(desk: Room, options: dict[str, Any]) -> None:
    alice = reading(desk, 120, **options)

    for first in (41, 1):
        with held(alice.page, "**/messages/?before=*", "GET") as asked:
            alice.log.evaluate("log => { log.scrollTop = 150 }")
            answer = until_held(alice.page, asked)
            with alice.stays_where_she_is():
                answer.continue_()
                expect(alice.message(first)).to_be_attached()
    assert alice.alice.numbers() == list(range(1, 121))


@on_any_screen
def test_a_live_message_moves_nobody_who_reads_further_up(
    desk: Room, options: dict[str, Any]
) -> None:
    alice = reading(desk, **options)
    alice.scrolls(-500)

    with alice.stays_where_she_is():
        alice.bob_writes()
        expect(alice.message(61)).to_be_attached()
    expect(alice.message(61)).not_to_be_in_viewport()


@pytest.mark.parametrize("further_up", [0, 500])
def test_who_scrolls_up_as_a_message_comes_in_is_not_taken_back(
    desk: Room, further_up: int
) -> None:
    alice = reading(desk)
    alice.scrolls(-further_up)
    alice.page.evaluate(SCROLL_WITH_NEWS)

    alice.bob_writes()

    expect(alice.jump).to_be_visible()
    alice.settles()
    assert alice.log.evaluate("log => log.scrollTop === window.scrolledTo")


@on_any_screen
def test_at_the_end_live_messages_are_followed(desk: Room, options: dict[str, Any]) -> None:
    alice = reading(desk, **options)

    for seq in (61, 62):
        alice.bob_writes()
        alice.sees(seq)
        assert alice.is_at_end()


def test_larger_text_keeps_the_place(desk: Room) -> None:
    alice = reading(desk)
    alice.scrolls(-900)

    with alice.stays_where_she_is():
        for size in ("200%", "100%", "200%"):
            with alice.stays_where_she_is():
                alice.page.evaluate(TEXT_SIZE, size)
        alice.page.evaluate(TEXT_SIZE, "")


def test_larger_text_keeps_the_end(desk: Room) -> None:
    alice = reading(desk)

    for size in ("200%", "100%"):
        alice.page.evaluate(TEXT_SIZE, size)
        alice.settles()
        assert alice.is_at_end()


def test_a_keyboard_on_the_screen_keeps_the_newest_message_in_sight(desk: Room) -> None:
    alice = reading(desk, viewport=PHONE)

    alice.alice.composer.focus()
    for height in (PHONE["height"] - KEYBOARD, PHONE["height"]):
        alice.page.set_viewport_size({"width": PHONE["width"], "height": height})
        alice.settles()
        alice.sees(60)
        assert alice.is_at_end()


def test_a_keyboard_on_the_screen_keeps_the_place(desk: Room) -> None:
    alice = reading(desk, viewport=PHONE)
    alice.scrolls(-1000)

    with alice.stays_where_she_is():
        for height in (PHONE["height"] - KEYBOARD, PHONE["height"]):
            with alice.stays_where_she_is():
                alice.page.set_viewport_size({"width": PHONE["width"], "height": height})


def test_a_growing_composer_keeps_the_newest_message_in_sight(desk: Room) -> None:
    alice = reading(desk)

    alice.alice.composer.fill("one\ntwo\nthree\nfour\nfive")
    alice.settles()

    alice.sees(60)
    assert alice.is_at_end()


def test_a_growing_composer_keeps_the_place(desk: Room) -> None:
    alice = reading(desk)
    alice.scrolls(-500)

    with alice.stays_where_she_is():
        for text in ("one\ntwo\nthree\nfour\nfive", ""):
            with alice.stays_where_she_is():
                alice.alice.composer.fill(text)


def test_the_word_that_the_connection_is_lost_moves_nothing(desk: Room) -> None:
    alice = reading(desk)
    alice.scrolls(-500)

    with alice.stays_where_she_is():
        alice.page.evaluate("window.dispatchEvent(new Event('offline'))")
        expect(alice.page.get_by_text("Reconnecting…")).to_be_visible()


@pytest.mark.parametrize("at_end", [True, False], ids=["at the end", "further up"])
def test_a_notice_keeps_the_place(desk: Room, at_end: bool) -> None:
    alice = reading(desk)
    alice.scrolls(0 if at_end else -500)
    alice.alice.allowed_statuses = {"502"}
    alice.page.route("**/block/", lambda route: route.fulfill(status=502, body=""))

    with nullcontext() if at_end else alice.stays_where_she_is():
        alice.alice.picks("Block")
        expect(alice.page.get_by_role("alert")).to_be_visible()
    assert alice.is_at_end() == at_end


def test_newer_messages_load_below_a_page_of_the_past(desk: Room) -> None:
    alice = reading(desk, 120)
    alice.opens("?before=61")

    with held(alice.page, "**/messages/?after=*", "GET") as asked:
        alice.log.evaluate("log => { log.scrollTop = log.scrollHeight / 2 }")
        alice.log.evaluate("log => { log.scrollTop = log.scrollHeight }")
        answer = until_held(alice.page, asked)
        with alice.stays_where_she_is():
            answer.continue_()
            expect(alice.message(100)).to_be_attached()
