"""What a batch promises on every engine: all or nothing, under its conditions, within limits."""

import pytest

from chatscape.store.port import (
    Absent,
    Check,
    ConditionFailed,
    Delete,
    ItemTooLarge,
    Key,
    Present,
    Put,
    Update,
)
from tests.engines import wrong_on_moto

KEY = Key("p", "s")
OTHER = Key("p", "t")
LARGEST = 400 * 1024
OVERHEAD = len("partition" + "p" + "sort" + "s" + "body")

HOLDING = [
    Put(KEY, {"a": 2}, when=Present()),
    Put(KEY, {"a": 2}, when=Present({"a": 1, "b": "x", "c": True})),
    Put(OTHER, {"a": 2}, when=Absent()),
    Update(KEY, {"a": 2}),
    Update(KEY, {"a": 2}, when=Present({"a": 1})),
    Delete(KEY, when=Present({"b": "x"})),
    Delete(OTHER),
    Check(KEY, when=Present({"a": 1})),
    Check(OTHER, when=Absent()),
]
FAILING = [
    Put(OTHER, {"a": 2}, when=Present()),
    Put(KEY, {"a": 2}, when=Absent()),
    Put(KEY, {"a": 2}, when=Present({"a": 2})),
    Put(KEY, {"a": 2}, when=Present({"a": 1, "b": "y"})),
    Put(KEY, {"a": 2}, when=Present({"absent": ""})),
    Put(KEY, {"a": 2}, when=Present({"a": "1"})),
    Put(KEY, {"a": 2}, when=Present({"b": 1})),
    Update(OTHER, {"a": 2}),
    Update(OTHER, add={"a": 1}),
    Update(KEY, {"a": 2}, when=Present({"a": 0})),
    Delete(OTHER, when=Present()),
    Delete(KEY, when=Present({"a": 0})),
    Check(OTHER, when=Present()),
    Check(KEY, when=Absent()),
    Check(KEY, when=Present({"c": False})),
]
IMPOSSIBLE = [
    [],
    [Put(Key("p", str(number)), {}) for number in range(101)],
    [Put(KEY, {}), Delete(KEY)],
    [Put(KEY, {"sort": "s"})],
    [Put(KEY, {"partition": "p"})],
    [Put(KEY, {"": 1})],
    [Put(KEY, {"a": "\ud800"})],
    [Put(KEY, {"\udfff": 1})],
    [Put(KEY, {"a": 2**63 + 1})],
    [Put(KEY, {"a": 1.5})],
    [Put(KEY, {"a": None})],
    [Put(KEY, {"expires_at": "tomorrow"})],
    [Put(KEY, {"expires_at": True})],
    [Put(KEY, {}, when=Present({"a": None}))],
    [Update(KEY)],
    [Update(KEY, {"a": 1}, add={"a": 1})],
    [Update(KEY, add={"a": True})],
]


@pytest.fixture
def filled(store):
    store.write(Put(KEY, {"a": 1, "b": "x", "c": True}))
    return store


def everything(store):
    return store.query("p", limit=1000)


def test_conditions_that_hold_let_a_write_pass(filled):
    for write in HOLDING:
        filled.write(Put(KEY, {"a": 1, "b": "x", "c": True}))
        filled.write(Delete(OTHER))
        filled.write(write)
        filled.write(Put(KEY, {"a": 1, "b": "x", "c": True}))
        filled.write(Delete(OTHER))
        filled.write(write, Put(Key("q", "s"), {}))


def test_a_condition_that_fails_is_named_and_nothing_is_written(filled):
    before = everything(filled)
    bystander = Put(Key("p", "z"), {"n": 1})

    for write in FAILING:
        for batch in ([write], [write, bystander], [bystander, write]):
            with pytest.raises(ConditionFailed) as failure:
                filled.write(*batch)
            assert failure.value.write is write
            assert everything(filled) == before


def test_the_first_of_several_failing_writes_is_named(filled):
    first = Put(KEY, {}, when=Absent())
    second = Update(OTHER, {"a": 1})

    with pytest.raises(ConditionFailed) as failure:
        filled.write(Put(Key("p", "z"), {}), first, second)

    assert failure.value.write is first


@wrong_on_moto("it compares with Python's ==, where True is 1")
def test_true_is_not_one(store):
    store.write(Put(KEY, {"flag": True, "count": 1}))

    for attributes in ({"flag": 1}, {"count": True}):
        with pytest.raises(ConditionFailed):
            store.write(Update(KEY, {"x": 1}, when=Present(attributes)))
        with pytest.raises(ConditionFailed):
            store.write(Check(KEY, when=Present(attributes)), Put(OTHER, {}))


def test_an_update_sets_and_counts_and_leaves_the_rest(filled):
    filled.write(Update(KEY, {"b": "y", "new": False}, add={"a": -3, "count": 2}))
    filled.write(Update(KEY, add={"count": 2}), Put(OTHER, {}))

    expected = {"a": -2, "b": "y", "c": True, "new": False, "count": 4, "sort": "s"}
    assert filled.get(KEY) == expected


def test_only_a_number_can_be_added_to(filled):
    for batch in (
        [Update(KEY, add={"b": 1})],
        [Update(KEY, add={"b": 1}), Put(OTHER, {})],
    ):
        with pytest.raises(ValueError):  # noqa: PT011 (several refuse it)
            filled.write(*batch)
    assert len(everything(filled)) == 1


def test_a_deleted_item_is_gone(filled):
    filled.write(Delete(KEY))

    assert filled.get(KEY) is None


def test_a_batch_does_a_hundred_different_things_at_once(store):
    keys = [Key("p", f"{number:03}") for number in range(100)]
    store.write(*(Put(key, {"n": 0}) for key in keys))

    store.write(
        *(Update(key, add={"n": 1}) for key in keys[:40]),
        *(Put(key, {"n": 2}) for key in keys[40:60]),
        *(Delete(key) for key in keys[60:80]),
        *(Check(key, when=Present({"n": 0})) for key in keys[80:]),
    )

    assert [item["n"] for item in everything(store)] == [1] * 40 + [2] * 20 + [0] * 20


def test_a_batch_that_no_store_could_write_is_refused(store):
    for batch in IMPOSSIBLE:
        with pytest.raises(ValueError):  # noqa: PT011 (several refuse it)
            store.write(*batch)

    assert not everything(store)


@wrong_on_moto("it refuses exactly 400 KB")
def test_an_item_of_400_kilobytes_fits(store):
    store.write(Put(KEY, {"body": "x" * (LARGEST - OVERHEAD)}))
    store.write(Put(KEY, {"body": "é" * ((LARGEST - OVERHEAD) // 2)}))


def test_a_larger_item_does_not(store):
    store.write(Put(OTHER, {"body": "x" * 400_000}))
    too_large = Put(KEY, {"body": "é" * (LARGEST // 2)})
    grown = Update(OTHER, {"more": "x" * 10_000})

    for write in (too_large, grown):
        for batch in ([write], [write, Put(Key("q", "s"), {})]):
            with pytest.raises(ItemTooLarge):
                store.write(*batch)
    assert len(everything(store)) == 1
    assert store.get(Key("q", "s")) is None


def test_a_batch_holds_four_megabytes(store):
    body = "x" * 390_000
    with pytest.raises(ItemTooLarge):
        store.write(*(Put(Key("p", str(number)), {"body": body}) for number in range(11)))

    assert not everything(store)
