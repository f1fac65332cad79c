"""What staff have besides."""

from playwright.sync_api import expect

from ..cast import STAFF
from ..state import state
from ..visitor import Visitor


@state("admin", who=STAFF)
def index(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")


@state("staff-menu", who=STAFF)
def menu(visitor: Visitor) -> None:
    visitor.goes_to("/chats/")
    visitor.page.locator("#account-menu").click()
    expect(visitor.page.get_by_role("link", name="Moderation")).to_be_visible()


@state("admin-not-staff")
def refused(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")
    expect(visitor.page.get_by_role("heading", name="Not allowed")).to_be_visible()
