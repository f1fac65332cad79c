"""E-mail addresses that are none, through the one form that takes them."""

import pytest

from tests.people import Person
from tests.security.bad_input import both_ways, everything_stored, post, was_done, was_refused

NO_ADDRESSES = {
    "empty": "",
    "a": "a",
    "a@b": "a@b",
    "a@x..io": "a@x..io",
    "a@-x.io": "a@-x.io",
    "NUL": "a\0@x.io",
    "two addresses": "a@x.io, b@x.io",
    "two addresses on two lines": "a@x.io\nb@x.io",
    "<a@x.io>": "<a@x.io>",
    "mailto:": "mailto:a@x.io",
    "zero-width inside": "a\u200b@x.io",
    "U+202E after": "a@x.io\u202e",
    "ı@x.io": "ı@x.io",
    "Kelvin sign, which folds to k": "\u212a@x.io",
    "over 254": "a@" + "b." * 130 + "com",
    "umlaut in the domain": "a@bücher.example",
    "Cyrillic а": "\u0430lice@example.com",
    "lone surrogate": "a\ud800@x.io",
    "a@localhost": "a@localhost",
    "a@[127.0.0.1]": "a@[127.0.0.1]",
    "local part over 64": "a" * 65 + "@x.io",
    'a@x.io"onfocus=': 'a@x.io" autofocus onfocus=alert(1)',
}
BOB_AGAIN = {
    "as it is": "bob@example.com",
    "other letter case": "BoB@Example.COM",
    "spaces around it": "  bob@example.com ",
    "line feeds around it": "\r\nbob@example.com\n",
}


@both_ways
@pytest.mark.parametrize("email", NO_ADDRESSES.values(), ids=NO_ADDRESSES)
def test_what_is_no_address_comes_back(alice: Person, email: str, headers: dict[str, str]) -> None:
    typed = {"name": "Bob the Builder", "email": email}
    before = everything_stored()

    response = post(alice, "/contacts/", typed, headers)

    assert was_refused(response, "add-contact", "email", typed, headers)
    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize("own", ["alice@example.com", "ALICE@example.com", " alice@example.com\n"])
def test_nobody_adds_themselves(alice: Person, own: str, headers: dict[str, str]) -> None:
    typed = {"name": "Me", "email": own}
    before = everything_stored()

    response = post(alice, "/contacts/", typed, headers)

    assert was_refused(response, "add-contact", "email", typed, headers)
    assert "own address" in response.content.decode()
    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize("email", BOB_AGAIN.values(), ids=BOB_AGAIN)
def test_adding_somebody_again_changes_nothing(
    alice: Person, bob: Person, email: str, headers: dict[str, str]
) -> None:
    alice.adds(bob)
    before = everything_stored()

    assert was_done(post(alice, "/contacts/", {"name": "Robert", "email": email}, headers))

    assert everything_stored() == before
    assert list(alice.rows()) == [bob.id]


@both_ways
@pytest.mark.parametrize("email", BOB_AGAIN.values(), ids=BOB_AGAIN)
def test_an_address_is_trimmed_and_folded(
    alice: Person, bob: Person, email: str, headers: dict[str, str]
) -> None:
    assert was_done(post(alice, "/contacts/", {"name": "Robert", "email": email}, headers))

    assert alice.row(bob)["data-email"] == "bob@example.com"
    assert list(alice.rows()) == [bob.id]
