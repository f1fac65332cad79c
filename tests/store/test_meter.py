"""Costs by DynamoDB's documented rules: the same on every engine, which are no oracle for them."""

import pytest

from chatscape.store.meter import Cost, Meter
from chatscape.store.port import (
    Absent,
    Check,
    ConditionFailed,
    Delete,
    Key,
    Present,
    Put,
    Update,
)
from chatscape.store.size import item_bytes

KEY = Key("p", "s")
OTHER = Key("p", "t")
OVERHEAD = len("partition" + "p" + "sort" + "s" + "body")


def of_size(size: int) -> dict[str, str]:
    return {"body": "x" * (size - OVERHEAD)}


@pytest.fixture
def meter(store):
    return Meter(store, exact=True)


def cost_of(meter, *writes) -> int:
    with meter.measure() as cost:
        meter.write(*writes)
    assert (cost.calls, cost.writes, cost.reads, cost.read_units) == (1, 1, 0, 0)
    return cost.write_units


@pytest.mark.parametrize(
    ("item", "size"),
    [
        ({}, 15),
        ({"body": "é😀"}, 15 + 4 + 6),
        ({"é": ""}, 15 + 2),
        ({"flag": True, "off": False}, 15 + 5 + 4),
        ({"n": 0}, 15 + 1 + 1),
        ({"n": 1}, 15 + 1 + 2),
        ({"n": 99}, 15 + 1 + 2),
        ({"n": 100}, 15 + 1 + 2),
        ({"n": 101}, 15 + 1 + 3),
        ({"n": -12345}, 15 + 1 + 5),
        ({"n": 1_000_000_000_000}, 15 + 1 + 2),
    ],
)
def test_an_item_counts_its_names_and_values(item, size):
    assert item_bytes(KEY, item) == size


def test_a_read_costs_a_unit_for_four_kilobytes(meter):
    for size, units in ((100, 1), (4096, 1), (4097, 2), (9000, 3)):
        meter.write(Put(KEY, of_size(size)))
        with meter.measure() as cost:
            meter.get(KEY)
        assert cost == Cost(reads=1, read_units=units)
        with meter.measure() as cost:
            meter.get(KEY, consistent=False)
        assert cost == Cost(reads=1, read_units=units / 2)


def test_finding_nothing_costs_the_least(meter):
    with meter.measure() as cost:
        meter.get(KEY)
        meter.get(KEY, consistent=False)
        meter.query("p", limit=5)

    assert cost == Cost(reads=3, read_units=2.5)


def test_a_query_costs_the_sum_of_its_items(meter):
    meter.write(*(Put(Key("p", str(number)), of_size(1500)) for number in range(5)))

    with meter.measure() as cost:
        meter.query("p", limit=3)

    assert cost == Cost(reads=1, read_units=2)


def test_a_write_costs_a_unit_for_each_kilobyte(meter):
    for size, units in ((100, 1), (1024, 1), (1025, 2)):
        meter.write(Delete(KEY))
        assert cost_of(meter, Put(KEY, of_size(size))) == units


def test_a_batch_costs_twice_as_much(meter):
    meter.write(Put(OTHER, of_size(2000)))

    assert cost_of(meter, Put(KEY, of_size(1025)), Check(OTHER, when=Present())) == 8


def test_the_larger_of_before_and_after_counts(meter):
    meter.write(Put(KEY, of_size(3000)))

    assert cost_of(meter, Update(KEY, {"body": ""})) == 3
    assert cost_of(meter, Update(KEY, {"body": "x" * 2040}, add={"n": 1})) == 3
    assert cost_of(meter, Put(KEY, {})) == 3
    assert cost_of(meter, Delete(KEY)) == 1
    assert cost_of(meter, Delete(KEY)) == 1


def test_a_condition_that_fails_costs_too(meter):
    with meter.measure() as cost, pytest.raises(ConditionFailed):
        meter.write(Update(KEY, {"a": 1}))

    assert cost == Cost(writes=1, write_units=1)


def test_a_lone_check_is_a_read(meter):
    with meter.measure() as cost:
        meter.write(Check(KEY, when=Absent()))

    assert cost == Cost(reads=1, read_units=1)


def test_only_the_block_is_measured(meter):
    meter.get(KEY)
    with meter.measure() as outer:
        meter.get(KEY)
        with meter.measure() as inner:
            meter.get(KEY)
    meter.get(KEY)

    assert (outer.calls, inner.calls) == (2, 1)
