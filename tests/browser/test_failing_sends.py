"""Whatever keeps a message from its server, nothing of it is lost and nothing goes twice."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Browser, Route, expect

from tests.site import Site, local_site

from .guest import DESKTOP
from .room import Room
from .talk import MESSAGES, QUEUED, REFUSAL, UNSENT, Talk, busy, talk_in
from .waiting import expect_soon

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

NOT_ALLOWED = "You are not allowed to do this."


@pytest.fixture
def talk(desk: Room) -> Talk:
    return talk_in(desk)


def minute_is_over(site: Site) -> None:
    """Nobody has spent anything, as far as the store knows."""
    with closing(sqlite3.connect(site.data_dir / "chatscape.sqlite3")) as connection, connection:
        connection.execute(
            "UPDATE items SET item = json_set(item, '$.spent', '') WHERE sort = 'profile'"
        )


def test_without_a_server_a_message_waits_for_it(
    browser: Browser, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with local_site(tmp_path_factory.mktemp("down")) as own:
        room = Room(browser, own, {"viewport": DESKTOP})
        talk = talk_in(room)
        own.stop()
        talk.writes("hello")
        talk.writes("and more")
        talk.sees_queued("hello", "and more")
        own.start()
        own.wait_until_it_answers()
        talk.sees_stored("hello", "and more")
        talk.excuses_silence()
        room.close()


def test_while_the_store_is_busy_a_message_waits_and_goes_out_once(talk: Talk, site: Site) -> None:
    talk.alice.allowed_statuses.add("503")
    with busy(site):
        talk.writes("hello")
        expect(talk.page.locator(QUEUED)).to_contain_text("hello")
        assert talk.on_server() == []

    talk.sees_stored("hello")


def test_what_a_proxy_says_is_not_an_answer(talk: Talk) -> None:
    """A page of a hotel, an error of a gateway: the message waits for ChatScape itself."""
    talk.alice.allowed_statuses |= {"403", "502"}
    answers = [{"status": 200, "body": "<h1>Welcome</h1>"}, {"status": 403, "body": "No"}]
    answers.append({"status": 502, "body": ""})
    talk.page.route(MESSAGES, lambda route: route.fulfill(**answers.pop(0)))
    talk.writes("hello")
    expect(talk.page.locator(QUEUED)).to_contain_text("hello")
    expect_soon(talk.page, lambda: not answers)
    talk.page.unroute(MESSAGES)

    talk.sees_stored("hello")


def test_too_fast_waits_for_its_minute_and_says_until_when(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    with local_site(tmp_path, {"CHATSCAPE_MESSAGES_PER_MINUTE": "1"}) as strict:
        room = Room(browser, strict, {"viewport": DESKTOP})
        talk = talk_in(room)
        talk.page.clock.install()
        talk.page.reload()
        talk.alice.allowed_statuses.add("429")
        talk.writes("hello")
        talk.sees_stored("hello")
        talk.writes("hello again")
        expect(talk.page.locator(QUEUED)).to_contain_text("Waits until")

        minute_is_over(strict)
        talk.page.clock.fast_forward("01:30")
        talk.sees_stored("hello", "hello again")
        room.close()


@pytest.mark.parametrize(
    ("text", "status"),
    [("x" * 4_001, "422"), ("\N{GRINNING FACE}" * 4_097, "413")],
    ids=["characters", "bytes"],
)
def test_a_text_that_is_too_long_says_so_and_can_be_shortened(
    talk: Talk, text: str, status: str
) -> None:
    talk.alice.allowed_statuses.add(status)
    talk.writes(text)
    talk.sees_failed(text, "A message has at most 4")

    talk.presses("Edit")
    expect(talk.page.locator(UNSENT)).to_have_count(0)
    expect(talk.alice.composer).to_have_value(text)
    expect(talk.alice.composer).to_be_focused()
    talk.writes(text[:4_000])
    talk.sees_stored(text[:4_000])


@contextmanager
def answers_lost(talk: Talk) -> Iterator[Callable[[], None]]:
    """The server does what it was asked to, and nobody hears of it until the test says so."""
    taken: list[tuple[Route, APIResponse]] = []
    talk.page.route(MESSAGES, lambda route: taken.append((route, route.fetch())))

    def lose() -> None:
        expect_soon(talk.page, lambda: bool(taken))
        route, answer = taken.pop()
        assert answer.status == 200
        route.abort("timedout")

    yield lose
    talk.page.unroute(MESSAGES)
    talk.excuses_silence()


def test_a_message_whose_answer_was_lost_is_found_by_the_next_look(talk: Talk) -> None:
    with answers_lost(talk) as lose:
        talk.writes("hello")
        lose()
        talk.sees_stored("hello")

    talk.page.reload()
    talk.sees_stored("hello")


def test_a_retry_after_a_lost_answer_sends_nothing_again(talk: Talk) -> None:
    talk.page.route("**/updates/**", lambda route: route.abort())
    with answers_lost(talk) as lose:
        talk.writes("hello")
        lose()
        talk.sees_queued("hello")

    talk.page.unroute("**/updates/**")
    talk.sees_stored("hello")
    talk.page.reload()
    talk.sees_stored("hello")
    talk.excuses_silence()
    talk.excuses_silence()


def test_a_message_that_arrives_before_its_answer_is_there_once(talk: Talk) -> None:
    with answers_lost(talk) as lose:
        talk.writes("hello")
        talk.sees_stored("hello")
        lose()
        talk.writes("and more")
        lose()
        talk.sees_stored("hello", "and more")


def test_a_failed_message_outlives_the_page(talk: Talk) -> None:
    talk.fails_to_send("hello")
    talk.page.reload()
    talk.sees_failed("hello", NOT_ALLOWED)

    talk.presses("Retry")
    talk.sees_stored("hello")
    expect(talk.alice.composer).to_be_focused()
    talk.page.reload()
    talk.sees_stored("hello")


def test_edit_puts_the_text_in_front_of_what_is_being_typed(talk: Talk) -> None:
    talk.fails_to_send("first part")
    talk.alice.composer.fill("second part")
    talk.presses("Edit")

    expect(talk.alice.composer).to_have_value("first part\nsecond part")
    talk.page.reload()
    expect(talk.alice.composer).to_have_value("first part\nsecond part")
    talk.alice.composer.press("Enter")
    talk.sees_stored("first part\nsecond part")


def test_what_is_discarded_is_gone_for_good(talk: Talk) -> None:
    talk.fails_to_send("keep", "drop")
    talk.page.locator("li", has_text="drop").get_by_role("button", name="Discard").click()
    talk.sees_failed("keep", NOT_ALLOWED)

    talk.page.reload()
    talk.sees_failed("keep", NOT_ALLOWED)
    talk.presses("Retry")
    talk.sees_stored("keep")


def test_what_fails_on_a_page_of_the_past_is_told_and_waits_at_the_end(talk: Talk) -> None:
    for number in range(100):
        talk.device.sends(talk.contact, f"text {number}").raise_for_status()
    talk.page.goto(f"{talk.address}?before=11")
    talk.alice.allowed_statuses |= {"403", "502"}
    everything = "**/chats/**"
    talk.page.route(everything, lambda route: route.fulfill(status=502, body=""))
    talk.page.route(MESSAGES, lambda route: route.fulfill(**REFUSAL))

    talk.writes("where was I?")
    expect(talk.page.get_by_role("alert")).to_contain_text("was not sent")
    talk.page.unroute(everything)
    talk.page.unroute(MESSAGES)
    talk.page.get_by_role("link", name="Newest messages").click()
    talk.sees_failed("where was I?", NOT_ALLOWED)
