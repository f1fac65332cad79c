"""What a comparison of two stores finds."""

from collections.abc import Callable

import pytest

from chatscape.store.comparison import Comparison, Difference, Fault
from chatscape.store.port import Delete, Item, Key, Put
from chatscape.store.sqlite import SqliteStore
from chatscape.store.walk import Walkable
from tests.chatscape.copying import COUNT, says
from tests.engines import Engine
from tests.store.whole import dump

SOME = Key("p", "s")


def compared(source: Walkable, target: Walkable) -> list[Difference]:
    return list(Comparison(source, target).differences())


@pytest.mark.parametrize("engine", ["sqlite", "ministack"], indirect=True)
def test_whatever_is_not_alike_is_found(
    source: str, engine: Engine, opened: Callable[[str], Walkable]
) -> None:
    says(source, engine.url)
    one, other = opened(source), opened(engine.url)
    assert compared(one, other) == compared(other, one) == []
    keys = sorted(dump(source), key=lambda key: (key.partition, key.sort))
    first, middle, last = keys[0], keys[COUNT // 2], keys[-1]
    before = one.find([first, middle, last])
    changes: list[tuple[Key, Item]] = [
        (first, {**before[first], "id": not before[first]["id"]}),
        (middle, {**before[middle], "id": "125"}),
        (last, {**before[last], "more": ""}),
        (last, {name: it for name, it in before[last].items() if name != "id"}),
    ]

    for key, item in changes:
        other.store.write(Put(key, item))
        assert compared(one, other) == [Difference(key, Fault.CHANGED)]
        assert compared(other, one) == [Difference(key, Fault.CHANGED)]
        other.store.write(Put(key, before[key]))
    for key in keys[::100]:
        item = other.find([key])[key]
        other.store.write(Delete(key))
        assert compared(one, other) == [Difference(key, Fault.MISSING)]
        assert compared(other, one) == [Difference(key, Fault.SURPLUS)]
        other.store.write(Put(key, item))
    assert compared(one, other) == []


def test_a_number_is_not_taken_for_a_truth(
    source: str, target: str, opened: Callable[[str], Walkable]
) -> None:
    one, other = opened(source), opened(target)
    one.store.write(Put(SOME, {"flag": True}))
    says(source, target)
    other.store.write(Put(SOME, {"flag": 1}))

    assert compared(one, other) == [Difference(SOME, Fault.CHANGED)]


def test_what_expires_meanwhile_is_no_difference(
    file: SqliteStore, source: str, target: str, opened: Callable[[str], Walkable]
) -> None:
    file.write(Put(SOME, {"expires_at": 3_000_000_000}))
    one, other = opened(source), opened(target)

    def later() -> float:
        return 3_000_000_000

    assert Difference(SOME, Fault.MISSING) in Comparison(one, other).differences()
    assert Difference(SOME, Fault.MISSING) not in Comparison(one, other, clock=later).differences()
