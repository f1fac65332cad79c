"""A session that ends on the server, while its conversation is open in a browser."""

import pytest
from playwright.sync_api import expect

from tests.remote import RemotePerson

from .room import Room
from .talk import SIGN_IN, Talk, no_news, signs_in, talk_in

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def talk(desk: Room) -> Talk:
    talk = talk_in(desk)
    talk.alice.allowed_statuses |= {"401", "403"}
    return talk


def signs_out_everywhere(talk: Talk) -> None:
    """On another device; the one that the test reads with has to sign in again."""
    response = talk.device.http.post(
        f"{talk.alice.origin}/account/sign-out-everywhere/",
        headers={"X-CSRFToken": talk.device.csrf, "Origin": talk.alice.origin},
        allow_redirects=False,
    )
    assert response.status_code == 303
    talk.device = RemotePerson(talk.alice.origin, talk.alice.email).signs_in()


def test_the_next_poll_leads_to_signing_in_and_back(talk: Talk) -> None:
    talk.alice.composer.fill("half")
    signs_out_everywhere(talk)
    signs_in(talk.page, talk.alice.email)

    expect(talk.page).to_have_url(talk.address)
    expect(talk.alice.composer).to_have_value("half")
    talk.alice.composer.press("Enter")
    talk.sees_stored("half")


def test_the_next_message_leads_to_signing_in_and_is_sent_afterwards(talk: Talk) -> None:
    with no_news(talk.page):
        signs_out_everywhere(talk)
        talk.writes("hello")
        expect(talk.page).to_have_url(SIGN_IN)
    assert talk.on_server() == []

    signs_in(talk.page, talk.alice.email)

    expect(talk.page).to_have_url(talk.address)
    talk.sees_stored("hello")


def test_a_menu_leads_to_signing_in_and_changes_nothing(talk: Talk) -> None:
    with no_news(talk.page):
        signs_out_everywhere(talk)
        talk.alice.picks("Block")
        expect(talk.page).to_have_url(SIGN_IN)

    signs_in(talk.page, talk.alice.email)

    expect(talk.page).to_have_url(talk.address)
    expect(talk.alice.composer).to_be_visible()
    expect(talk.page.get_by_text("You have blocked")).to_have_count(0)
