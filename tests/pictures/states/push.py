"""Notifications on the account page, as far as this browser has got with them."""

from playwright.sync_api import expect

from tests.browser.push_service import give_push_service

from ..cast import GERMAN
from ..state import state
from ..visitor import Visitor

NO_PUSH = "delete window.PushManager"
DENIED = "Object.defineProperty(Notification, 'permission', { value: 'denied' })"


def goes_to_the_switch(visitor: Visitor, part: str) -> None:
    visitor.goes_to("/account/")
    expect(visitor.page.locator(f"push-switch [data-{part}]")).to_be_visible()
    visitor.page.locator("push-switch").scroll_into_view_if_needed()


@state("german-push-off", whole_browser=True, locale=GERMAN, service_workers="allow")
@state("push-off", whole_browser=True, service_workers="allow")
def off(visitor: Visitor) -> None:
    give_push_service(visitor.page.context)
    goes_to_the_switch(visitor, "off")


@state("push-on", whole_browser=True, service_workers="allow")
def on(visitor: Visitor) -> None:
    off(visitor)
    visitor.page.locator("[data-turn-on]").click()
    expect(visitor.page.locator("push-switch [data-on]")).to_be_visible()


@state("push-failed", whole_browser=True, service_workers="allow", permissions=["notifications"])
def failed(visitor: Visitor) -> None:
    goes_to_the_switch(visitor, "off")
    visitor.page.locator("[data-turn-on]").click()
    expect(visitor.page.locator("push-switch [data-failed]")).to_be_visible()


@state("push-refused")
def refused(visitor: Visitor) -> None:
    visitor.page.add_init_script(DENIED)
    goes_to_the_switch(visitor, "refused")


@state("push-unsupported")
def unsupported(visitor: Visitor) -> None:
    visitor.page.add_init_script(NO_PUSH)
    goes_to_the_switch(visitor, "unsupported")
