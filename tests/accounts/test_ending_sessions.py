"""How the profile remembers which sessions are over, on every engine."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from accounts.domain import MAX_REVOKED, Identity
from accounts.repository import Users, profile_key
from accounts.services import end_session
from chatscape.store.port import Store
from tests.accounts.conftest import Woken

ISSUER = "https://id.example.com"
LATER = 2_000_000_000

ALICE = Identity(ISSUER, "sub-alice", "alice@example.com", "Alice")


def test_signing_out_everywhere_raises_the_epoch(users: Users, wake: Woken) -> None:
    alice = users.sign_in(ALICE)
    end_session(users, alice.id, 0, "aaaaaaaa", LATER)

    users.sign_out_everywhere(alice.id)

    assert users.find(alice.id) == replace(alice, epoch=1, revoked="")
    assert wake.calls == [[alice.id], [alice.id]]


def test_a_revoked_session_stays_revoked_until_it_expires(users: Users) -> None:
    alice = users.sign_in(ALICE)
    end_session(users, alice.id, 0, "expired0", 0)
    end_session(users, alice.id, 0, "aaaaaaaa", LATER)
    end_session(users, alice.id, 0, "aaaaaaaa", LATER)

    found = users.find(alice.id)
    assert found is not None
    assert found.has_revoked("aaaaaaaa")
    assert not found.has_revoked("expired0")
    assert not found.has_revoked("bbbbbbbb")
    assert len(found.revoked.split()) == 1


def test_too_many_revoked_sessions_end_all_of_them(users: Users) -> None:
    alice = users.sign_in(ALICE)
    for number in range(MAX_REVOKED + 1):
        end_session(users, alice.id, 0, f"{number:08x}", LATER)

    assert users.find(alice.id) == replace(alice, epoch=1, revoked="")


def test_a_session_of_an_earlier_epoch_needs_no_revoking(users: Users) -> None:
    alice = users.sign_in(ALICE)
    users.sign_out_everywhere(alice.id)
    end_session(users, alice.id, 0, "aaaaaaaa", LATER)

    assert users.find(alice.id) == replace(alice, epoch=1)


def test_sessions_that_end_at_once_are_all_revoked(users: Users) -> None:
    alice = users.sign_in(ALICE)
    sids = [f"{number:08x}" for number in range(4)]
    together = Barrier(len(sids))

    def end(sid: str) -> None:
        together.wait()
        end_session(users, alice.id, 0, sid, LATER)

    with ThreadPoolExecutor(len(sids)) as pool:
        list(pool.map(end, sids))

    found = users.find(alice.id)
    assert found is not None
    assert all(found.has_revoked(sid) for sid in sids)


def test_the_largest_profile_stays_under_one_kilobyte(store: Store, users: Users) -> None:
    roles = frozenset({"staff", "moderator"})
    longest = Identity(ISSUER, "s" * 255, "a" * 242 + "@example.com", "n" * 400, roles)
    alice = users.sign_in(longest)
    for number in range(MAX_REVOKED):
        end_session(users, alice.id, 0, f"{number:08x}", LATER)

    item = store.get(profile_key(alice.id))

    assert item is not None
    size = sum(len(name) + len(str(value).encode()) for name, value in item.items())
    assert size + len(profile_key(alice.id).partition) < 1000
