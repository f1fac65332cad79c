"""What one person says and the other reads."""

from uuid import uuid4

import pytest

from chatscape import wiring
from messaging.domain import conversation_id
from tests.people import Person, friends, html


def test_what_alice_says_bob_reads(alice: Person, bob: Person) -> None:
    friends(alice, bob)

    alice.sends(bob, "Hello Bob")

    assert [(b.side, b.body) for b in bob.reads(alice)] == [("them", "Hello Bob")]
    assert [(b.side, b.body) for b in alice.reads(bob)] == [("me", "Hello Bob")]


def test_both_sides_number_one_conversation(alice: Person, bob: Person) -> None:
    friends(alice, bob)

    numbers = [alice.sends(bob, "one"), bob.sends(alice, "two"), alice.sends(bob, "three")]

    assert numbers == [1, 2, 3]
    assert [b.body for b in bob.reads(alice)] == [b.body for b in alice.reads(bob)]


def test_the_first_message_of_a_stranger_is_a_request(alice: Person, bob: Person) -> None:
    alice.adds(bob)
    alice.sends(bob, "do you remember me?")

    row = bob.row(alice)

    assert row["data-state"] == "request"
    assert row["data-unread"] == "1"
    assert "do you remember me?" in row.get_text()


def test_sending_changes_no_state_of_a_known_person(alice: Person, bob: Person) -> None:
    alice.adds(bob)
    alice.sends(bob, "hello")

    assert bob.sends(alice, "who is it?") == 2

    assert bob.row(alice)["data-state"] == "request"
    assert alice.row(bob)["data-state"] == "accepted"


def test_a_message_to_someone_who_removed_the_sender_asks_again(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "one")
    bob.removes(alice)
    assert alice.id not in bob.rows()

    assert alice.sends(bob, "two") == 2

    assert bob.row(alice)["data-state"] == "request"


def test_an_unclaimed_account_finds_its_messages_at_the_first_sign_in(alice: Person) -> None:
    alice.post("/contacts/", name="Carol", email="carol@example.com")
    (contact,) = alice.rows()
    data = {"body": "welcome, Carol", "client_id": str(uuid4())}
    assert alice.post(f"/chats/{contact}/messages/", **data).status_code == 200

    carol = Person("Carol")

    assert carol.id == contact
    assert [b.body for b in carol.reads(alice)] == ["welcome, Carol"]


def test_the_same_client_id_is_the_same_message(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    client_id = str(uuid4())
    first = alice.sends(bob, "once", client_id)
    for number in range(200):
        (bob if number % 2 else alice).sends(alice if number % 2 else bob, f"text {number}")

    assert alice.sends(bob, "once", client_id) == first

    assert [b.body for b in bob.reads_everything(alice)].count("once") == 1


def test_two_people_may_use_the_same_client_id(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    client_id = str(uuid4())

    alice.sends(bob, "mine", client_id)
    bob.sends(alice, "mine too", client_id)

    assert [b.body for b in alice.reads(bob)] == ["mine", "mine too"]


def test_a_blocked_message_looks_sent_and_never_arrives(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "before the block")
    bob.blocks(alice)

    alice.sends(bob, "are you there?")

    assert alice.reads(bob)[-1].body == "are you there?"
    assert "are you there?" in alice.row(bob).get_text()
    assert "are you there?" not in bob.everything_on_screen(alice)
    bob.unblocks(alice)
    assert "are you there?" not in bob.everything_on_screen(alice)


def test_the_blocker_is_not_even_woken(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    bob.blocks(alice)
    before = bob.user.inbox_version

    alice.sends(bob, "are you there?")

    assert bob.user.inbox_version == before


def test_numbers_go_on_behind_what_was_withheld(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "one")
    bob.blocks(alice)
    alice.sends(bob, "two, withheld")
    bob.unblocks(alice)

    assert bob.sends(alice, "three") == 3

    assert [b.body for b in alice.reads(bob)] == ["one", "two, withheld", "three"]
    assert [b.body for b in bob.reads(alice)] == ["one", "three"]


def test_a_retried_blocked_send_is_the_same_message(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    bob.blocks(alice)
    client_id = str(uuid4())
    first = alice.sends(bob, "hello?", client_id)
    bob.unblocks(alice)

    assert alice.sends(bob, "hello?", client_id) == first
    assert bob.reads(alice) == []


def test_nobody_writes_to_a_person_they_have_blocked(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.blocks(bob)

    response = alice.says(bob, "hello")

    assert response.status_code == 409
    assert "blocked" in html(response).get_text()
    assert bob.reads(alice) == []


def test_a_stranger_reads_and_sends_nothing(alice: Person, bob: Person, mallory: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "between us")

    assert mallory.says(bob, "hello").status_code == 404
    assert mallory.fragment(f"/chats/{bob.id}/messages/").status_code == 404
    mallory.adds(bob)
    assert mallory.reads(bob) == []


def test_the_marker_of_a_client_id_is_kept_for_ninety_days(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "once")

    (marker,) = wiring.store().query(
        f"sent#{conversation_id(alice.id, bob.id)}#{alice.id}", limit=2
    )

    contact = wiring.contacts().find(alice.id, bob.id)
    assert contact
    (message,) = wiring.messages().before(alice.id, contact, None).messages
    assert int(marker["expires_at"]) - int(message.sent_at.timestamp()) == 90 * 24 * 3600


@pytest.mark.parametrize("is_known", [True, False])
def test_what_one_person_wrote_is_never_sent_as_another(
    alice: Person, bob: Person, mallory: Person, is_known: bool
) -> None:
    """A text that waited in a browser says who wrote it, whoever is signed in there by now.

    Nor is it refused as theirs would be: it goes on waiting for its author.
    """
    friends(alice, bob)
    if is_known:
        friends(mallory, bob)
    text = {"body": "hello", "client_id": str(uuid4()), "user": alice.id}

    answer = mallory.post(f"/chats/{bob.id}/messages/", **text)

    assert answer.status_code == 401
    assert answer.headers["HX-Refresh"] == "true"
    assert alice.reads_everything(bob) == []
    assert not is_known or mallory.reads_everything(bob) == []
    assert alice.post(f"/chats/{bob.id}/messages/", **text).status_code == 200
