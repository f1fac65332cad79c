"""The first thing that anybody does."""

from playwright.sync_api import Browser, expect

from tests.site import Site


def test_somebody_signs_in_by_typing_an_address(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))

        page.goto(f"{site.origin}/chats/")
        page.get_by_label("E-mail address").fill("alice@example.com")
        page.get_by_role("button").click()

        expect(page).to_have_url(f"{site.origin}/chats/")
    assert complaints == []


def test_cancelling_leads_to_a_page_with_a_fresh_start(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page = context.new_page()

        page.goto(f"{site.origin}/chats/")
        page.get_by_role("link", name="Cancel").click()

        fresh_start = page.get_by_role("link", name="Sign in again")
        expect(fresh_start).to_have_attribute("href", "/oidc/authenticate/")
