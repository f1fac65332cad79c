"""What the worker does with a push: as the browser delivers one, without a push service."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .database import fact
from .room import Room
from .talk import Talk, talk_in
from .waiting import expect_soon
from .workers import registration_of, until_ready

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

SHOWN = """async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    const shown = await registration.getNotifications()
    return shown.map(({ title, body, tag, data, timestamp, icon, badge }) =>
        ({ title, body, tag, data, timestamp, icon: Boolean(icon), badge: Boolean(badge) }))
}"""
CLICK = """(tag) => (async () => {
    const [notification] = await registration.getNotifications({ tag })
    dispatchEvent(new NotificationEvent("notificationclick", { notification }))
})().catch(() => {})"""


class Pushed:
    """Alice with her chats in front of her, and a push service that needs none."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.page = talk.page
        self.me = str(talk.page.locator("html").get_attribute("data-user"))
        self._session = talk.page.context.new_cdp_session(talk.page)
        self._registration = registration_of(self._session, talk.page)

    def sends(self, data: str) -> None:
        message = {"origin": self.talk.alice.origin, "registrationId": self._registration}
        self._session.send("ServiceWorker.deliverPushMessage", {**message, "data": data})

    def arrives(self, **changes: Any) -> None:
        """A push of Bob's message."""
        contact = self.talk.contact
        push = {"to": self.me, "contact": contact, "title": "Bob", "body": "New message"}
        push |= {"unread": 1, "seq": 1, "url": f"/chats/{contact}/", **changes}
        self.sends(json.dumps(push))

    def shown(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate(SHOWN)
        return found

    def until_shown(self, *titles: str) -> list[dict[str, Any]]:
        wanted = sorted(titles)
        expect_soon(self.page, lambda: sorted(it["title"] for it in self.shown()) == wanted)
        return self.shown()

    def until_unread(self, *contacts: str) -> None:
        expect_soon(self.page, lambda: bool(fact(self.page, "unread") == list(contacts)))


@pytest.fixture
def pushed(whole_desk: Room) -> Pushed:
    talk = talk_in(whole_desk, service_workers="allow", permissions=["notifications"])
    until_ready(talk.page)
    talk.page.goto(f"{talk.alice.origin}/chats/")
    return Pushed(talk)


def opens(page: Page, talk: Talk) -> None:
    page.locator(f"#contact-link-{talk.contact}").click()
    expect(page.locator("#chat-log")).to_be_visible()


def test_a_push_becomes_one_notification_for_each_conversation(pushed: Pushed) -> None:
    contact = pushed.talk.contact
    pushed.arrives(body="first")
    pushed.until_shown("Bob")
    pushed.arrives(body="second", seq=2)
    pushed.arrives(contact="c" * 20, title="Carol", url=f"/chats/{'c' * 20}/")

    bob, carol = sorted(pushed.until_shown("Bob", "Carol"), key=lambda it: str(it["title"]))
    assert bob["body"] == "second"
    assert bob["tag"] == contact
    assert bob["data"] == {"contact": contact, "url": f"/chats/{contact}/", "seq": 2}
    assert bob["icon"]
    assert bob["badge"]
    assert carol["tag"] == "c" * 20
    pushed.until_unread(contact, "c" * 20)


def test_a_push_that_comes_twice_or_late_changes_nothing(pushed: Pushed) -> None:
    pushed.arrives(body="second", seq=2)
    pushed.until_shown("Bob")

    pushed.arrives(body="second again", seq=2)
    pushed.arrives(body="first", seq=1)
    pushed.arrives(contact="c" * 20, title="Carol")

    shown = pushed.until_shown("Bob", "Carol")
    assert "second" in [it["body"] for it in shown]


def test_who_has_the_conversation_in_front_of_them_sees_it_there_at_once(pushed: Pushed) -> None:
    opens(pushed.page, pushed.talk)  # by a change of the address that the worker does not see
    with pushed.page.expect_response("**/updates/**"):
        pushed.arrives()
    pushed.arrives(contact="c" * 20, title="Carol")

    pushed.until_shown("Carol")
    pushed.until_unread("c" * 20)


def test_another_page_looks_at_once_and_its_reader_is_notified(pushed: Pushed) -> None:
    with pushed.page.expect_response("**/updates/**"):
        pushed.arrives()

    pushed.until_shown("Bob")


def test_what_is_not_for_whoever_is_signed_in_is_dropped(pushed: Pushed) -> None:
    pushed.arrives(to="x" * 20, title="Mallory")
    pushed.arrives()

    pushed.until_shown("Bob")


def test_what_makes_no_sense_is_a_plain_notice(pushed: Pushed) -> None:
    latest = 0
    for data in ("", "{", "null", "[]", '{"to": "x"}', "\x00"):
        pushed.sends(data)

        def is_later(then: int = latest) -> bool:
            return any(it["timestamp"] > then for it in pushed.shown())

        expect_soon(pushed.page, is_later)
        (notice,) = pushed.until_shown("ChatScape")
        assert notice["body"] == ""
        assert notice["data"]["url"] == "/chats/"
        latest = notice["timestamp"]


def test_what_has_been_read_needs_no_notification_and_no_badge(pushed: Pushed) -> None:
    talk = pushed.talk
    bob = talk.bob
    bob.signs_in()
    bob.adds(talk.alice)
    pushed.page.bring_to_front()
    bob.says("are you there?")
    pushed.arrives()
    pushed.until_shown("Bob")
    pushed.until_unread(talk.contact)

    opens(pushed.page, talk)

    pushed.until_shown()
    pushed.until_unread()
    bob.closes()


def test_a_click_opens_the_conversation_in_the_page_that_is_there(pushed: Pushed) -> None:
    talk = pushed.talk
    pushed.arrives()
    pushed.until_shown("Bob")
    (worker,) = pushed.page.context.service_workers

    worker.evaluate(CLICK, talk.contact)

    expect(pushed.page).to_have_url(talk.address)
    assert len(pushed.page.context.pages) == 1
    pushed.until_shown()
