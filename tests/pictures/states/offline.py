"""What can be seen without a network, and on the way out."""

from playwright.sync_api import expect

from tests.browser.traveller import IS_KEPT
from tests.browser.waiting import expect_soon
from tests.browser.workers import until_ready

from ..cast import GERMAN
from ..past import id_of
from ..state import state
from ..visitor import Visitor

BOB = "bob@example.com"


def loses_network(visitor: Visitor) -> None:
    """In a conversation that the browser has kept."""
    visitor.opens_chat(BOB)
    until_ready(visitor.page)
    kept = [f"/chats/{id_of(BOB)}/", "data-kept"]
    expect_soon(visitor.page, lambda: bool(visitor.page.evaluate(IS_KEPT, kept)))
    visitor.page.context.set_offline(True)


@state("offline-chat", service_workers="allow")
@state("german-offline-chat", service_workers="allow", locale=GERMAN)
def chat(visitor: Visitor) -> None:
    loses_network(visitor)
    visitor.page.reload()
    expect(visitor.log).to_be_visible()
    expect(visitor.page.locator("#connection time")).to_be_visible()


@state("offline-list", service_workers="allow")
def chats(visitor: Visitor) -> None:
    loses_network(visitor)
    visitor.goes_to("/chats/")
    expect(visitor.page.locator("#connection time")).to_be_visible()


@state("offline", service_workers="allow")
def page(visitor: Visitor) -> None:
    loses_network(visitor)
    visitor.goes_to("/account/")
    expect(visitor.page.get_by_role("heading", name="You are offline")).to_be_visible()


@state("signing-out")
def signing_out(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    visitor.composer.fill("Shall I ask")
    visitor.goes_back()
    visitor.page.locator("#account-menu").click()
    visitor.clicks("Log out")
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
