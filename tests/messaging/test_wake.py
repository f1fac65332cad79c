"""After every commit that moves an inbox, its pages are woken: once, and nobody else's."""

from collections.abc import Callable, Iterable
from uuid import uuid4

import pytest

from chatscape import wiring
from chatscape.store.sqlite import SqliteStore
from tests.people import Person, friends


class Woken:
    """A wake that keeps count."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def notify(self, user_ids: Iterable[str]) -> None:
        self.calls.append(sorted(user_ids))


@pytest.fixture
def woken(tmp_path, monkeypatch) -> Woken:  # type: ignore[no-untyped-def]
    woken = Woken()
    application = wiring.compose(SqliteStore(tmp_path / "store.sqlite3"), woken)
    monkeypatch.setattr(wiring, "application", lambda: application)
    return woken


ACTS: dict[str, tuple[Callable[[Person, Person], object], tuple[str, ...]]] = {
    "add": (lambda a, b: a.post("/contacts/", name="N", email="new@example.com"), ("a",)),
    "accept": (lambda a, b: a.does("accept", b), ("a",)),
    "rename": (lambda a, b: a.does("rename", b, name="B"), ("a",)),
    "block": (lambda a, b: a.blocks(b), ("a",)),
    "unblock": (lambda a, b: a.unblocks(b), ("a",)),
    "remove": (lambda a, b: a.removes(b), ("a",)),
    "send": (lambda a, b: a.sends(b, "hello"), ("a", "b")),
    "report and block": (lambda a, b: a.reports(b, 1, block="on"), ("a",)),
    "read": (lambda a, b: a.marks_read(b, 1), ("a",)),
}


@pytest.mark.parametrize("act", ACTS)
def test_whose_pages_are_woken(woken: Woken, act: str) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    bob.sends(alice, "read me")
    versions = [alice.user.inbox_version, bob.user.inbox_version]
    woken.calls.clear()
    do, whose = ACTS[act]

    do(alice, bob)

    ids = {"a": alice.id, "b": bob.id}
    assert woken.calls == [sorted(ids[letter] for letter in whose)]
    moved = [alice.user.inbox_version - versions[0], bob.user.inbox_version - versions[1]]
    assert moved == [1, 1 if "b" in whose else 0]


def test_a_blocked_message_wakes_its_sender_alone(woken: Woken) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    bob.blocks(alice)
    woken.calls.clear()

    alice.sends(bob, "hello?")

    assert woken.calls == [[alice.id]]


def test_what_changed_nothing_wakes_nobody(woken: Woken) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    client_id = str(uuid4())
    alice.sends(bob, "once", client_id)
    bob.marks_read(alice, 1)
    woken.calls.clear()

    alice.sends(bob, "once", client_id)
    alice.says(bob, "another", client_id)
    bob.marks_read(alice, 1)
    alice.adds(bob)

    assert woken.calls == []
