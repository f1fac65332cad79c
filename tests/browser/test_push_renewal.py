"""Notifications of this browser, after its session, its address or its person has changed."""

import pytest
from playwright.sync_api import Page, expect

from tests.remote import RemotePerson

from .account_page import (
    SUBSCRIPTIONS,
    TURN_OFF,
    TURN_ON,
    button,
    devices,
    goes_to_account,
    talk_with_push,
    turns_on,
)
from .database import fact
from .push_service import is_subscribed, new_subscription
from .room import Room
from .talk import Talk, session_ends, signs_in
from .waiting import expect_soon

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

CHANGED = """newSubscription => {
    const oldSubscription = {}
    const event = new ExtendableEvent("pushsubscriptionchange")
    dispatchEvent(Object.assign(event, { oldSubscription, newSubscription }))
}"""
GIVEN = """given => {
    const kept = JSON.parse(localStorage.getItem("push-service"))
    localStorage.setItem("push-service", JSON.stringify({ ...kept, ...given }))
}"""


@pytest.fixture
def talk(whole_desk: Room) -> Talk:
    return talk_with_push(whole_desk)


def subscriptions_asked_for(page: Page) -> list[str]:
    found: list[str] = []
    page.on("request", lambda it: found.append(it.url) if SUBSCRIPTIONS.search(it.url) else None)
    return found


def test_after_the_next_sign_in_it_goes_on_and_is_made_known_once(talk: Talk) -> None:
    page = turns_on(talk)
    talk.alice.allowed_statuses.add("401")
    session_ends(talk)
    page.goto(talk.address)
    with page.expect_response(SUBSCRIPTIONS) as answer:
        signs_in(page, talk.alice.email)
    assert answer.value.status == 200

    again = subscriptions_asked_for(page)
    goes_to_account(talk)
    expect(button(page, TURN_OFF)).to_be_visible()
    expect(devices(page)).to_have_count(1)
    assert again == []


def test_a_device_that_another_one_has_removed_stays_off_after_the_next_sign_in(
    talk: Talk,
) -> None:
    page = turns_on(talk)
    known = devices(page).get_attribute("data-device") or ""
    other = RemotePerson(talk.alice.origin, talk.alice.email).signs_in()
    talk.alice.allowed_statuses |= {"401", "410"}
    session_ends(talk)
    page.goto(talk.address)
    other.posts("/push/subscriptions/remove/", id=known).raise_for_status()

    with page.expect_response(SUBSCRIPTIONS) as answer:
        signs_in(page, talk.alice.email)

    assert answer.value.status == 410
    expect_soon(page, lambda: not is_subscribed(page))
    goes_to_account(talk)
    expect(button(page, TURN_ON)).to_be_visible()
    expect(devices(page)).to_have_count(0)


def test_an_address_that_the_browser_has_changed_takes_the_place_of_the_one_before(
    talk: Talk,
) -> None:
    page = turns_on(talk)
    known = devices(page).get_attribute("data-device") or ""
    another = new_subscription()
    page.evaluate(GIVEN, another)
    (worker,) = page.context.service_workers

    worker.evaluate(CHANGED, another)

    expect_soon(page, lambda: fact(page, "enrolled")["id"] != known)
    page.reload()
    expect(button(page, TURN_OFF)).to_be_visible()
    expect(devices(page)).to_have_attribute("data-device", fact(page, "enrolled")["id"])


def test_the_next_person_in_this_browser_is_not_told_what_the_first_was(talk: Talk) -> None:
    page = turns_on(talk)
    talk.alice.allowed_statuses.add("401")
    session_ends(talk)
    page.goto(f"{talk.alice.origin}/chats/")
    made_known = subscriptions_asked_for(page)

    signs_in(page, talk.bob.email)

    goes_to_account(talk)
    expect(button(page, TURN_ON)).to_be_visible()
    expect(devices(page)).to_have_count(0)
    assert not is_subscribed(page)
    assert made_known == []
