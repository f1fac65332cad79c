"""What an open page does with what happens elsewhere: on another device, in another tab."""

import pytest
from playwright.sync_api import expect

from tests.remote import RemotePerson
from tests.site import Site

from .guest import Guest
from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def bob(desk: Room) -> Guest:
    return desk.guest("Bob")


@pytest.fixture
def alice(desk: Room, bob: Guest) -> Guest:
    """With her conversation with Bob open."""
    alice = desk.guest("Alice").signs_in()
    alice.adds(bob)
    alice.opens(bob)
    return alice


@pytest.fixture
def phone(site: Site, alice: Guest) -> RemotePerson:
    """Another device of Alice's."""
    return RemotePerson(site.origin, alice.email).signs_in()


def bobs_id(alice: Guest, bob: Guest) -> str:
    return alice.row(bob).get_attribute("data-contact") or ""


def test_a_block_elsewhere_takes_the_composer_and_keeps_its_text(
    alice: Guest, bob: Guest, phone: RemotePerson
) -> None:
    contact = bobs_id(alice, bob)
    alice.composer.fill("half")
    phone.posts(f"/contacts/{contact}/block/").raise_for_status()

    footer = alice.page.locator("#conversation-footer")
    expect(footer.get_by_text("You have blocked")).to_be_visible()
    expect(footer.get_by_role("button", name="Unblock")).to_be_focused()
    phone.posts(f"/contacts/{contact}/unblock/").raise_for_status()
    expect(alice.composer).to_have_value("half")
    alice.page.get_by_role("button", name="Send").click()
    expect(alice.bubble("half")).to_be_visible()


def test_a_new_name_from_elsewhere_disturbs_nobody_who_types(
    alice: Guest, bob: Guest, phone: RemotePerson
) -> None:
    alice.composer.fill("half")
    phone.posts(f"/contacts/{bobs_id(alice, bob)}/rename/", name="Robert").raise_for_status()

    expect(alice.page.get_by_role("heading", name="Robert")).to_be_visible()
    expect(alice.page.get_by_label("Message to Robert")).to_have_value("half")
    expect(alice.composer).to_be_focused()


def test_an_open_menu_stays_open(alice: Guest, bob: Guest, phone: RemotePerson) -> None:
    alice.page.locator("#contact-menu").click()
    alice.page.locator("#rename-name").fill("Bobby")
    phone.posts(f"/contacts/{bobs_id(alice, bob)}/rename/", name="Robert").raise_for_status()

    expect(alice.row(bob).locator(".contact__name")).to_have_text("Robert")
    expect(alice.page.locator("#rename-name")).to_have_value("Bobby")


def test_a_dialog_gives_the_focus_back_whatever_came_meanwhile(
    alice: Guest, bob: Guest, phone: RemotePerson
) -> None:
    """A new heading would take the menu away that the dialog was opened from."""
    alice.page.locator("#contact-menu").click()
    alice.page.locator("#contact-menu ~ *").get_by_role("link", name="Report…").click()
    dialog = alice.page.get_by_role("dialog", name="Report Bob")
    expect(dialog).to_be_visible()
    phone.posts(f"/contacts/{bobs_id(alice, bob)}/rename/", name="Robert").raise_for_status()
    expect(alice.row(bob).locator(".contact__name")).to_have_text("Robert")

    alice.page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(alice.page.get_by_role("heading", name="Robert")).to_be_visible()
    expect(alice.page.locator("#contact-menu")).to_be_focused()


def test_a_conversation_that_was_removed_elsewhere_closes(
    site: Site, alice: Guest, bob: Guest, phone: RemotePerson
) -> None:
    phone.posts(f"/contacts/{bobs_id(alice, bob)}/remove/").raise_for_status()

    expect(alice.page.get_by_text("no longer on your list")).to_be_visible()
    expect(alice.row(bob)).to_have_count(0)
    expect(alice.page).to_have_url(f"{site.origin}/chats/")
    expect(alice.page).to_have_title("ChatScape")


def test_a_tab_becomes_the_page_of_whoever_is_signed_in_now(
    alice: Guest, bob: Guest, desk: Room
) -> None:
    alice.closes()
    expect(alice.row(bob)).to_be_visible()
    mallory = desk.guest("Mallory").signs_in()

    alice.page.context.add_cookies(mallory.page.context.cookies())

    expect(alice.page.locator(".menu__email")).to_have_text(mallory.email)
    expect(alice.row(bob)).to_have_count(0)
