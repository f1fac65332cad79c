"""What a push service answers, and what becomes of the device behind it."""

import pytest

from accounts.domain import DAY, HOUR, MINUTE
from chatscape import wiring
from chatscape.pseudonyms import pseudonym
from chatscape.store.meter import Meter
from chatscape.store.port import Store
from notifications.delivery import BUDGET
from notifications.domain import MAX_PAUSE, Device
from tests.people import Person, friends

from .conftest import House, open_house
from .gadget import Gadget
from .push_service import PushService, Reply


@pytest.fixture
def phone(alice: Person, bob: Person) -> Gadget:
    """Bob's, who is friends with Alice."""
    friends(alice, bob)
    gadget = Gadget()
    gadget.subscribes(bob)
    return gadget


def devices_of(person: Person) -> tuple[Device, ...]:
    return wiring.notifications().devices.all(person.id).devices


def sends(house: House, alice: Person, bob: Person, *replies: Reply) -> int:
    """A message that the push service answers so; how often it was asked."""
    house.service.replies[:] = replies
    asked = len(house.service.received)
    alice.sends(bob, "hello")
    assert house.worker.wait()
    return len(house.service.received) - asked


@pytest.mark.parametrize("status", [404, 410])
def test_a_dead_subscription_is_dropped(
    house: House, alice: Person, bob: Person, phone: Gadget, status: int
) -> None:
    assert sends(house, alice, bob, Reply(status)) == 1

    assert devices_of(bob) == ()
    assert sends(house, alice, bob) == 0


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_service_is_asked_again_after_a_moment(
    house: House, alice: Person, bob: Person, phone: Gadget, status: int
) -> None:
    assert sends(house, alice, bob, Reply(status), Reply(status)) == 3

    assert house.slept == [1, 4]
    (device,) = devices_of(bob)
    assert (device.failures, device.paused_until) == (0, 0)


def test_a_short_wait_that_it_asks_for_is_kept(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    assert sends(house, alice, bob, Reply(429, {"Retry-After": "3"})) == 2

    assert house.slept == [3]


def test_a_service_that_stays_busy_is_left_alone_for_longer_and_longer(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    pauses = []
    for _ in range(12):
        before = int(house.clock())
        assert sends(house, alice, bob, *[Reply(503)] * 3) == (1 if pauses else 3)
        (device,) = devices_of(bob)
        pauses.append(device.paused_until - before)
        assert sends(house, alice, bob) == 0
        house.later += pauses[-1]

    assert [round(it / MINUTE) for it in pauses[:4]] == [1, 2, 4, 8]
    assert max(pauses) <= MAX_PAUSE + 1
    assert pauses[-1] >= MAX_PAUSE

    house.later += 1
    assert sends(house, alice, bob) == 1
    (device,) = devices_of(bob)
    assert (device.failures, device.paused_until) == (0, 0)


@pytest.mark.parametrize(
    ("asked", "pause"), [("600", 600), ("99999999", MAX_PAUSE), (str(HOUR), HOUR)]
)
def test_a_long_wait_that_it_asks_for_is_kept_without_waiting(
    house: House, alice: Person, bob: Person, phone: Gadget, asked: str, pause: int
) -> None:
    before = int(house.clock())

    assert sends(house, alice, bob, Reply(429, {"Retry-After": asked})) == 1

    (device,) = devices_of(bob)
    assert before + pause <= device.paused_until <= before + pause + MINUTE
    assert house.slept == []


@pytest.mark.parametrize(
    "asked", ["Fri, 27 Nov 2026 22:00:00 GMT", "-5", "soon", "9" * 5_000, "٣", ""]
)
def test_a_wait_that_is_no_number_of_seconds_is_none(
    house: House, alice: Person, bob: Person, phone: Gadget, asked: str
) -> None:
    headers = {"Retry-After": asked.encode().decode("latin-1")}

    assert sends(house, alice, bob, Reply(503, headers)) == 2
    assert house.slept == [1]


@pytest.mark.parametrize("status", [400, 401, 403, 413, 301, 307, 304])
def test_a_refusal_is_logged_and_not_repeated(
    house: House,
    alice: Person,
    bob: Person,
    phone: Gadget,
    status: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reply = Reply(status, {"Location": "https://127.0.0.1/"})

    assert sends(house, alice, bob, reply) == 1

    (device,) = devices_of(bob)
    assert device.failures == 1
    assert f"push_refused service=push.example.com cause={status}" in caplog.text
    assert phone.endpoint not in caplog.text


def test_a_device_that_fails_keeps_nobody_else_waiting(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    sends(house, alice, bob, Reply(403))
    house.later += DAY // 24
    tablet = Gadget()
    tablet.subscribes(bob, bob.new_browser())

    sends(house, alice, bob)

    paths = [it.path for it in house.service.received[-2:]]
    assert [it.rpartition("/")[2] for it in paths] == [
        it.endpoint.rpartition("/")[2] for it in (tablet, phone)
    ]


def test_one_persons_devices_take_no_more_than_their_time(
    house: House, alice: Person, bob: Person, phone: Gadget, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(9):
        Gadget().subscribes(bob, bob.new_browser())
    house.pace = 4

    assert sends(house, alice, bob) == BUDGET // house.pace
    assert f"push_dropped cause=budget user={pseudonym(bob.id)}" in caplog.text


def test_what_a_browser_asks_anew_is_not_paused(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    sends(house, alice, bob, Reply(403))
    phone.subscribes(bob, bob.new_browser())

    assert sends(house, alice, bob) == 1


def test_both_engines_keep_pauses_and_drop_what_is_dead(
    service: PushService, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = open_house(store, service, monkeypatch)
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    phone, tablet = Gadget(), Gadget()
    phone.subscribes(bob)
    tablet.subscribes(bob, bob.new_browser())

    sends(house, alice, bob, Reply(403), Reply(410))

    (device,) = devices_of(bob)
    assert device.failures == 1
    house.later += DAY // 24
    sends(house, alice, bob)
    (device,) = devices_of(bob)
    assert (device.failures, device.paused_until) == (0, 0)


def test_telling_costs_one_read_where_nobody_wants_to_be_told(
    house: House, alice: Person, bob: Person
) -> None:
    friends(alice, bob)
    announcements = wiring.announcements()
    assert announcements
    alice.sends(bob, "hello")
    house.worker.wait()

    with Meter.measure() as cost:
        announcements.announce(alice.id, bob.id, 1)
    assert (cost.reads, cost.read_units, cost.writes) == (1, 1, 0)

    for _ in range(2):
        Gadget().subscribes(bob)
    with Meter.measure() as cost:
        announcements.announce(alice.id, bob.id, 1)
    assert (cost.reads, cost.read_units, cost.writes) == (3, 3, 0)
    assert len(house.service.received) == 2
