"""Somebody reports."""

from playwright.sync_api import expect

from ..cast import GERMAN
from ..past import id_of
from ..state import state
from ..visitor import Visitor

BOB = "bob@example.com"


@state("plain-report", scripts=False)
@state("german-report", locale=GERMAN)
@state("report")
def report(visitor: Visitor) -> None:
    visitor.goes_to(f"/contacts/{id_of(BOB)}/report/")
    expect(visitor.page.locator(".evidence .said").first).to_be_visible()


@state("german-report-dialog", locale=GERMAN)
@state("report-dialog")
def dialog(visitor: Visitor) -> None:
    visitor.opens_chat(BOB)
    visitor.page.locator("#contact-menu").click()
    visitor.page.locator(".menu [data-opens=report]").click()
    expect(visitor.page.locator("#report .evidence .said").first).to_be_visible()


@state("report-dialog-end")
def end_of_dialog(visitor: Visitor) -> None:
    dialog(visitor)
    visitor.page.locator("#report [name=messages]").nth(3).check()
    expect(visitor.page.locator("#report .said--chosen")).to_have_count(2)
    visitor.page.get_by_role("button", name="Send report").scroll_into_view_if_needed()


@state("report-received")
def received(visitor: Visitor) -> None:
    dialog(visitor)
    visitor.page.get_by_label("A threat").check()
    visitor.page.get_by_label("What happened").fill("He threatens to paint my shed.")
    visitor.page.get_by_label("as well").check()
    visitor.clicks("Send report")
    expect(visitor.page.locator("#notices")).to_contain_text("Received.")


@state("report-error")
def error(visitor: Visitor) -> None:
    report(visitor)
    visitor.page.locator("form#report-form").evaluate("it => { it.noValidate = true }")
    visitor.clicks("Send report")
    expect(visitor.page.get_by_role("alert").first).to_be_visible()


@state("reports")
def reports(visitor: Visitor) -> None:
    report(visitor)
    visitor.page.get_by_label("A threat").check()
    visitor.page.get_by_label("What happened").fill("He threatens to paint my shed.")
    visitor.clicks("Send report")
    expect(visitor.page.locator("[data-report]")).to_be_visible()


@state("reports-none")
def none(visitor: Visitor) -> None:
    visitor.goes_to("/reports/")
