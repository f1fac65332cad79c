"""The small things: keys, times, the filter, the way back, signing out."""

import re

import pytest
from playwright.sync_api import expect

from tests.remote import RemotePerson

from .guest import PHONE, Guest
from .room import Room
from .talk import held, until_held

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def talking(desk: Room) -> tuple[Guest, Guest]:
    """Alice in New York has the conversation with Bob open."""
    alice = desk.guest(
        "Alice",
        timezone_id="America/New_York",
        locale="en-GB",
        permissions=["clipboard-read", "clipboard-write"],
    ).signs_in()
    bob = desk.guest("Bob")
    alice.adds(bob)
    alice.opens(bob)
    return alice, bob


def test_enter_sends_and_shift_enter_breaks_the_line(talking: tuple[Guest, Guest]) -> None:
    alice, _ = talking
    composer = alice.page.get_by_label("Message to")

    composer.press_sequentially("one")
    composer.press("Shift+Enter")
    composer.press_sequentially("two")
    composer.press("Enter")

    expect(alice.page.locator(".message__body")).to_have_text("one\ntwo")
    expect(composer).to_have_value("")
    expect(composer).to_be_focused()


def test_times_are_the_readers_own(talking: tuple[Guest, Guest]) -> None:
    alice, _ = talking
    alice.says("what time is it?")

    time = alice.page.locator(".message__time")
    local = time.evaluate(
        "time => new Date(time.dateTime).toLocaleTimeString('en-GB',"
        " {hour: '2-digit', minute: '2-digit', timeZone: 'America/New_York'})"
    )

    expect(time).to_have_text(local)
    expect(alice.page.locator("#chat-log .day")).to_have_count(1)


def test_the_filter_finds_by_name_and_address(talking: tuple[Guest, Guest], desk: Room) -> None:
    alice, bob = talking
    carol = desk.guest("Carol")
    alice.adds(carol)
    expect(alice.row(carol)).to_be_visible()
    box = alice.page.get_by_role("searchbox")

    box.fill("carOL")
    expect(alice.row(bob)).to_be_hidden()
    expect(alice.row(carol)).to_be_visible()
    box.fill(bob.email)
    expect(alice.row(bob)).to_be_visible()
    expect(alice.row(carol)).to_be_hidden()
    box.fill("nobody of this name")
    expect(alice.page.get_by_text("No contact matches.")).to_be_visible()


def test_an_address_is_copied(talking: tuple[Guest, Guest]) -> None:
    alice, bob = talking

    alice.page.get_by_role("button", name="Copy").click()

    expect(alice.page.get_by_text("Copied")).to_be_visible()
    assert alice.page.evaluate("navigator.clipboard.readText()") == bob.email


def test_on_a_phone_back_leads_to_the_list(desk: Room) -> None:
    alice, bob = desk.guest("Alice", viewport=PHONE).signs_in(), desk.guest("Bob")
    alice.adds(bob)
    alice.opens(bob)
    expect(alice.row(bob)).to_be_hidden()

    alice.page.get_by_role("link", name="Back").click()
    expect(alice.row(bob)).to_be_visible()
    alice.opens(bob)
    alice.page.go_back()
    expect(alice.row(bob)).to_be_visible()


def test_signing_out_everywhere_ends_the_other_device(desk: Room) -> None:
    alice, phone = desk.guest("Alice").signs_in(), desk.guest("Alice", viewport=PHONE).signs_in()
    phone.allowed_statuses.add("401")

    alice.page.goto(f"{desk.origin}/account/")
    alice.page.get_by_role("button", name="Sign out everywhere").click()

    expect(alice.page.get_by_role("link", name="Open in browser")).to_be_visible()
    expect(phone.page).to_have_url(re.compile("/oauth2/authorize"))


def test_right_to_left_and_emoji_keep_their_direction(talking: tuple[Guest, Guest]) -> None:
    alice, bob = talking
    writer = RemotePerson(alice.origin, bob.email).signs_in()
    contact = writer.adds(alice.email)
    writer.sends(contact, "שלום \N{WOMAN}\u200d\N{ROCKET}")
    writer.sends(contact, "left to right")

    hebrew = alice.bubble("שלום")
    expect(hebrew).to_be_visible()
    assert hebrew.evaluate("body => getComputedStyle(body).direction") == "rtl"
    english = alice.bubble("left to right")
    assert english.evaluate("body => getComputedStyle(body).direction") == "ltr"


def test_the_log_has_a_name_and_takes_the_focus(talking: tuple[Guest, Guest]) -> None:
    alice, _ = talking

    log = alice.page.get_by_role("log", name="Messages with Bob")

    log.focus()
    expect(log).to_be_focused()


def test_whoever_is_added_is_opened_though_the_list_was_renewed_meanwhile(
    talking: tuple[Guest, Guest],
) -> None:
    alice, bob = talking
    writer = RemotePerson(bob.origin, bob.email).signs_in()
    contact = writer.adds(alice.email)
    with held(alice.page, "**/contacts/", "POST") as posts:
        alice.enters("Carol", f"carol-{alice.email}")
        adding = until_held(alice.page, posts)
        writer.sends(contact, "news").raise_for_status()
        expect(alice.row(bob)).to_contain_text("news")
        adding.continue_()
        expect(alice.page.get_by_role("heading", name="Carol")).to_be_visible()
