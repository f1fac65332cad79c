"""What a conversation looks like: groups, days, and states that need no colour."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.site import ROOT

from .reading import NEXT_FRAMES, Reading
from .room import Room
from .talk import FAILED, MESSAGES, Held, Talk, until_held

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

ICONS = ROOT / "templates" / "icons"

# Puts copies of the first message behind it, each some minutes after the one above.
GO_ON = """
([minutes, sides]) => {
  const list = document.getElementById("messages")
  let last = list.querySelector("li[data-seq]")
  for (const [index, side] of [...sides].entries()) {
    const next = last.cloneNode(true)
    const seq = Number(last.dataset.seq) + 1
    Object.assign(next.dataset, { seq, from: side === "m" ? "me" : "them", clientId: seq })
    next.id = `message-${seq}`
    const time = next.querySelector("time")
    time.dateTime = new Date(Date.parse(time.dateTime) + minutes[index] * 60_000).toISOString()
    list.append(next)
    last = next
  }
}
"""


@pytest.fixture
def reading(desk: Room) -> Reading:
    reading = Reading(desk)
    reading.bob_wrote(1)
    reading.opens()
    return reading


def goes_on(reading: Reading, minutes: list[float], sides: str) -> None:
    reading.page.evaluate(GO_ON, [minutes, sides])
    reading.page.evaluate(NEXT_FRAMES)


def joined(reading: Reading) -> list[int]:
    numbers: list[str] = reading.page.locator("[data-joined]").evaluate_all(
        "items => items.map(it => it.dataset.seq)"
    )
    return [int(number) for number in numbers]


def is_in_sight(part: Locator) -> bool:
    return bool(part.evaluate("it => it.getBoundingClientRect().width > 1"))


def test_what_one_person_says_within_minutes_is_one_group(reading: Reading) -> None:
    goes_on(reading, [1, 3.9, 0.2, 0.5, 0.5, 0.5], "tttmmt")

    assert joined(reading) == [2, 3, 6]


def test_a_group_has_one_time_to_see_and_each_message_one_to_hear(reading: Reading) -> None:
    goes_on(reading, [1, 1, 1], "ttm")

    times = reading.page.locator(".message__meta").all()
    assert [is_in_sight(it) for it in times] == [False, False, True, True]
    assert all(it.inner_text().strip() for it in times)


def test_a_message_that_is_looked_at_shows_its_own_time(reading: Reading) -> None:
    goes_on(reading, [1], "t")
    first = reading.message(1)
    assert not is_in_sight(first.locator(".message__meta"))

    reading.log.focus()
    reading.page.keyboard.press("ArrowUp")
    reading.page.keyboard.press("ArrowUp")

    expect(first).to_be_focused()
    assert is_in_sight(first.locator(".message__meta"))


def test_the_divider_ends_a_group(reading: Reading) -> None:
    reading.goes_elsewhere()
    reading.bob_writes()

    expect(reading.divider).to_be_visible()
    meta = reading.message(1).locator(".message__meta")
    expect(reading.message(2)).to_be_visible()
    assert is_in_sight(meta)


def test_the_page_comes_in_groups_without_scripts(desk: Room) -> None:
    reading = Reading(desk, java_script_enabled=False)
    reading.bob_wrote(2)
    reading.alice_wrote()
    reading.page.goto(reading.address)

    assert joined(reading) == [2]


def test_the_day_stays_in_sight(reading: Reading) -> None:
    reading.bob_wrote(30)
    reading.alice_has_read(31)
    reading.opens()
    day = reading.page.locator(".day")
    expect(day).to_have_count(1)

    for by in (0, -200, -400):
        reading.scrolls(by)
        box, log = day.bounding_box(), reading.log.bounding_box()
        assert box is not None
        assert log is not None
        assert abs(box["y"] - log["y"]) <= 1


def drawing(name: str) -> str:
    """Of `templates/icons`, by the line that it has alone."""
    (line,) = re.findall(r' d="([^"]+)"', (ICONS / f"{name}.svg").read_text())
    return f'svg:has([d="{line}"])'


def test_each_state_has_its_own_words_and_drawing(desk: Room) -> None:
    talk = Talk(desk.guest("Alice"), desk.guest("Bob"))
    held: Held = []
    talk.page.route(MESSAGES, lambda route: held.append(route))
    talk.writes("hello")
    sending = talk.page.locator("[data-state=sending]")
    expect(sending).to_contain_text("Sending…")
    expect(sending.locator(drawing("clock"))).to_have_count(1)
    expect(sending.locator(".message__sent")).to_be_hidden()

    until_held(talk.page, held).continue_()
    sent = talk.page.locator("li[data-seq]")
    expect(sent.locator(".message__sent")).to_be_visible()
    expect(sent.locator(drawing("check"))).to_have_count(1)
    talk.page.unroute(MESSAGES)

    talk.fails_to_send("again")
    failed = talk.page.locator(FAILED)
    expect(failed).to_contain_text("Not sent.")
    expect(failed.locator(drawing("alert"))).to_have_count(1)
    expect(failed.locator(".message__sent")).to_be_hidden()
    assert failed.evaluate("it => getComputedStyle(it).borderStyle") == "dashed"


def test_an_empty_conversation_leads_to_its_first_message(desk: Room) -> None:
    talk = Talk(desk.guest("Alice"), desk.guest("Bob"))
    start = talk.page.get_by_text("Your conversation begins here.")
    expect(start).to_be_visible()
    expect(talk.alice.row(talk.bob)).to_contain_text("No messages yet")

    talk.writes("hello")

    expect(start).to_be_hidden()
    expect(talk.alice.row(talk.bob)).to_contain_text("You: hello")


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_only_news_moves_and_only_where_that_is_wanted(
    desk: Room, motion: str, moves: bool
) -> None:
    reading = Reading(desk, reduced_motion=motion)
    reading.bob_wrote(2)
    reading.opens()
    old = "getComputedStyle(document.querySelector('#message-1')).animationName"
    assert reading.page.evaluate(old) == "none"

    reading.bob_writes()

    expect(reading.message(3)).to_be_visible()
    new = reading.message(3).evaluate("it => getComputedStyle(it).animationName")
    assert (new != "none") == moves


def test_forced_colours_keep_both_sides_and_every_state_apart(desk: Room) -> None:
    talk = Talk(desk.guest("Alice", forced_colors="active"), desk.guest("Bob"))
    talk.writes("hello")
    expect(talk.page.locator("li[data-seq]")).to_have_count(1)
    talk.fails_to_send("again")

    borders = talk.page.locator(".message").evaluate_all(
        "items => items.map(it => getComputedStyle(it).borderStyle)"
    )

    assert borders == ["solid", "dashed"]
    row = talk.page.locator("[aria-current=page]")
    assert row.evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
    talk.alice.sees_no_barrier()
