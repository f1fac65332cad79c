"""What is gone, and what stays, when somebody leaves or their session ends."""

import re

from playwright.sync_api import APIResponse, Page, Route, expect

from tests.remote import RemotePerson

from .canary import CANARY, has_no_canary, has_opened_two_chats, keeps
from .database import queued
from .traveller import Traveller
from .waiting import expect_soon
from .workers import until_ready


def leaves(page: Page) -> None:
    page.locator("#account-menu").click()
    page.get_by_role("button", name="Log out").click()


def loses_session(traveller: Traveller) -> None:
    traveller.profile.context.clear_cookies(name=re.compile("session"))


def test_after_logging_out_nothing_of_them_is_left(traveller: Traveller) -> None:
    has_opened_two_chats(traveller)
    page = traveller.page
    assert CANARY in keeps(page)
    leaves(page)
    expect(page).to_have_url(re.compile(f"^{traveller.way.origin}/$"))

    assert traveller.contact not in keeps(page)
    has_no_canary(traveller)
    traveller.way.is_open = False
    page.goto(traveller.chat)
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_logging_out_warns_of_what_is_not_sent_and_then_deletes_it(traveller: Traveller) -> None:
    traveller.opens()
    page = traveller.page
    traveller.way.is_open = False
    traveller.writes(CANARY)
    expect(page.locator("#messages [data-state=queued]")).to_have_count(1)
    page.locator("#composer-body").fill("and a draft")
    leaves(page)
    page.get_by_role("dialog").get_by_role("button", name="Stay").click()
    expect(page.locator("#account-menu")).to_be_focused()
    leaves(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#account-menu")).to_be_focused()
    expect(page.locator("#messages [data-state=queued]")).to_have_count(1)
    expect(page.locator("#composer-body")).to_have_value("and a draft")

    leaves(page)
    page.get_by_role("button", name="Log out and delete").click()
    expect(page.get_by_role("alert")).to_contain_text("so you are still logged in")
    traveller.way.keeps_out = "/messages/"
    traveller.way.is_open = True
    leaves(page)
    page.get_by_role("button", name="Log out and delete").click()
    expect(page).to_have_url(re.compile(f"^{traveller.way.origin}/$"))

    kept = keeps(page)
    assert CANARY not in kept
    assert "and a draft" not in kept
    assert traveller.on_server() == []


def test_another_tab_leaves_as_well(traveller: Traveller) -> None:
    has_opened_two_chats(traveller)
    other = traveller.profile.context.new_page()
    other.goto(traveller.chat)
    leaves(traveller.page)

    expect(other).to_have_url(f"{traveller.way.origin}/")
    assert CANARY not in keeps(other)


def test_another_tab_that_learns_it_from_the_server_leaves_to_the_same_page(
    traveller: Traveller,
) -> None:
    """It asks for news after the session has ended, and before the first tab knows of it."""
    has_opened_two_chats(traveller)
    other = traveller.profile.context.new_page()
    other.goto(traveller.chat)
    until_ready(other)
    ended: list[tuple[Route, APIResponse]] = []
    traveller.page.route("**/oidc/logout/", lambda route: ended.append((route, route.fetch())))
    leaves(traveller.page)
    expect_soon(traveller.page, lambda: bool(ended))
    other.evaluate("document.dispatchEvent(new Event('look'))")
    expect(other).to_have_url(f"{traveller.way.origin}/")

    route, answer = ended[0]
    route.fulfill(response=answer)
    expect(traveller.page).to_have_url(f"{traveller.way.origin}/")
    assert CANARY not in keeps(other)


def test_a_tab_comes_back_to_its_chat_though_another_could_not_sign_out(
    traveller: Traveller,
) -> None:
    traveller.opens()
    other = traveller.profile.context.new_page()
    other.goto(traveller.chat)
    traveller.way.is_open = False
    leaves(traveller.page)
    expect(traveller.page.get_by_role("alert")).to_contain_text("so you are still logged in")
    loses_session(traveller)
    traveller.way.is_open = True

    other.evaluate("document.dispatchEvent(new Event('look'))")
    expect(other.get_by_text("Local sign-in")).to_be_visible()


def test_an_ended_session_hides_the_pages_and_keeps_what_waits_for_its_person(
    traveller: Traveller,
) -> None:
    has_opened_two_chats(traveller)
    traveller.opens()
    page = traveller.page
    traveller.way.is_open = False
    traveller.writes("sent when I am back")
    expect(page.locator("#messages [data-state=queued]")).to_have_count(1)
    loses_session(traveller)
    traveller.way.is_open = True
    expect(page.get_by_text("Local sign-in")).to_be_visible()

    page.goto(traveller.way.origin)
    assert "sent when I am back" in keeps(page)
    has_no_canary(traveller)
    assert traveller.on_server() == [CANARY]
    traveller.device = RemotePerson(traveller.way.origin, traveller.device.email).signs_in()
    traveller.signs_in()
    traveller.opens()
    traveller.sees(CANARY, "sent when I am back")


def test_nothing_is_sent_as_the_next_person_who_signs_in(traveller: Traveller) -> None:
    """Their session takes the place of the first one, in another tab; then they leave."""
    has_opened_two_chats(traveller)
    traveller.opens()
    traveller.way.is_open = False
    traveller.writes("only as Alice")
    expect(traveller.page.locator("#messages [data-state=queued]")).to_have_count(1)
    traveller.way.is_open = True
    context = traveller.profile.context
    context.add_cookies(traveller.bob.cookies)
    other = context.new_page()
    other.goto(f"{traveller.way.origin}/chats/{traveller.alice}/")
    expect(other.locator(".message__body")).to_have_text(CANARY)
    expect(traveller.page.get_by_text("There is nothing at this address.")).to_be_visible()

    kept = keeps(other)
    assert "hello Carol" not in kept
    assert traveller.on_server() == [CANARY]
    leaves(other)
    expect(other).to_have_url(f"{traveller.way.origin}/")
    assert CANARY not in keeps(other)
    assert queued(other) == ["only as Alice"]
    traveller.signs_in()
    traveller.opens()
    traveller.sees(CANARY, "only as Alice")
