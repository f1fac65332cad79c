"""Hostile messages: shown as they were typed, inside their bubble, and nothing comes of them."""

from collections.abc import Iterable

import pytest
from playwright.sync_api import Page, expect

from messaging.domain import PAGE
from tests.remote import RemotePerson
from tests.site import Site

from .guest import DESKTOP, PHONE, Guest
from .hostile_texts import MESSAGES, STACKS, WIDER_THAN_A_LINE, shown, together
from .room import Room
from .unharmed import bubbles, is_whole, stains, watched

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

NARROW = {"width": 320, "height": 568}
CLIPBOARD = ["clipboard-read", "clipboard-write"]
SIZES = (DESKTOP, PHONE, NARROW)
PAGE_ENDS = [*range(PAGE, len(MESSAGES), PAGE), len(MESSAGES)]


class Pair:
    """Two people who have sent each other texts, in turn."""

    def __init__(self, origin: str, name: str, texts: Iterable[str]) -> None:
        self.people = [
            RemotePerson(origin, f"{who}-{name}@example.com").signs_in() for who in ("alice", "bob")
        ]
        alice, bob = self.people
        contacts = [alice.adds(bob.email), bob.adds(alice.email)]
        for number, text in enumerate(texts):
            answer = self.people[number % 2].sends(contacts[number % 2], text)
            answer.raise_for_status()
        self.address = f"{origin}/chats/{contacts[0]}/"

    def shown_to(self, guest: Guest, path: str = "") -> None:
        guest.email = self.people[0].email
        guest.signs_in()
        guest.page.goto(self.address + path)


def sees_unharmed(page: Page, texts: dict[str, str]) -> None:
    found = bubbles(page)
    assert [bubble.text for bubble in found] == [shown(text) for text in texts.values()]
    for name, bubble in zip(texts, found, strict=True):
        assert bubble.strangers == [], name
        assert bubble.fits or name in WIDER_THAN_A_LINE, name
        assert bubble.isHit, name
    assert is_whole(page)


def test_what_is_pasted_arrives_as_it_is_and_does_nothing(desk: Room) -> None:
    alice = desk.guest("Alice", permissions=CLIPBOARD).signs_in()
    bob = desk.guest("Bob", viewport=PHONE).signs_in()
    for one, other in ((alice, bob), (bob, alice)):
        one.adds(other)
        one.opens(other)
    with watched(alice), watched(bob):
        for text in MESSAGES.values():
            alice.page.evaluate("text => navigator.clipboard.writeText(text)", text)
            alice.composer.press("Control+v")
            alice.composer.press("Enter")
        for guest in (alice, bob):
            expect(guest.page.locator("li[data-seq]")).to_have_count(len(MESSAGES))
            expect(guest.page.locator("#messages [data-state]")).to_have_count(0)
            sees_unharmed(guest.page, MESSAGES)

        bob.says("still here")
        expect(alice.bubble("still here")).to_be_visible()


def test_what_is_stored_is_loaded_as_typed_and_does_nothing(desk: Room, site: Site) -> None:
    pair = Pair(site.origin, "loaded", MESSAGES.values())
    alice = desk.guest("Alice")
    pair.shown_to(alice)
    with watched(alice):
        alice.page.goto(f"{pair.address}?after=0")
        messages = alice.page.locator("li[data-seq]")
        for end in PAGE_ENDS:
            expect(messages).to_have_count(end)
            messages.last.scroll_into_view_if_needed()
        for size in SIZES:
            alice.page.set_viewport_size(size)
            sees_unharmed(alice.page, MESSAGES)


def test_what_is_stored_is_served_as_typed_without_scripts(desk: Room, site: Site) -> None:
    pair = Pair(site.origin, "served", MESSAGES.values())
    alice = desk.guest("Alice", java_script_enabled=False)
    pair.shown_to(alice)
    with watched(alice):
        for end in PAGE_ENDS:
            start = (end - 1) // PAGE * PAGE
            alice.page.goto(f"{pair.address}?after={start}")
            for size in SIZES:
                alice.page.set_viewport_size(size)
                sees_unharmed(alice.page, dict(list(MESSAGES.items())[start:end]))


def test_what_is_sent_without_scripts_arrives_as_typed(desk: Room, site: Site) -> None:
    pair = Pair(site.origin, "typed", [])
    alice = desk.guest("Alice", viewport=PHONE, java_script_enabled=False)
    pair.shown_to(alice)
    texts = {f"part {number}": text for number, text in enumerate(together(4_000))}
    with watched(alice):
        for text in texts.values():
            alice.composer.fill(text)
            alice.page.get_by_role("button", name="Send").click()
        expect(alice.page.locator("li[data-seq]")).to_have_count(len(texts))
        found = bubbles(alice.page)
        assert [bubble.text for bubble in found] == [shown(text) for text in texts.values()]
        assert [stranger for bubble in found for stranger in bubble.strangers] == []
        assert is_whole(alice.page)


@pytest.mark.parametrize("width", [1280, 390])
def test_no_text_paints_outside_its_bubble(desk: Room, site: Site, width: int) -> None:
    pair = Pair(site.origin, f"stacks-{width}", STACKS.values())
    alice = desk.guest("Alice", viewport={"width": width, "height": 3_600})
    pair.shown_to(alice)
    expect(alice.page.locator("li[data-seq]")).to_have_count(len(STACKS))
    row = alice.page.locator("[data-contact]")
    expect(row).to_have_attribute("data-unread", "0")  # no badge goes between two pictures

    for side in ("me", "them"):
        their = alice.page.locator(f".message[data-from={side}]")
        assert stains(alice.page, their.locator(".message__body"), their) == 0
