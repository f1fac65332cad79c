"""An address may name a message; from there the whole conversation is within reach."""

import pytest
from playwright.sync_api import expect

from .reading import Reading
from .room import Room
from .talk import held, until_held

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

MESSAGES = 300


def reading(room: Room, *, scripts: bool = True) -> Reading:
    """A long history, all of it read."""
    reading = Reading(room, java_script_enabled=scripts)
    reading.bob_wrote(MESSAGES)
    reading.alice_has_read(MESSAGES)
    return reading


def is_led_to(alice: Reading, seq: int) -> None:
    alice.sees(seq)
    expect(alice.message(seq)).to_be_focused()


def test_an_address_leads_to_a_message_and_on_to_the_end(desk: Room) -> None:
    alice = reading(desk)

    alice.opens("#message-5")
    is_led_to(alice, 5)
    assert {1, 4, 6, 20} <= set(alice.alice.numbers())
    while (last := alice.alice.numbers()[-1]) < MESSAGES:
        alice.scrolls(9000)
        expect(alice.message(last + 1)).to_be_attached()

    assert alice.alice.numbers() == list(range(1, MESSAGES + 1))
    expect(alice.page.get_by_role("link", name="Newest messages")).to_have_count(0)
    alice.scrolls(9000)
    alice.bob_writes()
    alice.sees(MESSAGES + 1)
    assert alice.alice.numbers() == list(range(1, MESSAGES + 2))


def test_a_link_on_the_open_page_leads_to_a_message_and_back(desk: Room) -> None:
    alice = reading(desk)
    alice.opens()

    for seq in (5, 150, 290):
        alice.page.evaluate("seq => { location.hash = `#message-${seq}` }", seq)
        is_led_to(alice, seq)
    for seq in (150, 5):
        alice.page.go_back()
        is_led_to(alice, seq)


def test_who_opens_somebody_else_meanwhile_stays_there(desk: Room) -> None:
    alice = reading(desk)
    carol = alice.device.adds(f"carol@{desk.run}.example.com")
    alice.opens()

    with held(alice.page, "**/chats/*/?before=*", "GET") as requests:
        alice.page.evaluate("location.hash = '#message-5'")
        late = until_held(alice.page, requests)
        alice.page.locator(f"#contact-link-{carol}").click()
        expect(alice.page.get_by_label("Message to Carol")).to_be_visible()
        with alice.page.expect_response("**/chats/*/?before=*"):
            late.continue_()
    alice.settles()

    expect(alice.page.get_by_label("Message to Carol")).to_be_visible()


@pytest.mark.parametrize("seq", [MESSAGES + 1, 999_999])
def test_a_number_that_nobody_has_leads_quietly_to_the_end(desk: Room, seq: int) -> None:
    alice = reading(desk)

    alice.opens(f"#message-{seq}")

    alice.sees(MESSAGES)
    assert alice.is_at_end()
    expect(alice.page.get_by_role("alert")).to_have_count(0)
    alice.bob_writes()
    alice.sees(MESSAGES + 1)


def test_who_writes_on_a_page_of_the_past_is_at_the_end(desk: Room) -> None:
    alice = reading(desk)
    alice.opens("?before=61")
    expect(alice.message(60)).to_be_attached()

    alice.alice.says("Where were we?")

    alice.sees(MESSAGES + 1)
    expect(alice.message(MESSAGES + 1)).to_contain_text("Where were we?")
    assert alice.is_at_end()
    assert alice.alice.numbers()[-40:] == list(range(MESSAGES - 38, MESSAGES + 2))
    alice.bob_writes()
    alice.sees(MESSAGES + 2)


def test_without_scripts_links_lead_through_the_pages_both_ways(desk: Room) -> None:
    alice = reading(desk, scripts=False)
    alice.page.goto(alice.address)

    pages = [(261, 300), (221, 260), (181, 220), (221, 260), (261, 300)]
    ways = ["Older messages", "Older messages", "Newer messages", "Newer messages"]
    for (first, last), way in zip(pages, [*ways, ""], strict=True):
        expect(alice.message(first)).to_be_attached()
        assert alice.alice.numbers() == list(range(first, last + 1))
        if way:
            alice.page.get_by_role("link", name=way).click()
    expect(alice.page.get_by_role("link", name="Newer messages")).to_have_count(0)
