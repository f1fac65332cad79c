"""The site in German: what it says, how it writes times, and the way to another language."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.remote import RemotePerson

from .guest import DESKTOP, PHONE, Guest
from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

IN_GERMANY: dict[str, Any] = {"locale": "de-DE", "timezone_id": "Europe/Berlin"}
BOTH_SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(f"^({text})$")


def enters(guest: Guest) -> None:
    """In German; the local sign-in is always English."""
    guest.page.goto(guest.origin)
    guest.page.get_by_role("link", name="Im Browser öffnen").click()
    guest.page.get_by_label("E-mail address").fill(guest.email)
    guest.page.get_by_role("button").click()
    expect(guest.page).to_have_url(f"{guest.origin}/chats/")
    expect(guest.page.locator("html")).to_have_attribute("lang", "de")


@BOTH_SIZES
def test_a_conversation_in_german(desk: Room, size: dict[str, int]) -> None:
    alice = desk.guest("Alice", viewport=size, **IN_GERMANY)
    bob = RemotePerson(desk.origin, f"bob-{desk.run}@example.com").signs_in()
    alice.allowed_statuses.add("422")
    alice.page.goto(desk.origin)
    alice.sees_no_barrier()
    enters(alice)
    alice.sees_no_barrier()

    form = alice.page.locator("#add-contact")
    form.get_by_label("Name").fill("Bob")
    form.get_by_label("E-Mail-Adresse").fill("bob")
    form.get_by_label("E-Mail-Adresse").evaluate("field => field.type = 'text'")
    form.get_by_role("button", name="Kontakt hinzufügen").click()
    expect(form.get_by_role("alert")).to_contain_text("zum Beispiel name@example.com")
    alice.sees_no_barrier()
    form.get_by_label("E-Mail-Adresse").fill(bob.email)
    form.get_by_role("button", name="Kontakt hinzufügen").click()

    alice.page.get_by_label("Nachricht an Bob").fill("Mittagessen?")
    alice.page.get_by_role("button", name="Senden").click()
    expect(alice.page.locator("li[data-seq] .message__body")).to_have_text("Mittagessen?")
    expect(alice.page.locator("#chat-log .day")).to_have_text("Heute")
    alice.page.locator("#contact-menu").click()
    expect(alice.page.get_by_role("button", name="Blockieren")).to_be_visible()
    alice.sees_no_barrier()


def test_times_are_written_as_they_are_in_germany(desk: Room) -> None:
    alice = desk.guest("Alice", **IN_GERMANY)
    enters(alice)
    device = RemotePerson(desk.origin, alice.email).signs_in()
    contact = device.adds(f"bob-{desk.run}@example.com")
    device.sends(contact, "Mittagessen?").raise_for_status()
    day, row = alice.page.locator("#chat-log .day"), alice.page.locator("[data-contact] time")

    def is_shown(days: int, in_the_log: str, in_the_list: str) -> None:
        alice.page.clock.set_fixed_time(datetime.now().astimezone() + timedelta(days=days))
        alice.page.goto(f"{desk.origin}/chats/{contact}/")
        expect(day).to_have_text(pattern(in_the_log))
        expect(row).to_have_text(pattern(in_the_list))
        expect(alice.page.locator("#chat-log .message__time")).to_have_text(pattern(r"\d\d:\d\d"))

    is_shown(0, "Heute", r"\d\d:\d\d")
    is_shown(1, "Gestern", "Gestern")
    is_shown(3, r"(\w+tag|Mittwoch), \d+\. \w+( \d+)?", "Mo|Di|Mi|Do|Fr|Sa|So")
    is_shown(400, r"(\w+tag|Mittwoch), \d+\. \w+ \d{4}", r"\d{2}\.\d{2}\.\d{4}")


def test_today_becomes_yesterday_on_a_page_that_stays_open(desk: Room) -> None:
    alice = desk.guest("Alice", **IN_GERMANY)
    alice.page.clock.install()
    enters(alice)
    device = RemotePerson(desk.origin, alice.email).signs_in()
    contact = device.adds(f"bob-{desk.run}@example.com")
    device.sends(contact, "Mittagessen?").raise_for_status()
    alice.page.goto(f"{desk.origin}/chats/{contact}/")
    expect(alice.page.locator("#chat-log .day")).to_have_text("Heute")

    alice.page.clock.fast_forward("24:00:00")

    expect(alice.page.locator("#chat-log .day")).to_have_text("Gestern")
    expect(alice.page.locator("[data-contact] time")).to_have_text("Gestern")


@BOTH_SIZES
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_another_language_on_the_account_page_and_back(
    desk: Room, size: dict[str, int], scripts: bool
) -> None:
    options = {"viewport": size, "java_script_enabled": scripts, **IN_GERMANY}
    alice = desk.guest("Alice", **options)
    enters(alice)
    root, title = alice.page.locator("html"), alice.page.locator("main h1")
    alice.page.goto(f"{desk.origin}/account/")
    expect(title).to_have_text("Konto")
    if scripts:
        alice.sees_no_barrier()

    alice.page.get_by_role("button", name="English").press("Enter")
    expect(root).to_have_attribute("lang", "en")
    expect(title).to_have_text("Account")
    expect(alice.page).to_have_url(f"{desk.origin}/account/")

    alice.page.goto(f"{desk.origin}/chats/")
    expect(root).to_have_attribute("lang", "en")
    alice.page.goto(f"{desk.origin}/account/")
    alice.page.get_by_role("button", name="Deutsch").click()
    expect(title).to_have_text("Konto")


def test_somebody_who_is_not_signed_in_chooses_too(desk: Room) -> None:
    alice = desk.guest("Alice")
    alice.page.goto(desk.origin)

    alice.page.get_by_role("button", name="Deutsch").click()

    expect(alice.page.get_by_role("heading", level=1)).to_have_text("Reden, ganz zu zweit")
    alice.sees_no_barrier()
