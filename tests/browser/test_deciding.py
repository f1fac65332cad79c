"""From a report to its answer and back: two people, staff, in every size and light."""

import pytest
from playwright.sync_api import Locator, expect

from .guest import Guest
from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def staff(room: Room, address: str) -> Guest:
    """Who hears of every CSP violation, as all guests do."""
    guest = room.guest("Staff")
    guest.email = f"{address}@example.com"
    return guest.signs_in()


def reports(alice: Guest, bob: Guest, *said: str, block: bool) -> None:
    """Without the dialog, which has tests of its own."""
    alice.opens(bob)
    for text in said:
        expect(alice.bubble(text)).to_be_visible()
    path = alice.page.url.replace("/chats/", "/contacts/")
    alice.page.goto(f"{path}report/")
    alice.page.get_by_role("checkbox", name="I know where you live").check()
    alice.page.get_by_label("A threat").check()
    alice.page.get_by_label("What happened").fill("He follows me home.")
    if block:
        alice.page.get_by_label("Block Bob as well").check()
    alice.page.get_by_role("button", name="Send report").click()
    expect(alice.page.get_by_role("heading", name="Your reports")).to_be_visible()


def bothered(room: Room) -> tuple[Guest, Guest]:
    """Alice, whom Bob has written to, and who has reported it; and Bob."""
    alice, bob = room.guest("Alice").signs_in(), room.guest("Bob").signs_in()
    bob.adds(alice)
    bob.opens(alice)
    bob.says("I know where you live")
    reports(alice, bob, "I know where you live", block=False)
    return alice, bob


def opens_report_about(kim: Guest, bob: Guest) -> None:
    kim.page.get_by_label("Reports about somebody").fill(bob.email)
    kim.page.get_by_role("button", name="Search").click()
    kim.sees_no_barrier()
    kim.page.locator("[aria-labelledby=about] [data-report] a").click()


def decision(kim: Guest) -> Locator:
    return kim.page.locator("[aria-labelledby=report-decision]")


def gives_reason(kim: Guest, reason: str, button: str) -> None:
    kim.page.get_by_label("Why").locator("visible=true").fill(reason)
    kim.sees_no_barrier()
    decision(kim).get_by_role("button", name=button).click()


def suspended(bob: Guest) -> Locator:
    return bob.page.get_by_role("heading", name="Your account is suspended")


def test_a_report_is_decided_answered_and_taken_back(room: Room) -> None:
    alice, bob = room.guest("Alice").signs_in(), room.guest("Bob").signs_in()
    alice.adds(bob)
    bob.adds(alice)
    bob.opens(alice)
    said = ("Where were you?", "I know where you live", "Answer me")
    for text in said:
        bob.says(text)
    phone = room.guest("Bob").signs_in()
    phone.page.goto(f"{room.origin}/account/")  # which asks for nothing by itself
    reports(alice, bob, *said, block=True)

    kim = staff(room, "moderator")
    kim.page.goto(f"{room.origin}/admin/")
    opens_report_about(kim, bob)
    expect(kim.page.locator(".said--chosen .said__body")).to_have_text(
        ["I know where you live", "Answer me"]
    )
    kim.page.get_by_role("button", name="Take it in hand").click()
    expect(decision(kim)).to_contain_text("You have this report in hand.")
    kim.page.get_by_label("Suspend for some days").check()
    kim.page.get_by_role("spinbutton", name="Days").fill("14")
    bob.allowed_statuses = phone.allowed_statuses = {"403"}  # of whatever he asks for next
    gives_reason(kim, "He knows where she lives.", "Decide")
    expect(decision(kim)).to_contain_text("Suspended until")
    kim.sees_no_barrier()

    expect(suspended(bob)).to_be_visible()  # his open page has asked
    bob.sees_no_barrier()
    phone.page.get_by_role("button", name="Save").click()
    expect(suspended(phone)).to_be_visible()

    alice.page.goto(f"{room.origin}/chats/")
    alice.sees_no_barrier()
    alice.page.get_by_role("button", name="Read what came of it").click()
    expect(alice.page.locator("[data-report]")).to_contain_text("We looked at it and acted.")
    expect(alice.page.locator("[data-news]")).to_have_count(0)

    decision(kim).get_by_text("Take the decision back").first.click()
    gives_reason(kim, "It was somebody else.", "Take the decision back")
    expect(decision(kim)).to_contain_text("Nobody has this report in hand.")
    expect(kim.page.locator("[aria-labelledby=report-history]")).to_contain_text(
        "It was somebody else."
    )
    bob.page.goto(f"{room.origin}/chats/")
    expect(bob.row(alice)).to_be_visible()
    alice.page.goto(f"{room.origin}/reports/")
    expect(alice.page.locator("[data-report]")).to_contain_text("We are looking at it again.")


def test_who_reads_reports_does_not_decide(room: Room) -> None:
    _, bob = bothered(room)
    kim, sam = staff(room, "moderator"), staff(room, "staff")
    for guest in (kim, sam):
        guest.page.goto(f"{room.origin}/admin/")
        opens_report_about(guest, bob)

    kim.page.get_by_role("button", name="Take it in hand").click()
    sam.page.reload()

    expect(decision(sam)).to_contain_text("moderator@example.com has this report in hand.")
    expect(decision(sam).get_by_role("button")).to_have_count(0)
    sam.sees_no_barrier()


def test_a_warning_is_read_in_an_open_page(desk: Room) -> None:
    alice, bob = bothered(desk)
    kim = staff(desk, "moderator")
    kim.page.goto(f"{desk.origin}/admin/")
    opens_report_about(kim, bob)
    kim.page.get_by_label("Warn", exact=True).check()
    gives_reason(kim, "Not like this.", "Decide")
    expect(decision(kim)).to_contain_text("Warned")

    notice = bob.page.locator("[data-news=warning]")
    expect(notice).to_contain_text("It is about: A threat.")
    bob.sees_no_barrier()
    button = notice.get_by_role("button", name="I have read this")
    button.focus()
    alice.opens(bob)
    alice.page.get_by_role("button", name="Accept").click()
    alice.says("What now?")
    expect(bob.bubble("What now?")).to_be_visible()
    expect(button).to_be_focused()
    button.press("Enter")
    expect(bob.page.locator("[data-news]")).to_have_count(0)
    kim.page.reload()
    expect(kim.page.locator("#content-main")).not_to_contain_text("has not acknowledged")
