"""What staff have besides."""

from playwright.sync_api import expect

from ..cast import GERMAN, STAFF
from ..state import state
from ..visitor import Visitor


@state("german-admin", who=STAFF, locale=GERMAN)
@state("admin", who=STAFF)
def index(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")


@state("admin-not-staff")
def refused(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")
    expect(visitor.page.get_by_role("heading", name="Not allowed")).to_be_visible()
