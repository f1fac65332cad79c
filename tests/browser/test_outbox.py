"""What is written without a network arrives in its order, once, whatever becomes of the browser."""

import pytest
from playwright.sync_api import expect

from tests.site import wait_until

from .traveller import UNSENT, Traveller

TEXTS = ("first in the tunnel", "second in the tunnel", "third in the tunnel")
QUEUED = "#messages [data-state=queued]"


def test_three_messages_outlive_the_browser_and_arrive_in_order_once(traveller: Traveller) -> None:
    traveller.opens()
    traveller.way.is_open = False
    for text in TEXTS:
        traveller.writes(text)
    expect(traveller.page.locator(QUEUED)).to_have_count(3)
    traveller.profile.closes()

    traveller.profile.opens()
    traveller.way.is_open = True
    traveller.opens()

    traveller.sees(*TEXTS)
    assert traveller.on_server() == list(TEXTS)


def test_they_are_there_to_see_when_the_browser_opens_without_a_network(
    traveller: Traveller,
) -> None:
    traveller.opens()
    traveller.writes("before the tunnel")
    traveller.sees("before the tunnel")
    traveller.is_kept("before the tunnel")
    traveller.way.is_open = False
    traveller.writes(TEXTS[0])
    expect(traveller.page.locator(QUEUED)).to_have_count(1)
    traveller.profile.closes()

    traveller.profile.opens()
    traveller.page.goto(traveller.chat)

    expect(traveller.page.locator(".message__body")).to_have_text(["before the tunnel", TEXTS[0]])
    expect(traveller.page.locator(QUEUED)).to_contain_text("Waiting for a connection")
    traveller.way.is_open = True
    traveller.sees("before the tunnel", TEXTS[0])


def test_a_lost_answer_is_asked_for_again_and_nothing_goes_twice(traveller: Traveller) -> None:
    traveller.opens()
    traveller.way.loses_answers_to = "/messages/"
    traveller.writes("is anybody there?")
    traveller.way.until_taken("POST", "/messages/", times=2)
    traveller.way.loses_answers_to = ""

    traveller.sees("is anybody there?")
    assert traveller.on_server() == ["is anybody there?"]


@pytest.mark.parametrize("when", ["before it is sent", "before the answer"])
def test_a_killed_browser_loses_nothing_and_sends_nothing_twice(
    traveller: Traveller, when: str
) -> None:
    traveller.opens()
    if when == "before the answer":
        traveller.way.loses_answers_to = "/messages/"
    else:
        traveller.way.is_open = False
    traveller.writes("do not lose me")
    if when == "before the answer":
        wait_until(lambda: traveller.on_server() == ["do not lose me"])
    else:
        expect(traveller.page.locator(UNSENT)).to_have_attribute("data-state", "queued")
    traveller.profile.is_killed()
    traveller.way.is_open, traveller.way.loses_answers_to = True, ""

    traveller.profile.opens()
    traveller.signs_in()
    traveller.opens()

    traveller.sees("do not lose me")
    assert traveller.on_server() == ["do not lose me"]


def test_two_tabs_share_one_queue(traveller: Traveller) -> None:
    traveller.opens()
    other = traveller.profile.context.new_page()
    other.goto(traveller.chat)
    traveller.way.is_open = False
    traveller.writes("from the first tab")
    expect(other.locator(QUEUED)).to_have_count(1)
    other.locator("#composer-body").fill("from the second tab")
    other.locator("#composer-body").press("Enter")
    expect(traveller.page.locator(QUEUED)).to_have_count(2)
    traveller.way.is_open = True

    traveller.sees("from the first tab", "from the second tab")
    expect(other.locator(UNSENT)).to_have_count(0)
    expect(other.locator("li[data-seq]")).to_have_count(2)
    assert traveller.on_server() == ["from the first tab", "from the second tab"]


def test_the_worker_sends_what_waits_without_a_page(traveller: Traveller) -> None:
    traveller.opens()
    traveller.way.is_open = False
    traveller.writes("while the page is closed")
    expect(traveller.page.locator(QUEUED)).to_have_count(1)
    sync = traveller.background_sync()
    traveller.page.goto("about:blank")
    traveller.way.is_open = True
    sync()

    wait_until(lambda: traveller.on_server() == ["while the page is closed"])
    traveller.opens()
    traveller.sees("while the page is closed")


def test_a_stale_token_is_renewed_once(traveller: Traveller) -> None:
    """The cookie that the page's token belongs to was replaced, as in another tab that signs in."""
    traveller.opens()
    context = traveller.profile.context
    csrf = next(it for it in context.cookies() if "csrf" in it["name"])
    context.clear_cookies(name=csrf["name"])
    before = len(traveller.way.taken)
    traveller.writes("with a new token")

    traveller.sees("with a new token")
    asked = [it for it in traveller.way.taken[before:] if "/updates/" not in it]
    path = f"/chats/{traveller.contact}/messages/"
    assert asked == [f"POST {path}", "GET /account/token/", f"POST {path}"]


def test_what_is_refused_for_good_stops_itself_alone(traveller: Traveller) -> None:
    traveller.opens()
    traveller.way.is_open = False
    traveller.writes("x" * 4_001)
    traveller.writes("and this one?")
    expect(traveller.page.locator(QUEUED)).to_have_count(2)
    traveller.way.is_open = True

    failed = traveller.page.locator("#messages [data-state=failed]")
    expect(failed.get_by_role("alert")).to_contain_text("A message has at most 4,000 characters.")
    expect(traveller.page.locator("li[data-seq] .message__body")).to_have_text(["and this one?"])
    assert traveller.on_server() == ["and this one?"]
