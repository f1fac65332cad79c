"""Hostile texts that are kept: as drafts, in bubbles that failed, and given back with an error."""

import pytest
from playwright.sync_api import expect

from tests.site import Site

from .guest import PHONE, Guest
from .hostile_names import EMAILS
from .hostile_texts import (
    DIRECTIONS,
    ENTITIES,
    INVISIBLE,
    MARKUP,
    STACKS,
    TEMPLATES,
    together,
    typed,
)
from .room import Room
from .talk import FAILED, MESSAGES, REFUSAL, Talk, busy, talk_in
from .unharmed import bubbles, is_whole, watched

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

EVERYTHING = "\n".join(together(100_000))
UNSENT = MARKUP | TEMPLATES | ENTITIES | DIRECTIONS | INVISIBLE | STACKS
ANSWERS = {"409": "Blocked", "413": "Too long", "503": "Busy"}


def test_a_draft_is_kept_as_it_was_typed(desk: Room) -> None:
    talk = talk_in(desk, viewport=PHONE)
    with watched(talk.alice):
        talk.alice.composer.fill(EVERYTHING)
        for _ in range(2):
            talk.page.goto(f"{talk.alice.origin}/chats/")
            talk.alice.opens(talk.bob)
            expect(talk.alice.composer).to_have_js_property("value", EVERYTHING)
            assert is_whole(talk.page)
            talk.page.goto(talk.address)
            expect(talk.alice.composer).to_have_js_property("value", EVERYTHING)


def test_what_was_not_sent_stands_as_it_was_typed(desk: Room) -> None:
    talk = talk_in(desk, viewport=PHONE)
    talk.alice.allowed_statuses.add("403")
    talk.page.route(MESSAGES, lambda route: route.fulfill(**REFUSAL))
    with watched(talk.alice):
        for text in UNSENT.values():
            talk.writes(text)
        for _ in range(2):
            expect(talk.page.locator(FAILED)).to_have_count(len(UNSENT))
            found = bubbles(talk.page)
            assert [bubble.text for bubble in found] == [typed(it) for it in UNSENT.values()]
            assert all(bubble.isHit and not bubble.strangers for bubble in found)
            assert is_whole(talk.page)
            talk.page.reload()
        for text in list(MARKUP.values())[:5]:
            talk.page.locator(FAILED).first.get_by_role("button", name="Edit").click()
            expect(talk.alice.composer).to_have_js_property("value", text)
            talk.alice.composer.fill("")


@pytest.fixture
def plain(desk: Room) -> Talk:
    """Without scripts."""
    return talk_in(desk, viewport=PHONE, java_script_enabled=False)


def gives_back(talk: Talk, text: str, status: str) -> None:
    """Refused, on a page of its own, from which the same is sent again."""
    talk.alice.allowed_statuses.add(status)
    talk.alice.composer.fill(text)
    talk.presses("Send")
    for _ in range(2):
        expect(talk.page.get_by_role("heading", name=ANSWERS[status])).to_be_visible()
        expect(talk.page.locator("#typed-body")).to_have_js_property("value", text)
        assert is_whole(talk.page)
        talk.presses("Try again")


def test_a_message_to_a_blocked_person_is_given_back(plain: Talk) -> None:
    texts = together(4_000)
    with watched(plain.alice):
        for text in texts:
            plain.device.posts(f"/contacts/{plain.contact}/unblock/").raise_for_status()
            plain.page.goto(plain.address)
            plain.device.posts(f"/contacts/{plain.contact}/block/").raise_for_status()
            gives_back(plain, text, "409")
    assert plain.on_server() == []


def test_a_message_that_is_too_large_is_given_back(plain: Talk) -> None:
    with watched(plain.alice):
        gives_back(plain, EVERYTHING, "413")
    assert plain.on_server() == []


def test_a_message_that_meets_a_busy_store_is_given_back(plain: Talk, site: Site) -> None:
    with watched(plain.alice), busy(site):
        gives_back(plain, together(4_000)[0], "503")
    assert plain.on_server() == []


def test_a_message_that_is_refused_is_given_back_in_its_field(plain: Talk) -> None:
    plain.alice.allowed_statuses.add("422")
    with watched(plain.alice):
        for text in together(4_000):
            long = text + "\n" + "x" * 4_000
            plain.alice.composer.fill(long)
            plain.presses("Send")
            expect(plain.page.locator("#composer-body-error")).to_be_visible()
            expect(plain.alice.composer).to_have_js_property("value", long)
            assert is_whole(plain.page)
    assert plain.on_server() == []


def test_a_name_that_meets_a_busy_store_is_sent_again_as_it_was_typed(
    desk: Room, site: Site
) -> None:
    alice: Guest = desk.guest("Alice", java_script_enabled=False).signs_in()
    alice.allowed_statuses.add("503")
    name = MARKUP["out of an attribute"]
    with watched(alice):
        with busy(site):
            alice.enters(name, EMAILS["no semicolon"])
            expect(alice.page.get_by_role("heading", name="Busy")).to_be_visible()
        alice.page.get_by_role("button", name="Try again").click()
        expect(alice.page.locator(".conversation__name")).to_have_text(name)
        expect(alice.page.locator(".conversation__email")).to_have_text(EMAILS["no semicolon"])
