"""What staff have besides."""

from playwright.sync_api import expect

from moderation.domain import Measure

from ..cast import GERMAN, MODERATOR, STAFF
from ..state import state
from ..visitor import Visitor

THREAT = "He threatens to paint my shed."


@state("german-admin", who=STAFF, locale=GERMAN)
@state("admin", who=STAFF)
def index(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")


@state("admin-report", who=STAFF)
def report(visitor: Visitor) -> None:
    visitor.world.reports("bob@example.com", THREAT)
    opens_the_first(visitor)


@state("german-admin-decide", who=MODERATOR, locale=GERMAN)
@state("admin-decide", who=MODERATOR)
def decide(visitor: Visitor) -> None:
    report = visitor.world.reports("bob@example.com", THREAT)
    visitor.world.takes(report)
    opens_the_first(visitor)
    visitor.page.locator("input[value=suspend]").check()


@state("admin-decide-error", who=MODERATOR)
def decide_error(visitor: Visitor) -> None:
    decide(visitor)
    visitor.page.locator("form.decision").evaluate("it => { it.noValidate = true }")
    visitor.page.get_by_role("button", name="Decide").click()
    expect(visitor.page.get_by_role("alert").first).to_be_visible()


@state("admin-decided", who=MODERATOR)
def decided(visitor: Visitor) -> None:
    report = visitor.world.reports("bob@example.com", THREAT)
    visitor.world.decides(report, Measure.SUSPEND, days=14)
    visitor.goes_to("/admin/?state=closed")
    visitor.page.locator("[data-report] a").click()
    for summary in visitor.page.locator("summary").all():
        summary.click()


@state("admin-in-another-hand", who=STAFF)
def in_another_hand(visitor: Visitor) -> None:
    visitor.world.takes(visitor.world.reports("bob@example.com", THREAT))
    opens_the_first(visitor)


@state("admin-reports", who=MODERATOR)
def reports(visitor: Visitor) -> None:
    decided = visitor.world.reports("tom@example.com", "He does not stop.")
    visitor.world.decides(decided, Measure.DISMISS)
    visitor.world.takes(visitor.world.reports("bob@example.com", THREAT))
    visitor.world.reports("carol@example.com", "She does not stop.")
    visitor.goes_to("/admin/")
    expect(visitor.page.locator("[data-report]")).to_have_count(2)
    visitor.page.locator("summary").click()


@state("admin-search", who=STAFF)
def search(visitor: Visitor) -> None:
    report = visitor.world.reports("bob@example.com", THREAT)
    visitor.world.decides(report, Measure.WARN)
    visitor.goes_to("/admin/?q=bob@example.com")
    expect(visitor.page.get_by_role("heading", name="About bob@example.com")).to_be_visible()


def opens_the_first(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")
    visitor.page.locator("[data-report] a").first.click()
    expect(visitor.page.locator(".evidence .said").first).to_be_visible()


@state("admin-not-staff")
def refused(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")
    expect(visitor.page.get_by_role("heading", name="Not allowed")).to_be_visible()
