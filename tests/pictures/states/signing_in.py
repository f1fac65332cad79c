"""Before anybody is signed in."""

import re

from playwright.sync_api import expect

from ..cast import GERMAN, TAKEN
from ..state import state
from ..visitor import Visitor


@state("german-landing", who=None, locale=GERMAN)
@state("landing", who=None)
def landing(visitor: Visitor) -> None:
    visitor.goes_to("/")


@state("german-about", who=None, locale=GERMAN)
@state("about", who=None)
def about(visitor: Visitor) -> None:
    visitor.goes_to("/about/")


@state("sign-in", who=None)
def sign_in(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.get_by_label("E-mail address").fill("alice@example.com")


@state("sign-in-no-address", who=None)
def no_address(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.get_by_label("E-mail address").fill("alice@example")
    visitor.clicks("Sign in")
    expect(visitor.page.get_by_role("alert")).to_be_visible()


@state("sign-in-cancelled", who=None)
def cancelled(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.get_by_role("link", name="Cancel").click()
    expect(visitor.page.get_by_role("link", name="Sign in again")).to_be_visible()


@state("sign-in-failed", who=None)
def failed(visitor: Visitor) -> None:
    visitor.goes_to("/oidc/callback/?code=x&state=y")


@state("address-taken", who=None)
def address_taken(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.get_by_label("E-mail address").fill(TAKEN)
    visitor.clicks("Sign in")
    expect(visitor.page).to_have_url(re.compile("/oidc/callback/"))
    expect(visitor.page.get_by_role("link", name="Sign in again")).to_be_visible()
