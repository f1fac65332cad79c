"""From the landing page through a provider of Cognito's shape, and out of both again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.accounts.cognito import CLIENT_ID, CLIENT_SECRET, Cognito
from tests.accounts.cognito_tokens import Account
from tests.site import Site, answers, free_port, wait_until

from .guest import DESKTOP, Guest, guest


@pytest.fixture
def cognito_and_site(tmp_path: Path) -> Iterator[tuple[Cognito, Site]]:
    port = free_port()
    with Cognito(f"http://localhost:{port}") as cognito:
        env = {
            "OIDC_ISSUER": cognito.issuer,
            "OIDC_CLIENT_ID": CLIENT_ID,
            "OIDC_CLIENT_SECRET": CLIENT_SECRET,
            "OIDC_LOGOUT_URL": cognito.sign_out_address,
        }
        site = Site(tmp_path / "site", env, port=port)
        site.start()
        try:
            wait_until(lambda: answers(port, "/healthz") or site.process.poll() is not None)
            assert site.process.poll() is None, site.log
            yield cognito, site
        finally:
            site.stop()


def signs_in(ann: Guest) -> None:
    ann.page.get_by_role("link", name="Open in browser").click()
    ann.page.get_by_label("E-mail address").fill(ann.email)
    ann.page.get_by_role("button", name="Sign in").click()
    expect(ann.page).to_have_url(f"{ann.origin}/chats/")


def signs_out(ann: Guest) -> None:
    ann.page.locator("#account-menu").click()
    ann.page.get_by_role("button", name="Log out").click()
    expect(ann.page).to_have_url(f"{ann.origin}/")
    expect(ann.page.get_by_role("link", name="Open in browser")).to_be_visible()


def test_in_and_out_and_in_again(browser: Browser, cognito_and_site: tuple[Cognito, Site]) -> None:
    cognito, site = cognito_and_site
    with guest(browser, site.origin, "Ann", "run", viewport=DESKTOP) as ann:
        cognito.knows(Account(ann.email, "Ann Lee"))
        ann.page.goto(site.origin)
        signs_in(ann)
        expect(ann.page.locator(".menu__email")).to_have_text(ann.email)

        signs_out(ann)
        assert [asked.path for asked in cognito.asked][-1] == "/logout"
        ann.page.goto(f"{site.origin}/chats/")
        expect(ann.page.get_by_role("button", name="Sign in")).to_be_visible()

        ann.page.goto(site.origin)
        signs_in(ann)
        assert cognito.asked_for_a_name == 3
