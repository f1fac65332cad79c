"""What can be read without a network, and how old it is."""

from playwright.sync_api import Page, expect

from .canary import CANARY, has_opened_two_chats
from .traveller import Traveller


def sees_that_it_is_old(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text="Offline. As of")).to_be_visible()


def test_opened_conversations_are_read_without_a_network_and_say_how_old_they_are(
    traveller: Traveller,
) -> None:
    carol = has_opened_two_chats(traveller)
    page = traveller.page
    traveller.way.is_open = False

    page.goto(traveller.chat)
    expect(page.locator(".message__body")).to_have_text(CANARY)
    sees_that_it_is_old(page)
    page.locator(f'[data-contact="{carol}"] a').click()
    expect(page.locator(".message__body")).to_have_text("hello Carol")
    sees_that_it_is_old(page)
    page.goto(f"{traveller.way.origin}/chats/")
    expect(page.locator("[data-contact]")).to_have_count(2)
    expect(page.get_by_text("Choose a conversation.")).to_be_visible()
    page.goto(f"{traveller.way.origin}/account/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_a_kept_page_becomes_new_as_soon_as_there_is_a_network(traveller: Traveller) -> None:
    has_opened_two_chats(traveller)
    traveller.way.is_open = False
    traveller.page.goto(traveller.chat)
    sees_that_it_is_old(traveller.page)
    traveller.way.is_open = True
    traveller.bob.sends(traveller.alice, "and more").raise_for_status()

    expect(traveller.page.locator(".message__body")).to_have_text([CANARY, "and more"])
    expect(traveller.page.get_by_text("As of")).to_be_hidden()
    traveller.is_kept("and more")


def test_a_kept_conversation_that_is_older_than_its_list_lacks_nothing_in_the_end(
    traveller: Traveller,
) -> None:
    has_opened_two_chats(traveller)
    traveller.bob.sends(traveller.alice, "while Carol was open").raise_for_status()
    row = traveller.page.locator(f'[data-contact="{traveller.contact}"]')
    expect(row).to_contain_text("while Carol was open")
    traveller.keeps_frame("while Carol was open")
    traveller.way.is_open = False
    traveller.page.goto(traveller.chat)
    expect(traveller.page.locator(".message__body")).to_have_text(CANARY)
    traveller.way.is_open = True

    bodies = traveller.page.locator(".message__body")
    expect(bodies).to_have_text([CANARY, "while Carol was open"])


def test_what_was_read_live_is_kept_as_well(traveller: Traveller) -> None:
    traveller.opens()
    traveller.bob.sends(traveller.alice, CANARY).raise_for_status()
    expect(traveller.page.locator(".message__body")).to_have_text(CANARY)
    traveller.is_kept(CANARY)
    traveller.way.is_open = False
    traveller.page.reload()

    expect(traveller.page.locator(".message__body")).to_have_text(CANARY)


def test_what_was_done_last_before_a_page_was_left_is_kept(traveller: Traveller) -> None:
    has_opened_two_chats(traveller)
    traveller.opens()
    page = traveller.page
    with page.expect_response("**/messages/"):
        traveller.writes("a last word")
    expect(page.locator("#messages [data-state]")).to_have_count(0)
    page.goto(f"{traveller.way.origin}/account/")
    traveller.is_kept("a last word")
    traveller.way.is_open = False

    page.goto(traveller.chat)
    expect(page.locator(".message__body")).to_have_text([CANARY, "a last word"])


def test_a_kept_page_carries_the_same_policy(traveller: Traveller) -> None:
    has_opened_two_chats(traveller)
    online = traveller.page.goto(traveller.chat)
    traveller.way.is_open = False
    kept = traveller.page.goto(traveller.chat)

    assert online
    assert kept
    assert kept.from_service_worker
    for name in ("content-security-policy", "x-frame-options", "cross-origin-opener-policy"):
        assert kept.headers[name] == online.headers[name]
