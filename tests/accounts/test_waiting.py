"""An account that waits for its owner, who comes from another provider."""

from dataclasses import replace

import pytest

from accounts.domain import EmailTaken, Identity
from accounts.repository import Users

ISSUER = "https://id.example.com"
ALICE = Identity(ISSUER, "sub-alice", "alice@example.com", "Alice")
RIVAL = Identity(ISSUER, "sub-rival", "alice@example.com", "Another Alice")
ELSEWHERE = Identity("https://new.example.com", "1", "alice@example.com", "A. Liddell")


def test_another_provider_finds_the_account_as_it_was(users: Users) -> None:
    alice = users.sign_in(replace(ALICE, roles=frozenset({"staff"})))
    users.rename(alice.id, "Ali")

    assert users.await_owner(alice.id)
    assert not users.await_owner(alice.id)
    found = users.sign_in(ELSEWHERE)

    assert (found.id, found.name, found.groups) == (alice.id, "Ali", frozenset())
    assert found.is_claimed
    assert users.sign_in(ELSEWHERE) == found
    with pytest.raises(EmailTaken):
        users.sign_in(RIVAL)


def test_an_account_that_waits_is_its_owners_alone_once_they_are_back(users: Users) -> None:
    """Those who sign in as before, since the provider is the same after all."""
    alice = users.sign_in(ALICE)
    users.await_owner(alice.id)

    assert users.sign_in(ALICE).id == alice.id

    with pytest.raises(EmailTaken):
        users.sign_in(RIVAL)


def test_an_address_of_before_takes_up_no_account(users: Users) -> None:
    alice = users.sign_in(ALICE)
    users.sign_in(replace(ALICE, email="new@example.com"))
    users.await_owner(alice.id)

    with pytest.raises(EmailTaken):
        users.sign_in(ELSEWHERE)
    assert users.sign_in(replace(ELSEWHERE, email="new@example.com")).id == alice.id
