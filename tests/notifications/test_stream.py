"""What the stream of the table says, told to people on Lambda."""

import copy
from typing import Any

import pytest

from chatscape import wiring
from chatscape.push_stream import handler
from chatscape.store.port import Key, Put
from messaging.announcements import Queued
from notifications.worker import Worker
from tests.people import Person, friends

from .gadget import Gadget
from .push_service import PushService
from .stream import NOTHING_FAILED, ZEROS, Away, record_of

ONES = "1" * 20


def record(alice: Person, bob: Person, seq: int = 1) -> dict[str, Any]:
    """As DynamoDB Streams write it."""
    keys = {
        "partition": {"S": "conversation#" + "#".join(sorted((alice.id, bob.id)))},
        "sort": {"S": f"{seq:012d}"},
    }
    image = {
        "sender": {"S": alice.id},
        "body": {"S": "hello"},
        "sent_at": {"N": "1796000000000"},
        "client_id": {"S": "8d2f6c1e-0b7a-4f39-9c55-2f0e6a1b7d34"},
    }
    found = record_of(keys, seq)
    found["dynamodb"]["NewImage"] |= image
    return found


def test_an_inserted_message_is_announced(
    people: tuple[Person, Person, Gadget], service: PushService
) -> None:
    alice, bob, phone = people
    assert service.received == []

    assert handler({"Records": [record(alice, bob)]}) == NOTHING_FAILED

    (call,) = service.received
    assert phone.reads(call.body)["contact"] == alice.id


def test_a_record_that_comes_again_does_no_harm(
    people: tuple[Person, Person, Gadget], service: PushService
) -> None:
    alice, bob, _ = people
    handler({"Records": [record(alice, bob)]})
    bob.marks_read(alice, 1)

    assert handler({"Records": [record(alice, bob)] * 2}) == NOTHING_FAILED
    assert len(service.received) == 1


def changed(path: str, value: object) -> Any:
    def change(found: dict[str, Any]) -> dict[str, Any]:
        *parents, last = path.split(".")
        target = found = copy.deepcopy(found)
        for name in parents:
            target = target[name]
        if value is None:
            del target[last]
        else:
            target[last] = value
        return found

    return change


OTHERS = {
    "modified": changed("eventName", "MODIFY"),
    "removed by its time": changed("eventName", "REMOVE"),
    "no name": changed("eventName", None),
    "no image": changed("dynamodb.NewImage", None),
    "no keys": changed("dynamodb.Keys", None),
    "withheld": changed("dynamodb.Keys.partition", {"S": f"withheld#{ZEROS}#{ONES}"}),
    "a profile": changed("dynamodb.Keys.partition", {"S": f"user#{ZEROS}"}),
    "a marker": changed("dynamodb.Keys.partition", {"S": f"sent#{ZEROS}#{ONES}#x"}),
    "other people": changed("dynamodb.Keys.partition", {"S": f"conversation#{ZEROS}#{ONES}"}),
    "one person": changed("dynamodb.Keys.partition", {"S": f"conversation#{ZEROS}"}),
    "a number as key": changed("dynamodb.Keys.partition", {"N": "5"}),
    "no number": changed("dynamodb.Keys.sort", {"S": "settings"}),
    "another sender": changed("dynamodb.NewImage.sender", {"S": ZEROS}),
    "a sender that is no text": changed("dynamodb.NewImage.sender", {"NULL": True}),
    "nothing of a table": changed("dynamodb", None),
    "text": lambda _: "record",
    "null": lambda _: None,
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_whatever_else_happens_in_the_table_is_passed_over(
    people: tuple[Person, Person, Gadget], service: PushService, other: Any
) -> None:
    alice, bob, _ = people

    assert handler({"Records": [other(record(alice, bob))]}) == NOTHING_FAILED
    assert service.received == []


@pytest.mark.parametrize("event", [{}, {"Records": None}, {"Records": "x"}, {"Records": []}])
def test_an_event_without_records_is_done_at_once(event: dict[str, Any]) -> None:
    assert handler(event) == NOTHING_FAILED


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_where_the_store_is_away_the_rest_comes_again(
    people: tuple[Person, Person, Gadget], away: Away, service: PushService
) -> None:
    alice, bob, _ = people
    records = [{"eventName": "MODIFY"}, record(alice, bob, 1), record(alice, bob, 2)]
    away.is_away = True

    first = records[1]["dynamodb"]["SequenceNumber"]
    assert handler({"Records": records}) == {"batchItemFailures": [{"itemIdentifier": first}]}
    assert service.received == []

    away.is_away = False
    assert handler({"Records": records[1:2]}) == NOTHING_FAILED
    assert len(service.received) == 1


def test_what_fails_for_no_known_reason_holds_up_nothing(
    people: tuple[Person, Person, Gadget], service: PushService, caplog: pytest.LogCaptureFixture
) -> None:
    """As the list of devices of somebody whose item an older version has written."""
    alice, bob, _ = people
    carol = Person("Carol")
    friends(carol, bob)
    friends(alice, carol)
    wiring.store().write(Put(Key(f"push#{carol.id}", "0" * 32), {"endpoint": "of another shape"}))
    alice.sends(carol, "hello")
    records = [record(alice, carol), record(alice, bob)]

    assert handler({"Records": records}) == NOTHING_FAILED

    assert len(service.received) == 1
    assert "unhandled_exception" in caplog.text
    assert "push_dropped cause=error" in caplog.text  # which an alarm counts
    assert "of another shape" not in caplog.text


def test_a_site_without_a_key_tells_nobody(own_store: None) -> None:
    alice, bob = Person("Alice"), Person("Bob")

    assert handler({"Records": [record(alice, bob)]}) == NOTHING_FAILED


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_server_whose_store_is_away_says_so_and_goes_on(
    people: tuple[Person, Person, Gadget],
    away: Away,
    service: PushService,
    caplog: pytest.LogCaptureFixture,
) -> None:
    alice, bob, _ = people
    announcements, worker = wiring.announcements(), Worker()
    assert announcements
    away.is_away = True

    Queued(announcements, worker).arrived(alice.id, bob.id, 1)

    assert worker.wait()
    assert "store_unavailable" in caplog.text
    away.is_away = False
    Queued(announcements, worker).arrived(alice.id, bob.id, 1)
    assert worker.wait()
    assert len(service.received) == 1
