"""Whatever is written and however small the screen: the page keeps its size."""

import pytest
from playwright.sync_api import Page, expect

from tests.remote import RemotePerson

from .guest import Guest
from .room import Room
from .talk import REFUSAL

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

LONG_URL = "https://example.com/" + "x" * 280


def with_conversation(guest: Guest, messages: int = 1) -> str:
    """Somebody signed in, with messages to Bob; the conversation's address."""
    guest.signs_in()
    writer = RemotePerson(guest.origin, guest.email).signs_in()
    contact = writer.adds(f"bob-{guest.email}")
    for number in range(1, messages + 1):
        writer.sends(contact, f"text {number}").raise_for_status()
    return f"{guest.origin}/chats/{contact}/"


def overflow(page: Page) -> tuple[int, int]:
    """By how much the document is wider and higher than the window."""
    wider, higher = page.evaluate(
        "(({scrollWidth, clientWidth, scrollHeight, clientHeight}) =>"
        " [scrollWidth - clientWidth, scrollHeight - clientHeight])(document.documentElement)"
    )
    return wider, higher


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize(("width", "height"), [(320, 568), (667, 320), (1280, 800)])
def test_a_long_address_in_the_composer_widens_nothing(
    desk: Room, width: int, height: int, scripts: bool
) -> None:
    size = {"width": width, "height": height}
    alice = desk.guest("Alice", viewport=size, java_script_enabled=scripts)
    alice.page.goto(with_conversation(alice))

    alice.composer.fill(LONG_URL)

    send = alice.page.get_by_role("button", name="Send").bounding_box()
    assert send is not None
    assert send["x"] + send["width"] <= width
    assert send["y"] + send["height"] <= height
    assert overflow(alice.page)[0] == 0


def test_a_long_conversation_scrolls_in_its_log_alone(desk: Room) -> None:
    alice = desk.guest("Alice")
    address = with_conversation(alice, messages=60)

    alice.page.goto(f"{address}#message-60")
    for _ in range(2):
        expect(alice.bubble("text 60")).to_be_visible()
        assert overflow(alice.page) == (0, 0)
        assert alice.page.evaluate("scrollY") == 0
        alice.page.reload()


@pytest.mark.parametrize(("width", "height"), [(667, 320), (320, 200)])
def test_every_item_of_the_contact_menu_is_within_reach(
    desk: Room, width: int, height: int
) -> None:
    alice = desk.guest("Alice", viewport={"width": width, "height": height})
    alice.page.goto(with_conversation(alice))
    alice.page.locator("#contact-menu").click()

    for name in ("Rename", "Remove from list"):
        button = alice.page.get_by_role("button", name=name)
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport(ratio=1)
    alice.page.locator("#contact-menu").click()
    expect(alice.page.get_by_role("button", name="Rename")).to_be_hidden()


def test_a_notice_covers_nothing_and_goes_by_itself(desk: Room) -> None:
    alice = desk.guest("Alice")
    alice.page.goto(with_conversation(alice))
    alice.page.route("**/rename/", lambda route: route.fulfill(status=502, body=""))
    alice.allowed_statuses = {"502"}

    alice.composer.fill("hello")
    alice.page.locator("#contact-menu").click()
    alice.page.locator("#rename-name").fill("Robert")
    alice.page.get_by_role("button", name="Rename").click()

    notice = alice.page.get_by_role("alert")
    expect(notice).to_contain_text("cannot be reached")
    header = alice.page.locator("#conversation-header").bounding_box()
    shown = notice.bounding_box()
    assert header is not None
    assert shown is not None
    assert shown["y"] + shown["height"] <= header["y"]
    alice.page.unroute("**/rename/")
    expect(notice).to_have_count(0)
    expect(alice.composer).to_have_value("hello")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_failed_message_is_as_wide_as_its_place(desk: Room, width: int) -> None:
    alice = desk.guest("Alice", viewport={"width": width, "height": 568})
    alice.page.goto(with_conversation(alice))
    alice.page.route("**/messages/", lambda route: route.fulfill(**REFUSAL))
    alice.allowed_statuses = {"403"}

    alice.composer.fill(LONG_URL)
    alice.page.get_by_role("button", name="Send").click()

    expect(alice.page.get_by_role("alert")).to_contain_text("Not sent.")
    for name in ("Retry", "Edit", "Discard"):
        expect(alice.page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    assert overflow(alice.page) == (0, 0)
    alice.sees_no_barrier()


def test_the_title_follows_a_new_name(desk: Room) -> None:
    alice = desk.guest("Alice")
    alice.page.goto(with_conversation(alice))
    alice.page.locator("#contact-menu").click()

    alice.page.locator("#rename-name").fill("Robert")
    alice.page.get_by_role("button", name="Rename").click()

    expect(alice.page).to_have_title("Robert · ChatScape")
