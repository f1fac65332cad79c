"""Two people write at the same time: one order, no gap, on every engine."""

import threading
from collections import Counter

import pytest

from chatscape.wiring import Application
from tests.engines import Engine
from tests.people import Person, friends

MESSAGES = {"sqlite": 500, "ministack": 500, "moto": 100}  # moto copies its table at every batch


@pytest.fixture
def alice_and_bob(application_over: Application) -> tuple[Person, Person]:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    return alice, bob


def test_two_writers_share_one_gapless_order(
    engine: Engine, alice_and_bob: tuple[Person, Person]
) -> None:
    alice, bob = alice_and_bob
    messages = MESSAGES[engine.name]
    answers: Counter[int] = Counter()
    together = threading.Barrier(2)

    def write(sender: Person, recipient: Person) -> None:
        together.wait()
        for number in range(messages):
            answers[sender.says(recipient, f"{sender.name} {number}").status_code] += 1

    threads = [threading.Thread(target=write, args=pair) for pair in ((alice, bob), (bob, alice))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == {200: 2 * messages}
    seen_by_alice, seen_by_bob = alice.reads_everything(bob), bob.reads_everything(alice)
    assert [(b.seq, b.body) for b in seen_by_alice] == [(b.seq, b.body) for b in seen_by_bob]
    assert [b.seq for b in seen_by_alice] == list(range(1, 2 * messages + 1))
    for name in ("Alice", "Bob"):
        said = [b.body for b in seen_by_alice if b.body.startswith(name)]
        assert said == [f"{name} {number}" for number in range(messages)]
