"""What staff have besides."""

from playwright.sync_api import expect

from moderation.domain import Category, Measure

from ..cast import GERMAN, MODERATOR, NOBODY, STAFF
from ..state import state
from ..visitor import Visitor

MALLORY = "mallory@example.com"
WHY = "A threat, after she was asked to stop."
NO_BREACH = "He tells what he reads. That is no breach."


def reports_a_threat(visitor: Visitor) -> str:
    """Of Mallory, by Alice; its id."""
    visitor.world.hears(MALLORY, "I know where you sing. See you on Thursday, at the door.")
    return visitor.world.reports(MALLORY, "I asked her to stop. Now she waits for me.")


def reports_tom(visitor: Visitor) -> str:
    """By Alice as well, without a reason."""
    return visitor.world.reports("tom@example.com", "He does not stop.", Category.OTHER)


def reports_frank(visitor: Visitor) -> str:
    return visitor.world.reports("frank@example.com", "I do not want to sing.", Category.SPAM)


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
    visitor.world.decides(reports_a_threat(visitor), Measure.SUSPEND, WHY, days=14)
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
    visitor.world.decides(reports_tom(visitor), Measure.DISMISS, NO_BREACH)
    visitor.world.takes(reports_a_threat(visitor))
    reports_frank(visitor)
    visitor.goes_to("/admin/")
    expect(visitor.page.locator("[data-report]")).to_have_count(2)
    visitor.page.locator("summary").click()


@state("admin-closed", who=MODERATOR)
def closed(visitor: Visitor) -> None:
    visitor.world.decides(reports_tom(visitor), Measure.DISMISS, NO_BREACH)
    visitor.world.decides(reports_frank(visitor), Measure.WARN, "He writes to whoever sings.")
    visitor.world.decides(reports_a_threat(visitor), Measure.SUSPEND, "A threat.", days=14)
    visitor.goes_to("/admin/?state=closed")
    expect(visitor.page.locator("[data-state=closed]")).to_have_count(3)


@state("admin-dismiss-error", who=MODERATOR)
def dismiss_error(visitor: Visitor) -> None:
    chooses_both(visitor)
    visitor.page.locator("form.decision").evaluate("it => { it.noValidate = true }")
    visitor.clicks("Dismiss what is chosen")
    expect(visitor.page.get_by_role("alert")).to_be_visible()


@state("admin-dismissed", who=MODERATOR)
def dismissed(visitor: Visitor) -> None:
    """One of two: a colleague has taken the other in hand just before."""
    _, second = chooses_both(visitor)
    visitor.page.get_by_label("Why").fill("That is no breach.")
    visitor.world.takes_first(second)
    visitor.clicks("Dismiss what is chosen")
    expect(visitor.page.get_by_role("status")).to_contain_text("dismissed")


@state("admin-conflict", who=MODERATOR)
def conflict(visitor: Visitor) -> None:
    report = reports_a_threat(visitor)
    opens_the_first(visitor)
    visitor.page.get_by_label("Warn", exact=True).check()
    visitor.page.get_by_label("Why").fill(WHY)
    visitor.world.takes_first(report)
    visitor.clicks("Decide")
    expect(visitor.page.get_by_role("alert")).to_contain_text(WHY)


@state("admin-broken-seal", who=STAFF)
def broken_seal(visitor: Visitor) -> None:
    visitor.world.breaks_seal(reports_a_threat(visitor))
    visitor.goes_to("/admin/")
    visitor.page.locator("[data-report] a").click()
    expect(visitor.page.get_by_role("alert")).to_be_visible()


@state("admin-deleted", who=MODERATOR)
def deleted(visitor: Visitor) -> None:
    """What was reported, as soon as it was decided."""
    report = reports_a_threat(visitor)
    visitor.world.decides(report, Measure.DISMISS, "She apologised.", evidence_days=0)
    visitor.goes_to("/admin/?state=closed")
    visitor.page.locator("[data-report] a").click()
    expect(visitor.page.get_by_text("was deleted on")).to_be_visible()


@state("admin-search-none", who=STAFF)
def search_none(visitor: Visitor) -> None:
    visitor.goes_to(f"/admin/?q={NOBODY}")
    expect(visitor.page.get_by_text("Nobody has this address.")).to_be_visible()


@state("admin-search", who=STAFF)
def search(visitor: Visitor) -> None:
    visitor.world.decides(reports_a_threat(visitor), Measure.WARN, "She was asked to stop.")
    visitor.goes_to(f"/admin/?q={MALLORY}")
    expect(visitor.page.get_by_role("heading", name=f"About {MALLORY}")).to_be_visible()


def chooses_both(visitor: Visitor) -> tuple[str, str]:
    """Of the reports that wait, to dismiss them; their ids."""
    both = reports_tom(visitor), reports_frank(visitor)
    visitor.goes_to("/admin/")
    for box in visitor.page.get_by_role("checkbox").all():
        box.check()
    visitor.page.locator("summary").click()
    return both


def opens_the_first(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")
    visitor.page.locator("[data-report] a").first.click()
    expect(visitor.page.locator(".evidence .said").first).to_be_visible()


@state("admin-not-staff")
def refused(visitor: Visitor) -> None:
    visitor.goes_to("/admin/")
    expect(visitor.page.get_by_role("heading", name="Not allowed")).to_be_visible()
