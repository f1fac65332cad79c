"""Somebody is bothered and reports it, and staff read it: in every size and light."""

import pytest
from playwright.sync_api import expect

from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def test_a_report_with_chosen_messages_and_a_block_reaches_staff(room: Room) -> None:
    alice, bob = room.guest("Alice").signs_in(), room.guest("Bob").signs_in()
    alice.adds(bob)
    bob.adds(alice)
    bob.opens(alice)
    for text in ("Where were you?", "I know where you live", "Answer me"):
        bob.says(text)

    alice.opens(bob)
    alice.page.locator("#contact-menu").click()
    alice.page.get_by_role("link", name="Report…").click()
    expect(alice.page.get_by_role("heading", name="Report Bob")).to_be_visible()
    expect(alice.page.get_by_role("checkbox", name="Answer me")).to_be_checked()
    alice.page.get_by_role("checkbox", name="I know where you live").check()
    alice.page.get_by_role("button", name="Show for what is chosen now").click()
    expect(alice.page.locator(".said--chosen .said__body")).to_have_text(
        ["I know where you live", "Answer me"]
    )
    alice.page.get_by_label("A threat").check()
    alice.page.get_by_label("What happened").fill("He follows me home.")
    alice.page.get_by_label("Block Bob as well").check()
    alice.sees_no_barrier()
    alice.page.get_by_role("button", name="Send report").click()

    expect(alice.page.get_by_role("heading", name="Your reports")).to_be_visible()
    expect(alice.page.locator("[data-report]")).to_contain_text("Received.")
    alice.sees_no_barrier()
    alice.opens(bob)
    expect(alice.page.get_by_text("You have blocked Bob")).to_be_visible()

    sam = room.guest("Sam")
    sam.email = "staff@example.com"
    sam.signs_in()
    sam.page.goto(f"{room.origin}/admin/")
    sam.sees_no_barrier()
    sam.page.get_by_label("Reports about somebody").fill(bob.email)
    sam.page.get_by_role("button", name="Search").click()
    sam.sees_no_barrier()
    sam.page.locator("[aria-labelledby=about] [data-report] a").click()
    expect(sam.page.locator(".evidence .said__body")).to_have_text(
        ["Where were you?", "I know where you live", "Answer me"]
    )
    expect(sam.page.get_by_text("He follows me home.")).to_be_visible()
    expect(sam.page.locator("[aria-labelledby=report-history]")).to_contain_text(
        f"looked at by {sam.email}"
    )
    sam.sees_no_barrier()


def test_a_report_needs_no_scripts(desk: Room) -> None:
    alice, bob = desk.guest("Alice", java_script_enabled=False), desk.guest("Bob").signs_in()
    alice.signs_in()
    bob.adds(alice)
    bob.opens(alice)
    for number in range(45):
        bob.says(f"Offer {number}")
    alice.page.goto(f"{desk.origin}/chats/")
    alice.page.get_by_role("link", name="Bob").click()
    alice.page.get_by_role("link", name="Report…").last.click()

    alice.page.get_by_role("button", name="Older messages").click()
    alice.page.get_by_role("checkbox", name="Offer 0").check()
    alice.page.get_by_label("Advertising or fraud").check()
    alice.page.get_by_label("What happened").fill("Forty-five offers.")
    alice.page.get_by_role("button", name="Send report").click()

    expect(alice.page.locator("[data-report]")).to_contain_text("Advertising or fraud")
