"""What is under way when somebody turns to another conversation still ends where it belongs."""

from dataclasses import dataclass
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import APIResponse, Request, Route, expect

from tests.remote import RemotePerson
from tests.site import Site

from .guest import Guest
from .room import Room
from .talk import FAILED, REFUSAL, UNSENT, held, until_held
from .waiting import expect_soon

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@dataclass
class Three:
    """Alice, who has Bob and Carol on her list; they write from elsewhere."""

    alice: Guest
    bob: Guest
    carol: Guest
    bobs: RemotePerson
    carols: RemotePerson
    alices_id: str


@pytest.fixture
def three(desk: Room, site: Site) -> Three:
    alice, bob, carol = desk.guest("Alice"), desk.guest("Bob"), desk.guest("Carol")
    alice.signs_in()
    bobs = RemotePerson(site.origin, bob.email).signs_in()
    carols = RemotePerson(site.origin, carol.email).signs_in()
    carols.adds(alice.email)
    alices_id = bobs.adds(alice.email)
    alice.adds(bob)
    alice.adds(carol)
    alice.closes()
    return Three(alice, bob, carol, bobs, carols, alices_id)


def opened(guest: Guest, other: Guest) -> None:
    guest.opens(other)
    expect(guest.page.get_by_label(f"Message to {other.name}")).to_be_visible()


def test_what_is_marked_as_read_is_of_the_open_conversation(three: Three) -> None:
    alice = three.alice
    marked: list[tuple[str, str]] = []

    def note(request: Request) -> None:
        if request.url.endswith("/read/"):
            seq = parse_qs(request.post_data or "")["seq"][0]
            marked.append((request.url.rpartition("/chats/")[2], seq))

    alice.page.on("request", note)
    for number in range(3):
        three.bobs.sends(three.alices_id, f"text {number}")
    three.carols.sends(three.alices_id, "only one")
    expect(alice.row(three.bob)).to_have_attribute("data-unread", "3")
    expect(alice.row(three.carol)).to_have_attribute("data-unread", "1")

    for other in (three.bob, three.carol):
        opened(alice, other)
        expect(alice.row(other)).to_have_attribute("data-unread", "0")

    assert [seq for _, seq in marked] == ["3", "1"]


def test_a_refused_mark_is_not_asked_for_again(three: Three) -> None:
    alice = three.alice
    alice.allowed_statuses = {"403"}
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=403, body="")

    alice.page.route("**/read/", refuse)
    three.bobs.sends(three.alices_id, "read me")
    expect(alice.row(three.bob)).to_have_attribute("data-unread", "1")
    opened(alice, three.bob)
    alice.page.wait_for_timeout(200)
    for _ in range(3):
        alice.page.evaluate("document.dispatchEvent(new Event('look'))")
        alice.page.wait_for_timeout(100)

    assert len(asked) == 1


def test_the_address_is_that_of_a_conversation_whose_link_news_replaced(three: Three) -> None:
    alice = three.alice
    with held(alice.page, "**/chats/*/", "GET") as asked:
        alice.row(three.bob).get_by_role("link").click()
        answer = until_held(alice.page, asked)
        three.carols.sends(three.alices_id, "meanwhile")
        expect(alice.row(three.carol)).to_have_attribute("data-unread", "1")
        answer.continue_()

        expect(alice.page.get_by_label("Message to Bob")).to_be_visible()
    expect(alice.page).to_have_url(answer.request.url)


def test_a_message_between_a_late_pane_and_an_early_list_is_not_lost(three: Three) -> None:
    alice = three.alice
    live = alice.page.locator("#live")
    three.bobs.sends(three.alices_id, "first")
    expect(alice.row(three.bob)).to_have_attribute("data-unread", "1")
    opened(alice, three.carol)
    answers: list[tuple[Route, APIResponse]] = []
    alice.page.route("**/read/", lambda route: None)  # a mark would bring the next version
    alice.page.route("**/chats/*/", lambda route: answers.append((route, route.fetch())))

    alice.row(three.bob).get_by_role("link").click()
    expect_soon(alice.page, lambda: bool(answers))
    version = live.get_attribute("data-version")
    three.bobs.sends(three.alices_id, "second")
    expect(live).not_to_have_attribute("data-version", version or "")
    ((route, response),) = answers
    route.fulfill(response=response)

    expect(alice.bubble("first")).to_be_visible()
    expect(alice.bubble("second")).to_be_visible()


def test_a_text_that_fails_after_turning_away_waits_where_it_was_written(three: Three) -> None:
    alice = three.alice
    alice.allowed_statuses = {"403"}
    opened(alice, three.bob)
    with held(alice.page, "**/messages/", "POST") as posts:
        alice.composer.fill("do not lose me")
        alice.page.get_by_role("button", name="Send").click()
        post = until_held(alice.page, posts)
        opened(alice, three.carol)
        expect(alice.composer).to_have_value("")
        post.fulfill(**REFUSAL)
        expect(alice.page.get_by_role("alert")).to_contain_text("Your message to Bob was not sent")
        expect(alice.bubble("do not lose me")).to_have_count(0)

    opened(alice, three.bob)
    expect(alice.page.locator(FAILED)).to_contain_text("do not lose me")
    expect(alice.composer).to_have_value("")
    alice.page.get_by_role("button", name="Retry").click()
    expect(alice.page.locator(UNSENT)).to_have_count(0)
    expect(alice.bubble("do not lose me")).to_have_count(1)


def test_a_text_that_fails_after_coming_back_leaves_what_is_being_typed_alone(
    three: Three,
) -> None:
    alice = three.alice
    alice.allowed_statuses = {"403"}
    opened(alice, three.bob)
    with held(alice.page, "**/messages/", "POST") as posts:
        alice.composer.fill("first part")
        alice.page.get_by_role("button", name="Send").click()
        post = until_held(alice.page, posts)
        opened(alice, three.carol)
        opened(alice, three.bob)
        expect(alice.page.locator(UNSENT)).to_contain_text("first part")
        alice.composer.fill("second part")
        post.fulfill(**REFUSAL)

    expect(alice.page.locator(FAILED)).to_contain_text("first part")
    expect(alice.composer).to_have_value("second part")
    alice.page.get_by_role("button", name="Edit").click()
    expect(alice.page.locator(UNSENT)).to_have_count(0)
    expect(alice.composer).to_have_value("first part\nsecond part")


def test_a_half_written_text_stays_with_its_conversation(three: Three) -> None:
    alice = three.alice
    opened(alice, three.bob)
    alice.composer.fill("to be continued")
    opened(alice, three.carol)
    expect(alice.composer).to_have_value("")
    alice.says("hello")
    opened(alice, three.bob)

    expect(alice.composer).to_have_value("to be continued")
    alice.page.get_by_role("button", name="Send").click()
    expect(alice.bubble("to be continued")).to_be_visible()
    opened(alice, three.carol)
    opened(alice, three.bob)
    expect(alice.composer).to_have_value("")


def test_a_new_name_leaves_the_half_written_text_alone(three: Three) -> None:
    alice = three.alice
    opened(alice, three.bob)
    alice.composer.fill("half")
    alice.page.locator("#contact-menu").click()
    alice.page.locator("#rename-name").fill("Robert")
    alice.page.get_by_role("button", name="Rename").click()

    expect(alice.page.get_by_role("heading", name="Robert")).to_be_visible()
    expect(alice.page.get_by_label("Message to Robert")).to_have_value("half")
    alice.page.get_by_role("button", name="Send").click()
    expect(alice.bubble("half")).to_be_visible()
