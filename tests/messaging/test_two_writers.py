"""Two people write at the same time: one order, no gap, on every engine."""

import threading

import pytest

from accounts.domain import Identity, User
from chatscape.store.port import Store
from chatscape.wake import NoWake
from chatscape.wiring import Application, compose
from messaging.domain import Draft, Message
from tests.engines import Engine

MESSAGES = 500


def application(store: Store) -> tuple[Application, User, User]:
    """ChatScape over a store, with Alice and Bob in it."""
    chat = compose(store, NoWake())
    alice, bob = (
        chat.users.sign_in(Identity("https://id", name, f"{name}@example.com", name))
        for name in ("alice", "bob")
    )
    return chat, alice, bob


def test_two_writers_share_one_gapless_order(engine: Engine) -> None:
    chat, alice, bob = application(engine.open())
    chat.address_book.add(alice, "Bob", bob.email)
    chat.address_book.add(bob, "Alice", alice.email)
    failures: list[BaseException] = []
    together = threading.Barrier(2)

    def write(sender: User, recipient: User) -> None:
        try:
            together.wait()
            for number in range(MESSAGES):
                contact = chat.contacts.find(sender.id, recipient.id)
                draft = Draft(f"{sender.name} {number}", f"client id {number}")
                chat.messenger.send(sender, contact, draft)
        except BaseException as failure:  # noqa: BLE001 - reported by the main thread
            failures.append(failure)

    threads = [threading.Thread(target=write, args=pair) for pair in ((alice, bob), (bob, alice))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    seen = [everything(chat, *pair) for pair in ((alice, bob), (bob, alice))]
    assert seen[0] == seen[1]
    assert [message.seq for message in seen[0]] == list(range(1, 2 * MESSAGES + 1))
    for name in ("alice", "bob"):
        said = [m.body for m in seen[0] if m.body.startswith(name)]
        assert said == [f"{name} {number}" for number in range(MESSAGES)]


def everything(chat: Application, owner, other):  # type: ignore[no-untyped-def]
    contact = chat.contacts.find(owner.id, other.id)
    assert contact
    found: list[Message] = []
    while page := chat.messages.after(owner.id, contact, found[-1].seq if found else 0).messages:
        found += page
    return found


@pytest.mark.parametrize("owner_first", [True, False])
def test_the_rows_end_at_the_last_number(store: Store, owner_first: bool) -> None:
    chat, alice, bob = application(store)
    chat.address_book.add(alice, "Bob", bob.email)
    sender, recipient = alice, bob
    if not owner_first:
        chat.address_book.add(bob, "Alice", alice.email)
        sender, recipient = bob, alice

    for number in range(3):
        contact = chat.contacts.find(sender.id, recipient.id)
        chat.messenger.send(sender, contact, Draft(f"text {number}", f"id {number}"))

    rows = [
        chat.contacts.find(sender.id, recipient.id),
        chat.contacts.find(recipient.id, sender.id),
    ]
    assert [row.last_seq for row in rows] == [3, 3]
    assert [row.unread for row in rows] == [0, 3]
