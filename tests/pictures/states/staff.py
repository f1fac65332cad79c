"""What staff have besides."""

from playwright.sync_api import expect

from moderation.domain import Category, Measure

from ..cast import GERMAN, MODERATOR, STAFF
from ..state import state
from ..visitor import Visitor

MALLORY = "mallory@example.com"


def reports_a_threat(visitor: Visitor) -> str:
    """Of Mallory, by Alice; its id."""
    visitor.world.hears(MALLORY, "I know where you sing. See you on Thursday, at the door.")
    return visitor.world.reports(MALLORY, "I asked her to stop. Now she waits for me.")


@state("german-admin", who=STAFF, locale=GERMAN)
@state("admin", who=STAFF)
def index(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")


@state("admin-report", who=STAFF)
def report(visitor: Visitor) -> None:
    reports_a_threat(visitor)
    opens_the_first(visitor)


@state("german-admin-decide", who=MODERATOR, locale=GERMAN)
@state("admin-decide", who=MODERATOR)
def decide(visitor: Visitor) -> None:
    visitor.world.takes(reports_a_threat(visitor))
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
    why = "A threat, after she was asked to stop."
    visitor.world.decides(reports_a_threat(visitor), Measure.SUSPEND, why, days=14)
    visitor.goes_to("/admin/?state=closed")
    visitor.page.locator("[data-report] a").click()
    for summary in visitor.page.locator("summary").all():
        summary.click()


@state("admin-in-another-hand", who=STAFF)
def in_another_hand(visitor: Visitor) -> None:
    visitor.world.takes(reports_a_threat(visitor))
    opens_the_first(visitor)


@state("admin-reports", who=MODERATOR)
def reports(visitor: Visitor) -> None:
    decided = visitor.world.reports("tom@example.com", "He does not stop.", Category.OTHER)
    visitor.world.decides(decided, Measure.DISMISS, "He tells what he reads. That is no breach.")
    visitor.world.takes(reports_a_threat(visitor))
    visitor.world.reports("frank@example.com", "I do not want to sing.", Category.SPAM)
    visitor.goes_to("/admin/")
    expect(visitor.page.locator("[data-report]")).to_have_count(2)
    visitor.page.locator("summary").click()


@state("admin-search", who=STAFF)
def search(visitor: Visitor) -> None:
    visitor.world.decides(reports_a_threat(visitor), Measure.WARN, "She was asked to stop.")
    visitor.goes_to(f"/admin/?q={MALLORY}")
    expect(visitor.page.get_by_role("heading", name=f"About {MALLORY}")).to_be_visible()


def opens_the_first(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")
    visitor.page.locator("[data-report] a").first.click()
    expect(visitor.page.locator(".evidence .said").first).to_be_visible()


@state("admin-not-staff")
def refused(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")
    expect(visitor.page.get_by_role("heading", name="Not allowed")).to_be_visible()
