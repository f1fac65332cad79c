import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chatscape import wiring
from chatscape.store.meter import Meter
from chatscape.store.port import Store
from chatscape.store.sqlite import SqliteStore
from chatscape.wake import NoWake
from notifications.vapid import Vapid, new_private_key
from notifications.worker import Worker
from tests.people import Person, friends

from .gadget import Gadget
from .push_service import PushService
from .stream import Away

SUBJECT = "https://chat.example.com"


@dataclass
class House:
    """A site with push, and the push service that its notifications go to."""

    service: PushService
    vapid: Vapid
    worker: Worker = field(default_factory=Worker)
    slept: list[float] = field(default_factory=list)
    later: float = 0
    """Seconds by which the clock of the delivery is ahead."""
    pace: int = 0
    """Seconds that pass whenever the delivery looks at its clock."""

    def clock(self) -> float:
        self.later += self.pace
        return time.time() + self.later

    def told(self, gadget: Gadget) -> list[dict[str, object]]:
        """Everything that a device was told, once all is sent."""
        assert self.worker.wait()
        path = gadget.endpoint.partition("com")[2]
        return [gadget.reads(it.body) for it in self.service.received if it.path == path]


def open_house(store: Store, service: PushService, monkeypatch: pytest.MonkeyPatch) -> House:
    house = House(service, Vapid(new_private_key(), SUBJECT))
    push = wiring.Push(
        house.vapid, service.transport(), house.worker, house.slept.append, house.clock
    )
    application = wiring.compose(Meter(store), NoWake(), push)
    monkeypatch.setattr(wiring, "application", lambda: application)
    return house


@pytest.fixture
def service(tmp_path: Path) -> Iterator[PushService]:
    with PushService(tmp_path) as service:
        yield service


@pytest.fixture
def house(service: PushService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    house = open_house(SqliteStore(tmp_path / "house.sqlite3"), service, monkeypatch)
    yield house
    service.released.set()
    house.worker.wait()


@pytest.fixture
def alice(house: House) -> Person:
    return Person("Alice")


@pytest.fixture
def bob(house: House) -> Person:
    return Person("Bob")


@pytest.fixture
def away(store: Store, service: PushService, monkeypatch: pytest.MonkeyPatch) -> Away:
    """A site without a worker: whatever is told, the stream tells."""
    away = Away(store)
    push = wiring.Push(Vapid(new_private_key(), SUBJECT), service.transport())
    application = wiring.compose(away, NoWake(), push)
    monkeypatch.setattr(wiring, "application", lambda: application)
    return away


@pytest.fixture
def people(away: Away) -> tuple[Person, Person, Gadget]:
    alice, bob, phone = Person("Alice"), Person("Bob"), Gadget()
    friends(alice, bob)
    phone.subscribes(bob)
    alice.sends(bob, "hello")
    return alice, bob, phone
