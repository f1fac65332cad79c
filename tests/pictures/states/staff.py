"""What staff have besides."""

from playwright.sync_api import expect

from ..cast import GERMAN, STAFF
from ..state import state
from ..visitor import Visitor


@state("german-admin", who=STAFF, locale=GERMAN)
@state("admin", who=STAFF)
def index(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")


@state("admin-report", who=STAFF)
def report(visitor: Visitor) -> None:
    visitor.world.reports("bob@example.com", "He threatens to paint my shed.")
    visitor.goes_to("/admin/")
    visitor.page.locator("[data-report] a").click()
    expect(visitor.page.locator(".evidence .said").first).to_be_visible()


@state("admin-reports", who=STAFF)
def reports(visitor: Visitor) -> None:
    visitor.world.reports("bob@example.com", "He threatens to paint my shed.")
    visitor.world.reports("carol@example.com", "She does not stop.")
    visitor.goes_to("/admin/")
    expect(visitor.page.locator("[data-report]")).to_have_count(2)


@state("admin-not-staff")
def refused(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")
    expect(visitor.page.get_by_role("heading", name="Not allowed")).to_be_visible()
