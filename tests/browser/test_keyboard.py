"""Everything in the chat with the keyboard alone: this file never touches a mouse."""

import pytest
from playwright.sync_api import expect

from .guest import DESKTOP, PHONE
from .keyboard import IS_MARKED, Keys
from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def test_arrows_go_through_the_contacts(desk: Room) -> None:
    alice = Keys(desk)
    alice.starts()
    first, second, third = alice.links()

    alice.press("/")
    expect(alice.filter).to_be_focused()
    expect(alice.filter).to_have_value("")
    for key, place in (
        ("ArrowDown", first),
        ("ArrowDown", second),
        ("ArrowDown", third),
        ("ArrowDown", third),
        ("ArrowUp", second),
        ("Home", first),
        ("End", third),
        ("Home", first),
        ("ArrowUp", alice.filter),
    ):
        alice.press(key)
        expect(place).to_be_focused()


def test_what_has_the_focus_does_not_lie_under_the_filter(desk: Room) -> None:
    alice = Keys(desk, viewport={"width": 1280, "height": 300})
    alice.starts()

    alice.press("/", "ArrowDown", "End")
    for _ in range(2):
        alice.press("ArrowUp")
        row = alice.page.locator(":focus").bounding_box()
        bar = alice.page.locator("contact-filter").bounding_box()
        assert row
        assert bar
        assert row["y"] >= bar["y"] + bar["height"]


def test_arrows_skip_what_the_filter_hides(desk: Room) -> None:
    alice = Keys(desk)
    alice.starts()

    alice.press("/")
    alice.page.keyboard.type("o")  # Bob, Carol; in every address as well
    expect(alice.page.locator("[data-contact]:visible")).to_have_count(3)
    alice.press("Escape")
    alice.page.keyboard.type("L@")  # carol@
    expect(alice.page.locator("[data-contact]:visible")).to_have_count(1)
    for key in ("ArrowDown", "ArrowDown", "End", "Home"):
        alice.press(key)
        expect(alice.link(alice.carol)).to_be_focused()
    alice.press("Enter")

    expect(alice.page.get_by_label("Message to Carol")).to_be_focused()
    assert alice.page.evaluate(IS_MARKED)


def test_enter_in_the_filter_opens_the_first_match(desk: Room) -> None:
    alice = Keys(desk)
    alice.starts()

    alice.press("/", "Enter")
    expect(alice.filter).to_be_focused()
    alice.page.keyboard.type("nobody of this name")
    alice.press("Enter")
    expect(alice.page.get_by_text("No contact matches.")).to_be_visible()
    expect(alice.page).to_have_url(f"{alice.alice.origin}/chats/")
    alice.press("Escape")
    alice.page.keyboard.type("carOL")
    alice.press("Enter")

    expect(alice.page.get_by_label("Message to Carol")).to_be_focused()
    expect(alice.filter).to_have_value("")
    expect(alice.link(alice.contact)).to_be_visible()
    assert alice.page.evaluate(IS_MARKED)


def test_arrows_go_up_through_the_messages_and_load_older_ones(desk: Room) -> None:
    alice = Keys(desk, messages=60)
    alice.opens_bob()

    alice.press("ArrowUp")
    expect(alice.message(60)).to_be_focused()
    for seq in range(59, 9, -1):
        alice.press("ArrowUp")
        expect(alice.message(seq)).to_be_focused()
        alice.sees(seq)
    alice.press("End", "ArrowUp")
    expect(alice.message(59)).to_be_focused()
    alice.press("Home")
    expect(alice.message(1)).to_be_focused()
    alice.sees(1)
    alice.press("End", "ArrowDown")
    expect(alice.alice.composer).to_be_focused()
    alice.sees(60)


def test_a_text_keeps_its_arrows(desk: Room) -> None:
    alice = Keys(desk)
    alice.opens_bob()

    alice.page.keyboard.type("typo")
    alice.press("ArrowUp", "Home", "A", "End", "z")

    expect(alice.alice.composer).to_be_focused()
    expect(alice.alice.composer).to_have_value("Atypoz")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_escape_goes_back_to_the_list(desk: Room, size: dict[str, int]) -> None:
    alice = Keys(desk, viewport=size)
    alice.opens_bob()

    alice.press("Escape")

    alice.is_back_in_the_list()
    alice.press("Enter")
    expect(alice.alice.composer).to_be_focused()
    alice.press("ArrowUp", "ArrowUp")
    expect(alice.message(2)).to_be_focused()
    alice.press("Escape")
    alice.is_back_in_the_list()


def test_escape_takes_one_step_at_a_time(desk: Room) -> None:
    alice = Keys(desk)
    alice.opens_bob()
    menu = alice.page.locator("#contact-menu")
    item = alice.page.get_by_role("button", name="Block")

    menu.focus()
    alice.press("Enter")
    expect(item).to_be_visible()
    alice.press("Tab", "Escape")
    expect(item).to_be_hidden()
    expect(menu).to_be_focused()
    expect(alice.log).to_be_visible()

    alice.press("/")
    alice.page.keyboard.type("carol")
    expect(alice.link(alice.contact)).to_be_hidden()
    alice.press("Escape")
    expect(alice.filter).to_have_value("")
    expect(alice.filter).to_be_focused()
    expect(alice.link(alice.contact)).to_be_visible()
    expect(alice.log).to_be_visible()
    alice.press("Escape")
    alice.is_back_in_the_list()


def test_a_conversation_is_read_and_answered(desk: Room) -> None:
    alice = Keys(desk, messages=50)
    alice.starts()
    alice.press("/")
    alice.page.keyboard.type("bob")
    alice.press("Enter")
    expect(alice.alice.composer).to_be_focused()

    alice.press("ArrowUp", "Home")
    expect(alice.message(1)).to_be_attached()
    alice.press("End", "ArrowDown")
    expect(alice.alice.composer).to_be_focused()
    alice.page.keyboard.type("I have read it all")
    alice.press("Shift+Enter")
    alice.page.keyboard.type("What is next/now?")
    alice.press("Enter")

    expect(alice.message(51).locator(".message__body")).to_have_text(
        "I have read it all\nWhat is next/now?"
    )
    expect(alice.row).to_have_attribute("data-unread", "0")
    expect(alice.alice.composer).to_be_focused()
    alice.press("ArrowUp")
    expect(alice.message(51)).to_be_focused()
    alice.press("Escape")
    alice.is_back_in_the_list()
    assert alice.device.reads_everything(alice.contact)[-1][1] == "me"


def test_from_the_log_arrows_begin_where_its_reader_is(desk: Room) -> None:
    alice = Keys(desk, messages=60)
    alice.opens_bob()
    alice.scrolls(-900)
    last = alice.last_in_sight()
    assert last < 60

    alice.log.focus()
    alice.press("ArrowUp")
    expect(alice.message(last)).to_be_focused()
    alice.log.focus()
    alice.press("Home")
    expect(alice.message(21)).to_be_focused()
