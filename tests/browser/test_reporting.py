"""Somebody is bothered and reports it, and staff read it: in every size and light."""

import pytest
from playwright.sync_api import Locator, expect

from .guest import Guest
from .room import Room
from .waiting import expect_soon

KEPT = "async () => (await caches.match('/chats/?frame'))?.text()"

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def opens_report(guest: Guest) -> Locator:
    """From the menu of the open conversation."""
    guest.page.locator("#contact-menu").click()
    guest.page.get_by_role("link", name="Report…").first.click()
    dialog = guest.page.get_by_role("dialog", name="Report ")
    expect(dialog).to_be_visible()
    return dialog


def test_a_report_with_chosen_messages_and_a_block_reaches_staff(room: Room) -> None:
    alice, bob = room.guest("Alice").signs_in(), room.guest("Bob").signs_in()
    alice.adds(bob)
    bob.adds(alice)
    bob.opens(alice)
    for text in ("Where were you?", "I know where you live", "Answer me"):
        bob.says(text)

    alice.opens(bob)
    report = opens_report(alice)
    expect(report.get_by_role("heading", name="Report Bob")).to_be_visible()
    expect(report.get_by_role("button", name="Close")).to_be_focused()
    expect(report.get_by_role("checkbox", name="Answer me")).to_be_checked()
    report.get_by_label("A threat").check()
    report.get_by_label("What happened").fill("He follows me home.")
    report.get_by_role("checkbox", name="I know where you live").check()
    expect(report.locator(".said--chosen .said__body")).to_have_text(
        ["I know where you live", "Answer me"]
    )
    expect(report.get_by_role("checkbox", name="I know where you live")).to_be_focused()
    expect(report.get_by_role("button", name="Show for what is chosen now")).to_be_hidden()
    expect(report.get_by_label("What happened")).to_have_value("He follows me home.")
    report.get_by_label("Block Bob as well").check()
    alice.sees_no_barrier()
    report.get_by_role("button", name="Send report").click()

    expect(report).to_be_hidden()
    expect(alice.page.get_by_role("status").get_by_text("Received.")).to_be_visible()
    expect(alice.page.get_by_text("You have blocked Bob")).to_be_visible()
    expect(alice.page.locator("#contact-menu")).to_be_focused()
    alice.sees_no_barrier()
    alice.page.get_by_role("link", name="Your reports").click()
    expect(alice.page.locator("[data-report]")).to_contain_text("Received.")
    alice.sees_no_barrier()

    sam = room.guest("Sam")
    sam.email = "staff@example.com"
    sam.signs_in()
    sam.page.goto(f"{room.origin}/admin/")
    sam.sees_no_barrier()
    sam.page.get_by_label("Reports about somebody").fill(bob.email)
    sam.page.get_by_role("button", name="Search").click()
    sam.sees_no_barrier()
    sam.page.locator("[aria-labelledby=about] [data-report] a").click()
    expect(sam.page.locator(".evidence .said__body")).to_have_text(
        ["Where were you?", "I know where you live", "Answer me"]
    )
    expect(sam.page.get_by_text("He follows me home.")).to_be_visible()
    expect(sam.page.locator("[aria-labelledby=report-history]")).to_contain_text(
        f"looked at by {sam.email}"
    )
    sam.sees_no_barrier()


def test_the_ways_out_of_a_report_lead_back(room: Room) -> None:
    alice, bob = room.guest("Alice").signs_in(), room.guest("Bob").signs_in()
    bob.adds(alice)
    bob.opens(alice)
    bob.says("Buy this")
    alice.opens(bob)
    menu, request = alice.page.locator("#contact-menu"), alice.page.locator("#conversation-footer")

    conversation = alice.page.url
    report = opens_report(alice)
    expect(alice.page).to_have_url(conversation)
    expect(menu).to_have_js_property("parentElement.open", False)
    alice.page.keyboard.press("Escape")
    expect(report).to_be_hidden()
    expect(menu).to_be_focused()
    opens_report(alice).get_by_role("button", name="Close").click()
    expect(report).to_be_hidden()
    expect(menu).to_be_focused()

    link = request.get_by_role("link", name="Report…")
    link.click()
    report.get_by_label("What happened").fill("Half a sen")
    box = report.bounding_box()
    assert box
    if box["x"] > 0:
        alice.page.mouse.click(5, 5)
    else:
        alice.page.keyboard.press("Escape")
    expect(report).to_be_hidden()
    expect(link).to_be_focused()
    expect(alice.page.locator("#chat-log")).to_be_visible()
    link.press("Enter")
    expect(report.get_by_label("What happened")).to_have_value("Half a sen")
    report.get_by_label("Advertising or fraud").check()
    report.get_by_role("checkbox").first.uncheck()
    report.get_by_role("checkbox").first.check()  # of which it would ask what staff see
    report.get_by_role("button", name="Send report").click()
    expect(alice.page.get_by_role("status").get_by_text("Received.")).to_be_visible()
    expect(link).to_be_focused()
    link.click()
    expect(report.get_by_label("What happened")).to_have_value("")


def test_what_is_wrong_and_other_messages_stay_in_the_dialog(room: Room) -> None:
    alice, bob = room.guest("Alice").signs_in(), room.guest("Bob").signs_in()
    alice.allowed_statuses |= {"422", "503"}
    alice.adds(bob)
    bob.adds(alice)
    bob.opens(alice)
    for number in range(42):
        bob.says(f"Offer {number}.")
    alice.opens(bob)
    report = opens_report(alice)
    comment = report.get_by_label("What happened")
    comment.fill("So many.")

    report.get_by_role("button", name="Older messages").click()
    expect(report.get_by_role("checkbox", name="Offer 1.")).to_be_focused()
    expect(comment).to_have_value("So many.")
    report.get_by_role("checkbox", name="Offer 0.").check()
    expect(report.locator(".said--chosen .said__body")).to_have_text(["Offer 0.", "Offer 41."])
    report.get_by_role("button", name="Newer messages").click()
    expect(report.get_by_role("checkbox", name="Offer 41.")).to_be_focused()
    for number in range(10, 19):
        report.get_by_role("checkbox", name=f"Offer {number}.").check()
    expect(report.get_by_role("alert")).to_contain_text("at most 10")
    expect(report.get_by_role("checkbox", name="Offer 18.")).to_be_focused()
    alice.sees_no_barrier()

    report.get_by_label("Advertising or fraud").check()
    report.get_by_role("button", name="Send report").click()
    expect(report.get_by_role("checkbox", name="Offer 41.")).to_be_focused()
    expect(report.get_by_role("alert")).to_contain_text("at most 10")
    expect(comment).to_have_value("So many.")
    report.get_by_role("checkbox", name="Offer 18.").uncheck()
    expect(report.get_by_role("alert")).to_have_count(0)
    expect(report.locator(".said--chosen")).to_have_count(10)

    alice.page.route("**/report/", lambda route: route.fulfill(status=503), times=1)
    report.get_by_role("button", name="Send report").click()
    expect(report.get_by_role("alert")).to_contain_text("cannot be reached")
    alice.sees_no_barrier()
    report.get_by_role("button", name="Send report").click()
    expect(report).to_be_hidden()
    expect(alice.page.get_by_role("status").get_by_text("Received.")).to_be_visible()
    expect(alice.page.locator("#contact-menu")).to_be_focused()


def test_no_report_is_kept_for_when_there_is_no_network(desk: Room) -> None:
    alice, bob = desk.guest("Alice").signs_in(), desk.guest("Bob").signs_in()
    alice.adds(bob)
    bob.adds(alice)
    bob.opens(alice)
    bob.says("Buy this")
    alice.opens(bob)
    opens_report(alice)

    bob.says("And that")
    alice.page.evaluate("document.dispatchEvent(new Event('look'))")
    expect_soon(alice.page, lambda: "And that" in (alice.page.evaluate(KEPT) or ""))
    frame = alice.page.evaluate(KEPT)

    assert 'id="report"' in frame
    assert 'id="notices"' in frame
    assert "report-form" not in frame


def test_a_new_tab_has_the_page(desk: Room) -> None:
    alice, bob = desk.guest("Alice").signs_in(), desk.guest("Bob").signs_in()
    alice.adds(bob)
    bob.adds(alice)
    bob.opens(alice)
    bob.says("Buy this")
    alice.opens(bob)
    alice.page.locator("#contact-menu").click()

    with alice.page.context.expect_page() as opened:
        alice.page.get_by_role("link", name="Report…").click(modifiers=["ControlOrMeta"])

    page = opened.value
    expect(page.get_by_role("heading", name="Report Bob", level=1)).to_be_visible()
    expect(alice.page.get_by_role("dialog")).to_be_hidden()
    page.get_by_label("Something else").check()
    page.get_by_label("What happened").fill("He sells.")
    page.get_by_role("button", name="Show for what is chosen now").click()
    expect(page.get_by_label("What happened")).to_have_value("He sells.")
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("heading", name="Your reports")).to_be_visible()


def test_a_report_needs_no_scripts(desk: Room) -> None:
    alice, bob = desk.guest("Alice", java_script_enabled=False), desk.guest("Bob").signs_in()
    alice.signs_in()
    bob.adds(alice)
    bob.opens(alice)
    for number in range(45):
        bob.says(f"Offer {number}")
    alice.page.goto(f"{desk.origin}/chats/")
    alice.page.get_by_role("link", name="Bob").click()
    alice.page.get_by_role("link", name="Report…").last.click()

    alice.page.get_by_role("button", name="Older messages").click()
    alice.page.get_by_role("checkbox", name="Offer 0").check()
    alice.page.get_by_label("Advertising or fraud").check()
    alice.page.get_by_label("What happened").fill("Forty-five offers.")
    alice.page.get_by_role("button", name="Send report").click()

    expect(alice.page.locator("[data-report]")).to_contain_text("Advertising or fraud")
