"""Staff on their way to the admin site, in every size and light."""

import pytest
from playwright.sync_api import expect

from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def test_staff_come_from_the_menu_and_go_back(room: Room) -> None:
    sam = room.guest("Sam")
    sam.email = "staff@example.com"
    sam.signs_in()

    sam.page.locator("#account-menu").click()
    sam.sees_no_barrier()
    sam.page.get_by_role("link", name="Moderation").click()

    expect(sam.page.get_by_role("heading", name="Reports")).to_be_visible()
    expect(sam.page).to_have_title("Reports · ChatScape moderation")
    sam.sees_no_barrier()
    sam.page.get_by_role("link", name="Back to your chats").click()
    expect(sam.page).to_have_url(f"{room.origin}/chats/")


def test_a_narrow_screen_and_a_long_name_widen_nothing(desk: Room) -> None:
    sam = desk.guest("Sam", viewport={"width": 320, "height": 568})
    sam.email = "staff@example.com"
    sam.signs_in()
    sam.page.goto(f"{desk.origin}/account/")
    sam.page.get_by_label("Display name").fill("W" * 80)
    sam.page.get_by_role("button", name="Save").click()
    expect(sam.page.get_by_text("Saved.")).to_be_visible()

    sam.page.goto(f"{desk.origin}/admin/")

    sam.sees_no_barrier()
    sam.page.get_by_role("link", name="Log out…").click()
    sam.page.get_by_role("button", name="Log out").click()
    expect(sam.page.get_by_role("link", name="Open in browser")).to_be_visible()


def test_whoever_is_not_staff_meets_a_page_that_leads_back(room: Room) -> None:
    alice = room.guest("Alice").signs_in()
    alice.allowed_statuses = {"403"}

    alice.page.goto(f"{room.origin}/admin/")

    expect(alice.page.get_by_role("heading", name="Not allowed")).to_be_visible()
    alice.sees_no_barrier()
