"""What counts as read, and how the reader learns what does not."""

import pytest
from playwright.sync_api import expect

from tests.remote import RemotePerson

from .guest import PHONE
from .reading import Reading
from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

ELSEWHERE_FROM_THE_START = "document.hasFocus = () => false"
with_and_without_scripts = pytest.mark.parametrize(
    "scripts", [True, False], ids=["scripts", "no scripts"]
)


def reading(room: Room, *, seen: int, unseen: int, scripts: bool = True) -> Reading:
    reading = Reading(room, java_script_enabled=scripts)
    reading.bob_wrote(seen)
    reading.alice_has_read(seen)
    reading.bob_wrote(unseen)
    return reading


def sees_divider_in_front_of(alice: Reading, seq: int) -> None:
    expect(alice.divider).to_have_text("New messages")
    expect(alice.page.locator(f"li.unread + #message-{seq}")).to_be_attached()


@with_and_without_scripts
def test_a_divider_stands_in_front_of_the_first_new_message_of_the_other(
    desk: Room, scripts: bool
) -> None:
    alice = reading(desk, seen=3, unseen=0, scripts=scripts)
    alice.alice_wrote()
    alice.bob_wrote(2)

    alice.page.goto(alice.address)

    sees_divider_in_front_of(alice, 5)
    expect(alice.row).to_have_attribute("data-unread", "0" if scripts else "2")
    sees_divider_in_front_of(alice, 5)


def test_only_what_was_on_the_screen_is_read(desk: Room) -> None:
    alice = reading(desk, seen=10, unseen=30)

    alice.opens()

    expect(alice.divider).to_be_in_viewport()
    assert not alice.is_at_end()
    for _ in range(3):
        expect(alice.row).to_have_attribute("data-unread", str(40 - alice.last_in_sight()))
        assert alice.last_in_sight() < 40
        alice.scrolls(200)
    alice.scrolls(9000)
    expect(alice.row).to_have_attribute("data-unread", "0")
    sees_divider_in_front_of(alice, 11)


def test_what_arrives_in_a_window_without_focus_is_read_on_coming_back(desk: Room) -> None:
    alice = reading(desk, seen=60, unseen=0)
    alice.opens()

    alice.goes_elsewhere()
    for unread in ("1", "2"):
        alice.bob_writes()
        expect(alice.row).to_have_attribute("data-unread", unread)
        expect(alice.page).to_have_title("(1) Bob · ChatScape")
    sees_divider_in_front_of(alice, 61)
    alice.sees(62)
    alice.comes_back()

    expect(alice.row).to_have_attribute("data-unread", "0")
    expect(alice.page).to_have_title("Bob · ChatScape")
    sees_divider_in_front_of(alice, 61)


def test_what_arrives_before_the_readers_eyes_needs_no_divider(desk: Room) -> None:
    alice = reading(desk, seen=60, unseen=0)
    alice.opens()

    alice.bob_writes()

    alice.sees(61)
    expect(alice.row).to_have_attribute("data-unread", "0")
    expect(alice.divider).to_have_count(0)


def test_who_answers_has_seen_what_is_new(desk: Room) -> None:
    alice = reading(desk, seen=10, unseen=30)
    alice.opens()
    expect(alice.divider).to_be_in_viewport()

    alice.alice.says("I see")

    expect(alice.divider).to_have_count(0)
    alice.sees(41)
    assert alice.is_at_end()
    expect(alice.row).to_have_attribute("data-unread", "0")


@with_and_without_scripts
def test_a_line_leads_to_the_first_of_more_than_a_page_of_new_messages(
    desk: Room, scripts: bool
) -> None:
    alice = reading(desk, seen=30, unseen=60, scripts=scripts)

    alice.page.goto(alice.address)
    alice.page.get_by_role("link", name="60 new messages: go to the first").click()

    alice.sees(31)
    sees_divider_in_front_of(alice, 31)
    if scripts:
        expect(alice.message(31)).to_be_focused()
        expect(alice.row).to_have_attribute("data-unread", str(90 - alice.last_in_sight()))
    else:
        expect(alice.row).to_have_attribute("data-unread", "60")


def test_what_was_not_seen_stays_unread_until_its_reader_says_otherwise(desk: Room) -> None:
    alice = reading(desk, seen=30, unseen=60)
    alice.opens()
    line = alice.page.get_by_role("link", name="60 new messages: go to the first")

    alice.alice.says("That is a lot")
    expect(alice.page.locator("li[data-seq]", has_text="That is a lot")).to_be_visible()
    alice.scrolls(-900)
    alice.jump.click()

    alice.sees(91)
    expect(alice.log).to_be_focused()
    expect(line).to_be_visible()
    expect(alice.row).to_have_attribute("data-unread", "60")
    alice.page.get_by_role("button", name="Mark as read").click()
    expect(alice.row).to_have_attribute("data-unread", "0")
    expect(line).to_have_count(0)


def test_a_button_tells_who_reads_further_up_of_news_and_leads_there(desk: Room) -> None:
    alice = reading(desk, seen=60, unseen=0)
    alice.opens()
    expect(alice.jump).to_be_hidden()
    alice.scrolls(-900)
    expect(alice.page.get_by_role("button", name="Latest")).to_be_visible()

    alice.bob_writes()
    button = alice.page.get_by_role("button", name="New messages")
    expect(button).to_be_visible()
    expect(alice.row).to_have_attribute("data-unread", "1")
    sees_divider_in_front_of(alice, 61)
    button.click()

    alice.sees(61)
    expect(alice.row).to_have_attribute("data-unread", "0")
    expect(alice.jump).to_be_hidden()
    alice.scrolls(-900)
    expect(alice.page.get_by_role("button", name="Latest")).to_be_visible()


def test_what_is_read_on_one_device_is_no_news_on_the_other(desk: Room) -> None:
    alice = reading(desk, seen=0, unseen=2)
    phone = desk.guest("Alice", viewport=PHONE).signs_in()
    row = phone.page.locator(f'[data-contact="{alice.contact}"]')
    expect(row.locator(".contact__badge")).to_contain_text("2")
    expect(phone.page).to_have_title("(1) ChatScape")

    alice.opens()

    expect(row).to_have_attribute("data-unread", "0")
    expect(row.locator(".contact__badge")).to_have_count(0)
    expect(phone.page).to_have_title("ChatScape")


@with_and_without_scripts
def test_the_title_counts_the_conversations_with_something_unread(
    desk: Room, scripts: bool
) -> None:
    alice = reading(desk, seen=0, unseen=2, scripts=scripts)
    carol = RemotePerson(desk.origin, f"carol@{desk.run}.example.com").signs_in()
    carol.sends(carol.adds(alice.alice.email), "hello").raise_for_status()
    alice.page.add_init_script(ELSEWHERE_FROM_THE_START)

    alice.page.goto(alice.address)

    expect(alice.page).to_have_title("(2) Bob · ChatScape")
    if scripts:
        alice.comes_back()
        expect(alice.page).to_have_title("(1) Bob · ChatScape")
