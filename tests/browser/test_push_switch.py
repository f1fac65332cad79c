"""Notifications of this browser: turned on and off, and whose they are."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .push_service import give_push_service, is_subscribed, subscribe_with_another_key
from .room import Room
from .talk import Talk, session_ends, signs_in, talk_in

SUBSCRIPTIONS = "**/push/subscriptions/"
TURN_ON = "Turn on notifications on this device"
TURN_OFF = "Turn off on this device"


@pytest.fixture
def talk(desk: Room) -> Talk:
    talk = talk_in(desk, service_workers="allow")
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


def test_without_a_push_service_it_says_that_it_did_not_work(desk: Room) -> None:
    talk = talk_in(desk, service_workers="allow", permissions=["notifications"])
    page = goes_to_account(talk)

    button(page, TURN_ON).click()

    expect(page.locator("push-switch").get_by_role("alert")).to_be_visible()
    expect(button(page, TURN_ON)).to_be_visible()
    (complaint,) = talk.alice.complaints
    assert "Push API in incognito mode" in complaint
    talk.alice.complaints.clear()


def test_a_browser_that_refuses_is_told_where_to_allow_it(desk: Room) -> None:
    talk = talk_in(desk, service_workers="allow")
    talk.page.add_init_script(
        "Object.defineProperty(Notification, 'permission', { value: 'denied' })"
    )
    page = goes_to_account(talk)

    expect(page.locator("[data-refused]")).to_be_visible()
    expect(button(page, TURN_ON)).to_be_hidden()


def test_a_browser_that_cannot_is_told_so(desk: Room) -> None:
    talk = talk_in(desk, service_workers="allow")
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
