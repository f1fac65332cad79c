"""The same journey with scripts switched off."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from tests.site import Site

from .guest import DESKTOP, PHONE, guest


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_two_people_talk_without_scripts(
    browser: Browser, site: Site, size: dict[str, int]
) -> None:
    run = uuid4().hex[:8]
    options = {"java_script_enabled": False, "viewport": size}
    with (
        guest(browser, site.origin, "Alice", run, **options) as alice,
        guest(browser, site.origin, "Bob", run, **options) as bob,
    ):
        alice.signs_in()
        bob.signs_in()
        alice.adds(bob)
        expect(alice.page).to_have_url(f"{site.origin}/chats/{contact_of(alice.page.url)}/")
        alice.says("Hello Bob")
        assert alice.page.url.endswith("#message-1")

        bob.page.reload()
        expect(bob.row(alice)).to_have_attribute("data-state", "request")
        bob.finds(alice)
        bob.opens(alice)
        bob.page.get_by_role("button", name="Accept").click()
        bob.says("Hello Alice")
        bob.page.get_by_role("button", name="Mark as read").click()
        expect(bob.row(alice)).to_have_attribute("data-unread", "0")

        for number in range(45):
            alice.says(f"text {number}")
        alice.page.get_by_role("link", name="Older messages").click()
        expect(alice.bubble("Hello Alice")).to_be_visible()
        alice.page.get_by_role("link", name="Newest messages").click()
        expect(alice.bubble("text 44")).to_be_visible()

        bob.page.locator("#contact-menu").click()
        bob.page.get_by_label("Name", exact=True).last.fill("Alice from work")
        bob.page.get_by_role("button", name="Rename").click()
        expect(bob.page.get_by_role("heading", name="Alice from work")).to_be_visible()
        bob.picks("Block")
        alice.says("are you there?")
        bob.page.locator("#conversation-footer").get_by_role("button", name="Unblock").click()
        expect(bob.bubble("text 44")).to_be_visible()
        expect(bob.bubble("are you there?")).to_have_count(0)
        bob.picks("Remove from list")
        expect(bob.row(alice)).to_have_count(0)

        alice.goes_back()
        alice.page.locator("#account-menu").click()
        alice.page.get_by_role("button", name="Log out").click()
        expect(alice.page.get_by_role("link", name="Open in browser")).to_be_visible()


def contact_of(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]
