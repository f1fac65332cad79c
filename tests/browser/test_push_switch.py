"""Notifications of this browser: turned on and off, and whose they are."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.remote import RemotePerson

from .push_service import (
    give_push_service,
    is_subscribed,
    new_subscription,
    subscribe_with_another_key,
)
from .room import Room
from .talk import Talk, session_ends, signs_in, talk_in
from .waiting import expect_soon

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

SUBSCRIPTIONS = re.compile("/push/subscriptions/([?]id=.*)?$")
CHANGED = """newSubscription => {
    const oldSubscription = {}
    const event = new ExtendableEvent("pushsubscriptionchange")
    dispatchEvent(Object.assign(event, { oldSubscription, newSubscription }))
}"""
GIVEN = """given => {
    const kept = JSON.parse(localStorage.getItem("push-service"))
    localStorage.setItem("push-service", JSON.stringify({ ...kept, ...given }))
}"""
ENROLLED = """() => new Promise((resolve) => {
    indexedDB.open("chatscape").onsuccess = ({ target: { result: database } }) => {
        const known = database.transaction("facts").objectStore("facts").get("enrolled")
        known.onsuccess = () => {
            database.close()
            resolve(known.result.id)
        }
    }
})"""
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
TURN_ON = "Turn on notifications on this device"
TURN_OFF = "Turn off on this device"


@pytest.fixture
def talk(whole_desk: Room) -> Talk:
    talk = talk_in(whole_desk, service_workers="allow")
    give_push_service(talk.page.context)
    return talk


def goes_to_account(talk: Talk) -> Page:
    talk.page.goto(f"{talk.alice.origin}/account/")
    return talk.page


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def turns_on(talk: Talk) -> Page:
    page = goes_to_account(talk)
    button(page, TURN_ON).click()
    expect(button(page, TURN_OFF)).to_be_visible()
    return page


def requests_of(page: Page, path: str) -> list[str]:
    found: list[str] = []
    page.on("request", lambda it: found.append(it.method) if it.url.endswith(path) else None)
    return found


def fill_list(page: Page) -> None:
    page.evaluate(ADD, [new_subscription() for _ in range(10)])


def devices(page: Page) -> Locator:
    return page.locator("[data-device]")


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


def test_after_the_next_sign_in_it_goes_on_and_is_made_known_once(talk: Talk) -> None:
    page = turns_on(talk)
    talk.alice.allowed_statuses.add("401")
    session_ends(talk)
    page.goto(talk.address)
    with page.expect_response(SUBSCRIPTIONS) as answer:
        signs_in(page, talk.alice.email)
    assert answer.value.status == 200

    again = requests_of(page, "/push/subscriptions/")
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

    expect_soon(page, lambda: page.evaluate(ENROLLED) != known)
    page.reload()
    expect(button(page, TURN_OFF)).to_be_visible()
    expect(devices(page)).to_have_attribute("data-device", page.evaluate(ENROLLED))


def test_the_next_person_in_this_browser_is_not_told_what_the_first_was(talk: Talk) -> None:
    page = turns_on(talk)
    talk.alice.allowed_statuses.add("401")
    session_ends(talk)
    page.goto(f"{talk.alice.origin}/chats/")
    made_known = requests_of(page, "/push/subscriptions/")

    signs_in(page, talk.bob.email)

    goes_to_account(talk)
    expect(button(page, TURN_ON)).to_be_visible()
    expect(devices(page)).to_have_count(0)
    assert not is_subscribed(page)
    assert made_known == []


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
