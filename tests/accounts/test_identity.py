"""Which account an identity leads to, on every engine."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from accounts.domain import EmailTaken, Identity, User, UserId, new_user_id
from accounts.repository import (
    Users,
    email_key,
    inbox_moved,
    profile_key,
    subject_key,
    unclaimed_account,
)
from chatscape.store.port import ConditionFailed, Store
from tests.accounts.conftest import Woken

ISSUER = "https://id.example.com"

ALICE = Identity(ISSUER, "sub-alice", "alice@example.com", "Alice")
RIVAL = Identity(ISSUER, "sub-rival", "alice@example.com", "Another Alice")


def add_unclaimed(store: Store, email: str) -> UserId:
    user_id = new_user_id()
    store.write(*unclaimed_account(user_id, email))
    return user_id


def is_claimed(store: Store, user_id: UserId) -> bool:
    item = store.get(profile_key(user_id))
    assert item is not None
    return item["claimed"] is True


def outcome(action: Callable[[], User]) -> User | type[Exception]:
    try:
        return action()
    except EmailTaken as error:
        return type(error)


def test_the_first_sign_in_makes_an_account(store: Store, users: Users) -> None:
    alice = users.sign_in(replace(ALICE, roles=frozenset({"staff"})))

    assert (alice.email, alice.name, alice.groups) == (
        "alice@example.com",
        "Alice",
        frozenset({"staff"}),
    )
    assert users.find(alice.id) == alice
    assert users.id_for_email("alice@example.com") == alice.id
    assert is_claimed(store, alice.id)


def test_the_same_identity_is_the_same_person(users: Users) -> None:
    assert users.sign_in(ALICE) == users.sign_in(ALICE)


def test_the_name_that_somebody_chose_survives_signing_in_again(users: Users) -> None:
    alice = users.sign_in(ALICE)
    users.rename(alice.id, "Ali")

    assert users.sign_in(ALICE).name == "Ali"


def test_roles_follow_the_provider_at_each_sign_in(users: Users) -> None:
    users.sign_in(replace(ALICE, roles=frozenset({"moderator", "staff"})))
    assert users.sign_in(replace(ALICE, roles=frozenset({"moderator"}))).groups == {"moderator"}
    assert users.sign_in(ALICE).groups == frozenset()


def test_the_same_subject_of_another_issuer_is_somebody_else(users: Users) -> None:
    alice = users.sign_in(ALICE)
    other = replace(ALICE, issuer="https://other.example.com", email="other@example.com")

    assert users.sign_in(other).id != alice.id


def test_an_unclaimed_account_is_claimed_by_the_first_sign_in(store: Store, users: Users) -> None:
    waiting = add_unclaimed(store, "alice@example.com")
    assert not is_claimed(store, waiting)

    alice = users.sign_in(ALICE)

    assert alice.id == waiting
    assert alice.name == "Alice"
    assert is_claimed(store, waiting)


def test_an_account_in_waiting_takes_no_address_that_somebody_has(
    store: Store, users: Users
) -> None:
    users.sign_in(ALICE)
    with pytest.raises(ConditionFailed):
        add_unclaimed(store, "alice@example.com")


def test_a_second_subject_with_a_claimed_address_is_refused(users: Users) -> None:
    alice = users.sign_in(ALICE)

    with pytest.raises(EmailTaken) as refused:
        users.sign_in(RIVAL)

    assert "alice" not in str(refused.value)
    assert users.sign_in(ALICE) == alice


@pytest.mark.parametrize("is_waiting", [True, False], ids=["unclaimed", "unknown"])
def test_of_two_who_claim_an_address_at_once_one_wins(
    store: Store, users: Users, is_waiting: bool
) -> None:
    for round_ in range(4):
        email = f"{round_}@example.com"
        if is_waiting:
            add_unclaimed(store, email)
        both = Barrier(2)

        def claim(subject: str, email: str = email, both: Barrier = both) -> object:
            both.wait()
            identity = Identity(ISSUER, f"{subject}-{email}", email, subject)
            return outcome(lambda: users.sign_in(identity))

        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(claim, ["one", "two"]))

        winners = [result for result in results if isinstance(result, User)]
        assert len(winners) == 1
        assert EmailTaken in results
        assert users.id_for_email(email) == winners[0].id


def test_one_subject_in_two_tabs_is_one_person(users: Users) -> None:
    for round_ in range(4):
        identity = Identity(ISSUER, f"sub-{round_}", f"{round_}@example.com", "Alice")
        both = Barrier(2)

        def sign_in(_tab: int, identity: Identity = identity, both: Barrier = both) -> User:
            both.wait()
            return users.sign_in(identity)

        with ThreadPoolExecutor(2) as pool:
            one, other = pool.map(sign_in, range(2))
        assert one == other


def test_a_changed_address_that_is_free_is_gained(users: Users, wake: Woken) -> None:
    alice = users.sign_in(ALICE)

    moved = users.sign_in(replace(ALICE, email="new@example.com"))

    assert moved.id == alice.id
    assert moved.email == "new@example.com"
    assert moved.inbox_version == alice.inbox_version + 1
    assert users.id_for_email("new@example.com") == alice.id
    assert users.id_for_email("alice@example.com") == alice.id
    assert wake.calls == [[alice.id]]


@pytest.mark.parametrize("is_claimed", [True, False], ids=["claimed", "unclaimed"])
def test_a_changed_address_that_is_not_free_changes_nothing(
    store: Store, users: Users, is_claimed: bool
) -> None:
    alice = users.sign_in(ALICE)
    if is_claimed:
        holder = users.sign_in(Identity(ISSUER, "sub-bob", "bob@example.com", "Bob")).id
    else:
        holder = add_unclaimed(store, "bob@example.com")

    assert users.sign_in(replace(ALICE, email="bob@example.com")) == alice
    assert users.id_for_email("bob@example.com") == holder


def test_a_released_address_goes_to_whoever_proves_it_next(users: Users) -> None:
    alice = users.sign_in(ALICE)

    assert users.release_address("alice@example.com")
    assert not users.release_address("alice@example.com")
    rival = users.sign_in(RIVAL)

    assert rival.id != alice.id
    assert users.id_for_email("alice@example.com") == rival.id
    assert users.sign_in(ALICE).id == alice.id


def test_a_rename_moves_the_own_inbox(users: Users, wake: Woken) -> None:
    alice = users.sign_in(ALICE)

    users.rename(alice.id, "Ali")

    assert users.find(alice.id) == replace(alice, name="Ali", inbox_version=1)
    assert wake.calls == [[alice.id]]


def test_moving_an_inbox_is_a_write_for_any_batch(store: Store, users: Users) -> None:
    alice = users.sign_in(ALICE)
    store.write(inbox_moved(alice.id))
    assert users.find(alice.id) == replace(alice, inbox_version=1)


def test_keys_keep_subjects_and_issuers_apart() -> None:
    keys = {
        subject_key("https://a.example", "1#2"),
        subject_key("https://a.example#1", "2"),
        subject_key("https://a.example", "1"),
        email_key("1@a.example"),
        profile_key("1"),
    }
    assert len(keys) == 5
