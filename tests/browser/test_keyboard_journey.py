"""From the first page to the last without a mouse: Tab, Enter, arrows and Esc."""

import pytest
from playwright.sync_api import Locator, expect

from tests.remote import RemotePerson

from .guest import Guest
from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

HAS_FOCUS = "element => element === document.activeElement"
AROUND = 80  # presses, in which Tab has been everywhere


def tabs_to(alice: Guest, place: Locator) -> None:
    expect(place).to_be_visible()
    for _ in range(AROUND):
        if place.evaluate(HAS_FOCUS):
            return
        alice.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {place}")


def presses(alice: Guest, place: Locator) -> None:
    tabs_to(alice, place)
    alice.page.keyboard.press("Enter")


def test_from_signing_in_to_signing_out(desk: Room) -> None:
    alice = desk.guest("Alice")
    page, types = alice.page, alice.page.keyboard.type
    bob = RemotePerson(desk.origin, f"bob@{desk.run}.example.com").signs_in()
    carol = RemotePerson(desk.origin, f"carol@{desk.run}.example.com").signs_in()

    page.goto(desk.origin)
    presses(alice, page.get_by_role("link", name="Open in browser"))
    tabs_to(alice, page.get_by_label("E-mail address"))
    types(alice.email)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{desk.origin}/chats/")

    tabs_to(alice, page.get_by_label("Name", exact=True))
    types("Bob")
    tabs_to(alice, page.get_by_label("E-mail address", exact=True))
    types(bob.email)
    page.keyboard.press("Enter")
    tabs_to(alice, page.get_by_label("Message to Bob"))
    types("Hello Bob")
    page.keyboard.press("Enter")
    expect(alice.bubble("Hello Bob")).to_be_visible()

    carol.sends(carol.adds(alice.email), "It is me, Carol").raise_for_status()
    request = page.locator("[data-state=request] a")
    expect(request).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Bob")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(request).to_be_focused()
    page.keyboard.press("Enter")
    presses(alice, page.get_by_role("button", name="Accept"))
    expect(alice.composer).to_be_focused()

    presses(alice, page.locator("#contact-menu"))
    presses(alice, page.get_by_role("button", name="Block"))
    expect(page.get_by_text("You have blocked")).to_be_visible()
    presses(alice, page.locator("#conversation-footer").get_by_role("button", name="Unblock"))
    expect(alice.composer).to_be_focused()

    presses(alice, page.locator("#account-menu"))
    presses(alice, page.get_by_role("button", name="Log out"))
    expect(page.get_by_role("link", name="Open in browser")).to_be_visible()
