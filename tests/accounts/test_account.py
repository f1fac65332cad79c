"""The account page, and the command that frees an address."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.domain import Identity
from chatscape import wiring
from tests.people import Person, html


def test_somebody_changes_their_name(alice: Person) -> None:
    response = alice.browser.post("/account/", {"name": "  Ali "})
    assert response.status_code == 303
    page = html(alice.get(response["Location"]))
    assert page.select_one("main [role=status]").get_text() == "Saved."
    assert alice.user.name == "Ali"


def test_htmx_gets_the_changed_form_and_no_page_around_it(alice: Person) -> None:
    response = alice.post("/account/", name=" Ali ")
    assert response.status_code == 200
    fragment = html(response)
    field = fragment.select_one("form#account-form input[name=name]")
    assert field is not None
    assert field["value"] == "Ali"
    assert fragment.select_one("main, h1") is None
    assert alice.user.name == "Ali"


def test_the_page_shows_name_and_address(alice: Person) -> None:
    page = alice.get("/account/").content.decode()
    assert "alice@example.com" in page
    assert 'value="Alice"' in page


def test_an_address_is_released_by_command(own_store: None) -> None:
    users = wiring.users()
    old = users.sign_in(Identity("https://id.example.com", "1", "eve@example.com", "Eve"))
    said = StringIO()

    call_command("release_address", "Eve@Example.com", stdout=said)

    assert "eve@example.com is free" in said.getvalue()
    new = users.sign_in(Identity("https://id.example.com", "2", "eve@example.com", "Eve"))
    assert new.id != old.id


@pytest.mark.parametrize("typed", ["nobody@example.com", "nonsense"])
def test_an_address_that_nobody_has_cannot_be_released(own_store: None, typed: str) -> None:
    with pytest.raises(CommandError):
        call_command("release_address", typed)
