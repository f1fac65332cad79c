"""What was typed is kept for the person who typed it, and for nobody else."""

import pytest
from playwright.sync_api import expect

from tests.remote import RemotePerson

from .room import Room
from .talk import (
    MESSAGES,
    SIGN_IN,
    UNSENT,
    Talk,
    held,
    no_news,
    session_ends,
    signs_in,
    talk_in,
    until_held,
)

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def talk(desk: Room) -> Talk:
    return talk_in(desk)


@pytest.fixture
def carol(talk: Talk) -> str:
    """The address of Alice's conversation with her."""
    email = talk.bob.email.replace("bob", "carol")
    return f"{talk.alice.origin}/chats/{talk.device.adds(email)}/"


@pytest.fixture
def mallory(talk: Talk) -> RemotePerson:
    """Who has Bob on her list, too."""
    email = talk.alice.email.replace("alice", "mallory")
    mallory = RemotePerson(talk.alice.origin, email).signs_in()
    assert mallory.adds(talk.bob.email) == talk.contact
    return mallory


def test_a_draft_is_kept_for_each_contact_and_over_a_reload(talk: Talk, carol: str) -> None:
    talk.alice.composer.fill("for Bob")
    talk.page.goto(carol)
    expect(talk.alice.composer).to_have_value("")
    talk.alice.composer.fill("for Carol")

    for _ in range(2):
        talk.alice.opens(talk.bob)
        expect(talk.page.get_by_label("Message to Bob")).to_have_value("for Bob")
        talk.page.goto(carol)
        expect(talk.page.get_by_label("Message to Carol")).to_have_value("for Carol")
        talk.page.reload()
        expect(talk.alice.composer).to_have_value("for Carol")


def test_a_draft_ends_when_it_is_sent_or_emptied(talk: Talk) -> None:
    talk.writes("hello")
    talk.sees_stored("hello")
    talk.page.reload()
    talk.sees_stored("hello")
    expect(talk.alice.composer).to_have_value("")

    talk.alice.composer.fill("never mind")
    talk.alice.composer.fill("")
    talk.page.reload()
    expect(talk.alice.composer).to_have_value("")


def test_another_tab_shows_the_draft_and_follows_it(talk: Talk) -> None:
    talk.alice.composer.fill("half")
    tab = talk.page.context.new_page()
    tab.goto(talk.address)
    composer = tab.locator("#composer-body")
    expect(composer).to_have_value("half")

    talk.alice.composer.fill("half and more")
    expect(composer).to_have_value("half and more")
    talk.alice.composer.press("Enter")
    expect(composer).to_have_value("")
    tab.bring_to_front()
    expect(tab.locator("li[data-seq] .message__body")).to_have_text(["half and more"])
    assert talk.on_server() == ["half and more"]


def test_a_draft_outlives_the_session(talk: Talk) -> None:
    talk.alice.allowed_statuses.add("401")
    talk.alice.composer.fill("half")
    session_ends(talk)
    signs_in(talk.page, talk.alice.email)

    expect(talk.page).to_have_url(talk.address)
    expect(talk.alice.composer).to_have_value("half")


@pytest.mark.parametrize("forgets_all", [False, True], ids=["session", "all cookies"])
def test_a_message_that_meets_an_ended_session_is_sent_after_the_sign_in(
    talk: Talk, forgets_all: bool
) -> None:
    talk.alice.allowed_statuses |= {"401", "403"}
    with no_news(talk.page):
        talk.alice.composer.fill("hello")
        session_ends(talk, forgets_all=forgets_all)
        talk.alice.composer.press("Enter")
        expect(talk.page).to_have_url(SIGN_IN)
    assert talk.on_server() == []

    signs_in(talk.page, talk.alice.email)

    expect(talk.page).to_have_url(talk.address)
    talk.sees_stored("hello")


def test_nobody_else_in_the_same_browser_sees_or_sends_what_waits(
    talk: Talk, mallory: RemotePerson
) -> None:
    talk.alice.allowed_statuses.add("401")
    talk.fails_to_send("failed")
    with no_news(talk.page), held(talk.page, MESSAGES, "POST") as posts:
        talk.writes("under way")
        talk.alice.composer.fill("half")
        session_ends(talk)
        until_held(talk.page, posts).continue_()
        expect(talk.page).to_have_url(SIGN_IN)
    signs_in(talk.page, mallory.email)

    expect(talk.page).to_have_url(talk.address)
    expect(talk.page.locator(".menu__email")).to_have_text(mallory.email)
    expect(talk.alice.composer).to_have_value("")
    talk.writes("from Mallory")
    expect(talk.page.locator("#messages .message__body")).to_have_text(["from Mallory"])
    expect(talk.page.locator(UNSENT)).to_have_count(0)
    assert [body for _, _, body in mallory.reads_everything(talk.contact)] == ["from Mallory"]
    assert talk.on_server() == []

    session_ends(talk)
    talk.page.goto(talk.address)
    signs_in(talk.page, talk.alice.email)
    talk.sees_failed("failed", "Not sent.")
    expect(talk.alice.composer).to_have_value("half")
    expect(talk.page.locator("li[data-seq] .message__body")).to_have_text(["under way"])
    assert talk.on_server() == ["under way"]


def test_a_page_still_sends_after_its_person_signed_in_again_in_another_tab(talk: Talk) -> None:
    talk.alice.allowed_statuses.add("403")
    with no_news(talk.page):
        session_ends(talk)
        tab = talk.page.context.new_page()
        tab.goto(talk.address)
        signs_in(tab, talk.alice.email)
    talk.page.bring_to_front()
    talk.writes("hello")

    talk.sees_stored("hello")


def test_a_page_that_was_left_open_sends_nothing_for_whoever_signed_in_since(
    talk: Talk, mallory: RemotePerson
) -> None:
    talk.alice.allowed_statuses.add("403")
    with no_news(talk.page):
        session_ends(talk)
        tab = talk.page.context.new_page()
        tab.goto(talk.address)
        signs_in(tab, mallory.email)
        talk.page.bring_to_front()
        with talk.page.expect_response(MESSAGES) as refusal:
            talk.writes("from Alice")
        assert refusal.value.status == 403
        tab.close()

    assert mallory.reads_everything(talk.contact) == []
    assert talk.on_server() == []


def test_who_signs_out_leaves_nothing_behind(talk: Talk) -> None:
    talk.fails_to_send("failed")
    talk.alice.composer.fill("half")
    talk.page.locator("#account-menu").click()
    talk.presses("Log out")
    talk.presses("Log out and delete")
    expect(talk.page.get_by_role("link", name="Open in browser")).to_be_visible()

    talk.page.goto(talk.address)
    signs_in(talk.page, talk.alice.email)
    expect(talk.page).to_have_url(talk.address)
    expect(talk.alice.composer).to_have_value("")
    talk.sees_stored()
