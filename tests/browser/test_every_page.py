"""Every page in every size and light: nothing to complain of, and nothing in anybody's way."""

import pytest
from playwright.sync_api import expect

from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def test_the_pages_around_a_chat(room: Room) -> None:
    alice = room.guest("Alice")
    alice.page.goto(room.origin)
    alice.sees_no_barrier()
    alice.page.get_by_role("link", name="About").click()
    expect(alice.page.get_by_role("heading", name="About ChatScape")).to_be_visible()
    alice.sees_no_barrier()

    alice.signs_in()
    alice.page.locator("#account-menu").click()
    alice.sees_no_barrier()
    alice.page.get_by_role("link", name="Account").click()
    alice.sees_no_barrier()
    alice.page.get_by_label("Display name").fill("Alice from work")
    alice.page.get_by_role("button", name="Save").click()
    expect(alice.page.get_by_label("Display name")).to_have_value("Alice from work")


def test_the_pages_that_say_no(room: Room) -> None:
    alice = room.guest("Alice")
    alice.allowed_statuses |= {"400", "404", "422"}
    alice.page.goto(f"{room.origin}/oidc/callback/?code=x&state=y")
    expect(alice.page.get_by_role("link", name="Sign in again")).to_be_visible()
    alice.sees_no_barrier()
    alice.page.goto(f"{room.origin}/nowhere/")
    expect(alice.page.get_by_role("heading", name="Not found")).to_be_visible()
    alice.sees_no_barrier()

    alice.signs_in()
    alice.page.goto(f"{room.origin}/account/")
    alice.page.get_by_label("Display name").fill("\u3164")
    alice.page.get_by_role("button", name="Save").click()
    expect(alice.page.get_by_role("alert")).to_be_visible()
    alice.sees_no_barrier()


def test_an_open_contact_menu(room: Room) -> None:
    alice, bob = room.guest("Alice").signs_in(), room.guest("Bob")
    alice.adds(bob)
    alice.opens(bob)

    alice.page.locator("#contact-menu").click()

    alice.sees_no_barrier()


def test_the_narrowest_screen_loses_nothing(desk: Room) -> None:
    alice, bob = desk.guest("Alice", viewport={"width": 320, "height": 568}), desk.guest("Bob")
    alice.signs_in()
    alice.adds(bob)
    alice.opens(bob)
    alice.says("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3)

    alice.sees_no_barrier()
    expect(alice.page.get_by_role("button", name="Send")).to_be_in_viewport()
