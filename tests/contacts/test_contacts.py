"""Adding, accepting, renaming, blocking and removing people."""

import pytest

from tests.people import Person, friends, html


def test_a_new_contact_stands_in_the_list(alice: Person, bob: Person) -> None:
    alice.adds(bob, name="Bobby")

    row = alice.row(bob)

    assert row["data-state"] == "accepted"
    assert "Bobby" in row.get_text()
    assert alice.id not in bob.rows()


def test_without_scripts_adding_opens_the_conversation(alice: Person, bob: Person) -> None:
    response = alice.browser.post("/contacts/", {"name": "Bob", "email": bob.email})

    assert response.status_code == 303
    assert response["Location"] == f"/chats/{bob.id}/"


def test_a_refused_form_stands_on_the_page_that_was_there(alice: Person, bob: Person) -> None:
    nobody_yet = alice.browser.post("/contacts/", {"name": "", "email": "nonsense"})
    alice.adds(bob)
    somebody = alice.browser.post("/contacts/", {"name": "", "email": "nonsense"})

    assert (nobody_yet.status_code, somebody.status_code) == (422, 422)
    assert "Your conversations will be here." in nobody_yet.content.decode()
    assert "Your conversations will be here." not in somebody.content.decode()


def test_an_address_with_and_without_an_account_get_the_same_answer(
    alice: Person, bob: Person
) -> None:
    known = alice.browser.post("/contacts/", {"name": "X", "email": bob.email})
    unknown = alice.browser.post("/contacts/", {"name": "X", "email": "new@example.com"})

    assert known.status_code == unknown.status_code == 303
    assert len(known["Location"]) == len(unknown["Location"])


def test_adding_a_requester_accepts(alice: Person, bob: Person) -> None:
    alice.adds(bob)
    alice.sends(bob, "hello")

    bob.adds(alice, name="Alice from work")

    row = bob.row(alice)
    assert row["data-state"] == "accepted"
    assert "Alice from work" in row.get_text()


def test_accepting_a_request(alice: Person, bob: Person) -> None:
    alice.adds(bob)
    alice.sends(bob, "hello")

    bob.accepts(alice)

    assert bob.row(alice)["data-state"] == "accepted"


def test_renaming_is_for_the_owner_alone(alice: Person, bob: Person) -> None:
    friends(alice, bob)

    alice.does("rename", bob, name="Bobby")

    assert "Bobby" in alice.row(bob).get_text()
    assert "Bobby" not in bob.everything_on_screen(alice)


def test_blocking_shows_and_is_taken_back(alice: Person, bob: Person) -> None:
    friends(alice, bob)

    alice.blocks(bob)
    assert alice.row(bob)["data-state"] == "blocked"
    assert bob.row(alice)["data-state"] == "accepted"

    alice.unblocks(bob)
    assert alice.row(bob)["data-state"] == "accepted"


def test_a_block_outlives_removal(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    bob.blocks(alice)
    bob.removes(alice)

    alice.sends(bob, "let me in")

    assert alice.id not in bob.rows()
    bob.adds(alice)
    assert bob.row(alice)["data-state"] == "blocked"


def test_removing_hides_the_row_and_adding_brings_the_conversation_back(
    alice: Person, bob: Person
) -> None:
    friends(alice, bob)
    alice.sends(bob, "remember this")
    bob.removes(alice)
    assert bob.get(f"/chats/{alice.id}/").status_code == 404

    bob.adds(alice)

    assert [b.body for b in bob.reads(alice)] == ["remember this"]


def test_the_list_is_ordered_by_last_activity(alice: Person, bob: Person, mallory: Person) -> None:
    alice.adds(bob)
    alice.adds(mallory)
    assert list(alice.rows()) == [mallory.id, bob.id]

    alice.sends(bob, "hello")

    assert list(alice.rows()) == [bob.id, mallory.id]


@pytest.mark.parametrize("query", ["boB", "BOB@EXAMPLE.com", " b\u00f6B ", ""])
def test_the_list_is_narrowed_by_name_or_address(alice: Person, bob: Person, query: str) -> None:
    alice.adds(bob, name="Bob B\u00d6B")

    page = html(alice.get("/chats/", q=query))

    assert len(page.select("[data-contact]")) == 1
    assert page.select_one("input[name=q]")["value"] == query.strip()


def test_a_query_that_nobody_matches_leaves_an_empty_list(alice: Person, bob: Person) -> None:
    alice.adds(bob)

    assert html(alice.get("/chats/", q="carol")).select("[data-contact]") == []
