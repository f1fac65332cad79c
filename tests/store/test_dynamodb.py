"""What DynamoDB adds to the contract: throttling, conflicts, answers that get lost, the table."""

import socket
from contextlib import closing
from uuid import uuid4

import pytest

from chatscape.store.dynamodb import DynamoDBStore
from chatscape.store.port import (
    Absent,
    Check,
    ConditionFailed,
    Delete,
    Key,
    Present,
    Put,
    StoreUnavailable,
    Update,
)
from tests.faulty_proxy import Answer, Lose, Stall

KEY = Key("p", "s")
OTHER = Key("p", "t")
TRANSIENT = [
    Answer("ProvisionedThroughputExceededException"),
    Answer("ThrottlingException"),
    Answer("RequestLimitExceeded"),
    Answer("TransactionConflictException"),
    Answer("TransactionInProgressException"),
    Answer("InternalServerError", status=500),
    Answer("ServiceUnavailable", status=503),
    Lose(arrived=False),
]


def cancelled(*codes: str) -> Answer:
    reasons = {"CancellationReasons": [{"Code": code} for code in codes]}
    return Answer("TransactionCanceledException", more=reasons)


@pytest.fixture
def store(proxy):
    table = f"table-{uuid4().hex}"
    with closing(DynamoDBStore(table, proxy.url, read_timeout=60)) as patient:
        patient.create_table()
    proxy.asked.clear()
    with closing(DynamoDBStore(table, proxy.url, read_timeout=2)) as store:
        yield store


def test_what_passes_is_asked_again(store, proxy):
    batch = [Put(OTHER, {}), Check(KEY, when=Present())]
    for fault in TRANSIENT:
        for act in (
            lambda: store.write(Put(KEY, {"a": 1})),
            lambda: store.write(*batch),
            lambda: store.get(KEY),
            lambda: store.query("p", limit=5),
        ):
            proxy.faults.append(fault)
            act()

    assert len(proxy.asked) == 2 * 4 * len(TRANSIENT)
    assert len(store.query("p", limit=5)) == 2


def test_a_conflict_is_tried_again(store, proxy):
    proxy.faults += [
        cancelled("None", "TransactionConflict"),
        cancelled("ThrottlingError", "ProvisionedThroughputExceeded"),
    ]

    store.write(Put(KEY, {}), Put(OTHER, {}))

    assert len(store.query("p", limit=5)) == 2


def test_a_condition_that_failed_beside_a_conflict_is_what_is_told(store, proxy):
    proxy.faults.append(cancelled("TransactionConflict", "ConditionalCheckFailed"))
    second = Put(OTHER, {}, when=Absent())

    with pytest.raises(ConditionFailed) as failure:
        store.write(Put(KEY, {}), second)

    assert failure.value.write is second
    assert proxy.asked == ["TransactWriteItems"]


@pytest.mark.parametrize("fault", [Answer("ThrottlingException"), Lose(arrived=False)], ids=repr)
def test_what_does_not_pass_is_told_and_the_store_recovers(store, proxy, fault):
    proxy.faults += [fault] * 50

    with pytest.raises(StoreUnavailable):
        store.write(Put(KEY, {}), Put(OTHER, {}))
    assert len(proxy.faults) > 25
    proxy.faults.clear()

    assert not store.query("p", limit=5)
    store.write(Put(KEY, {}))
    assert store.get(KEY)


@pytest.mark.parametrize("fault", [Lose(), Stall()], ids=repr)
def test_a_batch_takes_effect_once_though_its_answer_got_lost(store, proxy, fault):
    store.write(Put(KEY, {"count": 0}))
    proxy.faults += [fault, fault]

    store.write(Update(KEY, add={"count": 1}), Put(OTHER, {"a": 1}, when=Absent()))

    assert store.get(KEY) == {"count": 1, "sort": "s"}
    assert store.get(OTHER) == {"a": 1, "sort": "t"}


def test_a_lone_addition_is_not_repeated_when_its_answer_got_lost(store, proxy):
    store.write(Put(KEY, {"count": 0}))
    for fault in (Lose(), Lose(arrived=False), Answer("InternalServerError", status=500)):
        proxy.faults.append(fault)
        with pytest.raises(StoreUnavailable):
            store.write(Update(KEY, add={"count": 1}))

    assert store.get(KEY) == {"count": 1, "sort": "s"}


def test_a_lone_write_never_says_that_it_failed_when_it_may_not_have(store, proxy):
    for write in (Put(KEY, {"a": 1}, when=Absent()), Delete(KEY, when=Present({"a": 1}))):
        proxy.faults.append(Lose())
        with pytest.raises(StoreUnavailable):
            store.write(write)
        assert bool(store.get(KEY)) == isinstance(write, Put)


def test_a_lone_write_that_can_be_repeated_is(store, proxy):
    for write in (
        Put(KEY, {"a": 1}),
        Update(KEY, {"a": 2}),
        Update(KEY, {"b": 3}, when=Present({"a": 2})),
        Delete(KEY),
    ):
        proxy.faults += [Lose(), Stall()]
        store.write(write)

    assert store.get(KEY) is None
    assert len(proxy.asked) == 4 * 3 + 1


def test_a_lone_write_that_did_not_arrive_may_still_fail_its_condition(store, proxy):
    proxy.faults.append(Answer("ThrottlingException"))

    with pytest.raises(ConditionFailed):
        store.write(Update(KEY, {"a": 1}))


def test_what_will_not_pass_is_not_asked_again(store, proxy):
    for code in ("AccessDeniedException", "ResourceNotFoundException"):
        proxy.faults.append(Answer(code))
        with pytest.raises(StoreUnavailable):
            store.get(KEY)

    assert len(proxy.asked) == 2


def test_nobody_there_is_told(aws_environment):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        store = DynamoDBStore("table", f"http://127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(StoreUnavailable):
            store.get(KEY)
        store.close()


def test_a_batch_of_one_is_a_plain_call(store, proxy):
    store.write(Put(KEY, {"a": 1}))
    store.write(Update(KEY, {"a": 2}))
    store.write(Check(KEY, when=Present({"a": 2})))
    store.write(Delete(KEY))
    store.write(Put(KEY, {}), Put(OTHER, {}))

    assert proxy.asked == ["PutItem", "UpdateItem", "GetItem", "DeleteItem", "TransactWriteItems"]


@pytest.mark.parametrize("emulator", ["moto", "ministack"])
def test_the_table_is_made_once_and_cleans_up(request, emulator):
    store = DynamoDBStore(f"table-{uuid4().hex}", request.getfixturevalue(emulator))

    assert store.create_table()
    store.write(Put(KEY, {}))
    assert not store.create_table()

    assert store.get(KEY)
    described = store._client.describe_time_to_live(TableName=store._table)
    assert described["TimeToLiveDescription"] == {
        "AttributeName": "expires_at",
        "TimeToLiveStatus": "ENABLED",
    }
    store.close()
