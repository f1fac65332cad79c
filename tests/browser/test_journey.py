"""Two people, from sign-in to a read message, on a desk and on a phone, on both stores."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.remote import RemotePerson
from tests.site import Site

from .room import Room


def test_from_sign_in_to_a_read_message(room: Room) -> None:
    alice, bob = (
        room.guest("Alice", service_workers="allow").signs_in_by_hand(),
        room.guest("Bob", service_workers="allow").signs_in_by_hand(),
    )
    alice.sees_no_barrier()
    alice.adds(bob)
    alice.opens(bob)
    alice.sees_no_barrier()
    alice.says("Hello Bob, it is me")

    expect(bob.row(alice)).to_have_attribute("data-state", "request")
    expect(bob.row(alice)).to_have_attribute("data-unread", "1")
    bob.sees_no_barrier()
    bob.opens(alice)
    bob.sees_no_barrier()
    bob.page.get_by_role("button", name="Accept").click()
    bob.says("Alice! How are you?")
    expect(bob.row(alice)).to_have_attribute("data-state", "accepted")

    expect(alice.bubble("Alice! How are you?")).to_be_visible()
    expect(alice.row(bob)).to_have_attribute("data-unread", "0")
    alice.sees_no_barrier()


def test_what_is_read_on_one_device_is_read_on_the_other(room: Room) -> None:
    alice, bob = (
        room.guest("Alice", service_workers="allow").signs_in(),
        room.guest("Bob", service_workers="allow").signs_in(),
    )
    bob_on_the_phone = room.guest("Bob", service_workers="allow").signs_in()
    alice.adds(bob)
    bob.adds(alice)
    bob.closes()
    alice.opens(bob)
    alice.says("one")
    alice.says("two")
    expect(bob.row(alice)).to_have_attribute("data-unread", "2")
    expect(bob_on_the_phone.row(alice)).to_have_attribute("data-unread", "2")

    bob_on_the_phone.opens(alice)

    expect(bob.row(alice)).to_have_attribute("data-unread", "0")


def test_a_block_is_silent_and_holds_through_unblocking(room: Room) -> None:
    alice, bob = (
        room.guest("Alice", service_workers="allow").signs_in(),
        room.guest("Bob", service_workers="allow").signs_in(),
    )
    alice.adds(bob)
    bob.adds(alice)
    alice.opens(bob)
    bob.opens(alice)
    alice.says("before")
    expect(bob.bubble("before")).to_be_visible()

    bob.picks("Block")
    expect(bob.page.get_by_text("You have blocked")).to_be_visible()
    bob.sees_no_barrier()
    alice.says("are you there?")
    alice.says("hello?")
    bob.page.locator("#conversation-footer").get_by_role("button", name="Unblock").click()
    expect(bob.composer).to_be_visible()
    alice.says("after")

    expect(bob.bubble("after")).to_be_visible()
    expect(bob.bubble("are you there?")).to_have_count(0)
    bob.page.reload()
    expect(bob.bubble("after")).to_be_visible()
    expect(bob.bubble("are you there?")).to_have_count(0)
    expect(alice.bubble("are you there?")).to_be_visible()


@pytest.fixture(scope="session")
def history(site: Site) -> tuple[str, str]:
    """The run whose Alice has said a thousand things, and to which contact."""
    run = uuid4().hex[:8]
    writer = RemotePerson(site.origin, f"alice-{run}@example.com").signs_in()
    contact = writer.adds(f"bob-{run}@example.com")
    for number in range(1, 1001):
        assert writer.sends(contact, f"text {number}").status_code == 200
    return run, contact


def test_a_history_of_a_thousand_messages_has_no_gap_and_no_repeat(
    room: Room, history: tuple[str, str]
) -> None:
    room.run, contact = history
    alice = room.guest("Alice", service_workers="allow").signs_in()
    alice.page.goto(f"{room.origin}/chats/{contact}/")
    assert alice.numbers() == list(range(961, 1001))

    while (first := alice.numbers()[0]) > 1:
        alice.page.locator(f"#message-{first}").scroll_into_view_if_needed()
        alice.page.locator("#chat-log").hover()
        alice.page.mouse.wheel(0, -3000)
        expect(alice.page.locator(f"#message-{first - 1}")).to_be_attached()

    assert alice.numbers() == list(range(1, 1001))
    assert 1 <= alice.page.locator("#chat-log .day").count() <= 2
