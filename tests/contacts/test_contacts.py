"""Adding, accepting, renaming, blocking and removing people."""

import pytest
from django.http import HttpResponse

from tests.people import HTMX, Person, friends, html


def alert(response: HttpResponse) -> str:
    return " ".join(found.get_text() for found in html(response).select("[role=alert]"))


def test_a_new_contact_stands_in_the_list(alice: Person, bob: Person) -> None:
    alice.adds(bob, name="Bobby")

    row = alice.row(bob)

    assert row["data-state"] == "accepted"
    assert "Bobby" in row.get_text()
    assert alice.id not in bob.rows()


@pytest.mark.parametrize("spelling", ["BOB@Example.COM", "  bob@example.com\n", "bob@example.com"])
def test_adding_somebody_again_changes_nothing(alice: Person, bob: Person, spelling: str) -> None:
    alice.adds(bob)

    response = alice.post("/contacts/", name="Robert", email=spelling)

    assert response.status_code == 200
    (row,) = alice.rows().values()
    assert "Robert" not in row.get_text()


def test_without_scripts_adding_opens_the_conversation(alice: Person, bob: Person) -> None:
    response = alice.browser.post("/contacts/", {"name": "Bob", "email": bob.email})

    assert response.status_code == 303
    assert response["Location"] == f"/chats/{bob.id}/"


def test_nobody_adds_themselves(alice: Person) -> None:
    response = alice.post("/contacts/", name="Me", email=alice.email.upper())

    assert response.status_code == 422
    assert "own address" in alert(response)
    assert alice.rows() == {}


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "page"])
def test_a_bad_form_comes_back_with_what_was_typed(alice: Person, headers: dict[str, str]) -> None:
    data = {"name": "Bob the Builder", "email": "not an address"}

    response = alice.browser.post("/contacts/", data, headers=headers)

    assert response.status_code == 422
    assert "E-mail" in alert(response)
    assert "Bob the Builder" in response.content.decode()
    assert alice.rows() == {}


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


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "page"])
def test_a_bad_name_comes_back(alice: Person, bob: Person, headers: dict[str, str]) -> None:
    alice.adds(bob)

    response = alice.browser.post(f"/contacts/{bob.id}/rename/", {"name": " "}, headers=headers)

    assert response.status_code == 422
    assert alert(response)
    assert "Bob" in alice.row(bob).get_text()


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


@pytest.mark.parametrize("verb", ["accept", "rename", "block", "unblock", "remove"])
@pytest.mark.parametrize("known", [True, False])
def test_a_person_who_is_not_a_contact_is_a_404(
    alice: Person, bob: Person, verb: str, known: bool
) -> None:
    contact = bob.id if known else "0" * 20

    assert alice.post(f"/contacts/{contact}/{verb}/", name="X").status_code == 404

    assert alice.rows() == {}


@pytest.mark.parametrize(
    "contact", ["..%2F", "%00", "x" * 5000, "user%231", "0" * 19, "G" * 20, "0" * 20]
)
def test_an_id_that_is_nobodys_is_a_404(alice: Person, contact: str) -> None:
    assert alice.get(f"/chats/{contact}/").status_code == 404
    assert alice.fragment(f"/chats/{contact}/messages/").status_code == 404


@pytest.mark.parametrize("verb", ["accept", "rename", "block", "unblock", "remove"])
def test_a_contact_changes_by_post_only(alice: Person, bob: Person, verb: str) -> None:
    alice.adds(bob)

    response = alice.get(f"/contacts/{bob.id}/{verb}/")

    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert html(response).select("main a[href]")


@pytest.mark.parametrize("query", ["boB", "BOB@EXAMPLE.com", " b\u00f6B ", ""])
def test_the_list_is_narrowed_by_name_or_address(alice: Person, bob: Person, query: str) -> None:
    alice.adds(bob, name="Bob B\u00d6B")

    page = html(alice.get("/chats/", q=query))

    assert len(page.select("[data-contact]")) == 1
    assert page.select_one("input[name=q]")["value"] == query.strip()


@pytest.mark.parametrize("query", ["carol", "x" * 100_000, "\x00", "\ud83d"])
def test_a_query_that_nobody_matches_leaves_an_empty_list(
    alice: Person, bob: Person, query: str
) -> None:
    alice.adds(bob)

    response = alice.browser.get("/chats/", {"q": query.encode(errors="surrogatepass")})

    assert response.status_code == 200
    assert html(response).select("[data-contact]") == []
    assert len(html(response).select_one("input[name=q]")["value"]) <= 100
