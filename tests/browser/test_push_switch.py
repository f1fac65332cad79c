"""Notifications of this browser: turned on and off, and what is said where that cannot be."""

import pytest
from playwright.sync_api import Page, expect

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
from .push_service import is_subscribed, new_subscription, subscribe_with_another_key
from .room import Room
from .talk import Talk, talk_in

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

ADD = """async subscriptions => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value
    for (const subscription of subscriptions) {
        await fetch("/push/subscriptions/", {
            method: "POST",
            headers: { "Content-Type": "application/json", "X-CSRFToken": token },
            body: JSON.stringify(subscription),
        })
    }
}"""


@pytest.fixture
def talk(whole_desk: Room) -> Talk:
    return talk_with_push(whole_desk)


def fill_list(page: Page) -> None:
    page.evaluate(ADD, [new_subscription() for _ in range(10)])


def test_it_is_on_after_the_button_below_its_reason(talk: Talk) -> None:
    page = goes_to_account(talk)
    expect(page.locator("push-switch")).to_contain_text("Be told when somebody on your list writes")
    assert not is_subscribed(page)

    button(page, TURN_ON).click()

    expect(button(page, TURN_OFF)).to_be_visible()
    expect(button(page, TURN_ON)).to_be_hidden()
    expect(devices(page)).to_have_count(1)
    page.reload()
    expect(button(page, TURN_OFF)).to_be_visible()
    expect(devices(page)).to_have_count(1)


def test_it_is_off_again_here_and_on_the_server(talk: Talk) -> None:
    page = turns_on(talk)

    button(page, TURN_OFF).click()

    expect(button(page, TURN_ON)).to_be_visible()
    expect(devices(page)).to_have_count(0)
    assert not is_subscribed(page)
    page.reload()
    expect(button(page, TURN_ON)).to_be_visible()
    expect(devices(page)).to_have_count(0)


def test_a_device_that_was_removed_from_the_list_is_off(talk: Talk) -> None:
    page = turns_on(talk)

    devices(page).get_by_role("button", name="Remove").click()

    expect(button(page, TURN_ON)).to_be_visible()
    assert not is_subscribed(page)


def test_what_was_made_with_another_key_is_worth_nothing(talk: Talk) -> None:
    page = goes_to_account(talk)
    expect(button(page, TURN_ON)).to_be_visible()
    subscribe_with_another_key(page)
    page.reload()

    expect(button(page, TURN_ON)).to_be_visible()
    assert not is_subscribed(page)


def test_a_server_that_does_not_take_it_leaves_nothing_behind(talk: Talk) -> None:
    page = goes_to_account(talk)
    talk.alice.allowed_statuses.add("503")
    page.route(SUBSCRIPTIONS, lambda route: route.fulfill(status=503, body=""))

    button(page, TURN_ON).click()

    expect(page.locator("push-switch").get_by_role("alert")).to_be_visible()
    expect(button(page, TURN_ON)).to_be_visible()
    assert not is_subscribed(page)


def test_an_eleventh_device_is_told_why_it_is_not_on(talk: Talk) -> None:
    talk.alice.allowed_statuses.add("400")
    page = turns_on(talk)
    fill_list(page)
    button(page, TURN_OFF).click()
    expect(devices(page)).to_have_count(9)
    fill_list(page)

    button(page, TURN_ON).click()

    alert = page.locator("push-switch").get_by_role("alert")
    expect(alert).to_contain_text("Remove one of them first")
    expect(button(page, TURN_ON)).to_be_visible()
    assert not is_subscribed(page)


def test_without_a_push_service_it_says_that_it_did_not_work(whole_desk: Room) -> None:
    talk = talk_in(whole_desk, service_workers="allow", permissions=["notifications"])
    page = goes_to_account(talk)

    button(page, TURN_ON).click()

    expect(page.locator("push-switch").get_by_role("alert")).to_be_visible()
    expect(button(page, TURN_ON)).to_be_visible()
    (complaint,) = talk.alice.complaints
    assert "Push API in incognito mode" in complaint
    talk.alice.complaints.clear()


def test_a_browser_that_refuses_is_told_where_to_allow_it(whole_desk: Room) -> None:
    talk = talk_in(whole_desk, service_workers="allow")
    talk.page.add_init_script(
        "Object.defineProperty(Notification, 'permission', { value: 'denied' })"
    )
    page = goes_to_account(talk)

    expect(page.locator("[data-refused]")).to_be_visible()
    expect(button(page, TURN_ON)).to_be_hidden()


def test_a_browser_that_cannot_is_told_so(whole_desk: Room) -> None:
    talk = talk_in(whole_desk, service_workers="allow")
    talk.page.add_init_script("delete window.PushManager")
    page = goes_to_account(talk)

    expect(page.locator("[data-unsupported]")).to_be_visible()
    expect(button(page, TURN_ON)).to_be_hidden()


@pytest.mark.parametrize(("is_on", "at_most"), [(False, 15_000), (True, 60_000)])
def test_a_quiet_page_that_is_told_by_push_asks_less(talk: Talk, is_on: bool, at_most: int) -> None:
    page = turns_on(talk) if is_on else talk.page
    page.clock.install()
    page.goto(talk.address)
    for _ in range(15):  # until it waits as long as it ever does
        with page.expect_response("**/updates/**"):
            page.clock.fast_forward(at_most)
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url) if "/updates/" in it.url else None)

    page.clock.fast_forward(at_most - 1_000)
    page.evaluate("fetch('/healthz')")
    assert asked == []

    with page.expect_response("**/updates/**"):
        page.clock.fast_forward(1_000)
