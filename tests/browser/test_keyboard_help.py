"""The dialog that lists the keys, and the choice to do without single ones."""

import pytest
from playwright.sync_api import expect

from .keyboard import Keys
from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

LISTED = ["/", "↑ ↓", "Home End", "Enter", "Shift Enter", "Esc", "?"]


def test_a_question_mark_lists_the_keys(desk: Room) -> None:
    alice = Keys(desk)
    alice.starts()
    link = alice.link(alice.carol)
    link.focus()

    alice.press("?")

    expect(alice.help).to_be_visible()
    expect(alice.help.get_by_role("button", name="Close")).to_be_focused()
    expect(alice.help.locator("dt")).to_have_text(LISTED)
    alice.alice.sees_no_barrier()
    alice.press("/")
    expect(alice.filter).not_to_be_focused()
    alice.press("Escape")
    expect(alice.help).to_be_hidden()
    expect(link).to_be_focused()


def test_the_dialog_keeps_the_keys_from_the_conversation(desk: Room) -> None:
    alice = Keys(desk)
    alice.opens_bob()
    alice.press("ArrowUp", "?")
    expect(alice.help).to_be_visible()

    alice.press("ArrowUp", "Home", "Escape")

    expect(alice.help).to_be_hidden()
    expect(alice.message(3)).to_be_focused()
    expect(alice.log).to_be_visible()


def test_letters_are_letters_while_somebody_types(desk: Room) -> None:
    alice = Keys(desk)
    alice.opens_bob()

    alice.page.keyboard.type("and/or?")
    expect(alice.alice.composer).to_have_value("and/or?")
    expect(alice.help).to_be_hidden()
    alice.filter.focus()
    alice.page.keyboard.type("/?")
    expect(alice.filter).to_have_value("/?")
    expect(alice.help).to_be_hidden()


def test_single_keys_are_switched_off_for_good(desk: Room) -> None:
    alice = Keys(desk)
    alice.starts()
    alice.press("?")
    choice = alice.help.get_by_role("checkbox", name="Use / and ? as shortcuts")
    expect(choice).to_be_checked()

    choice.focus()
    alice.press("Space", "Escape")
    for _ in range(2):
        alice.link(alice.contact).focus()
        alice.press("/", "?")
        expect(alice.link(alice.contact)).to_be_focused()
        expect(alice.help).to_be_hidden()
        alice.page.reload()

    alice.opens_help_from_the_menu()
    expect(choice).not_to_be_checked()
    choice.focus()
    alice.press("Space", "Escape", "/")
    expect(alice.filter).to_be_focused()


def test_the_account_menu_offers_the_same(desk: Room) -> None:
    alice = Keys(desk)
    alice.opens_bob()

    alice.opens_help_from_the_menu()

    expect(alice.help.locator("dt")).to_have_text(LISTED)
    alice.press("Enter")
    expect(alice.help).to_be_hidden()
    expect(alice.page.get_by_role("button", name="Keyboard")).to_be_hidden()
    expect(alice.page.locator("#account-menu")).to_be_focused()
    expect(alice.log).to_be_visible()
