"""A store from end to end, on every engine: each item once, and exactly as it is."""

from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest

from chatscape.store.port import Key, Put, StoreUnavailable
from chatscape.store.walk import PAGE, Entry, Walkable
from chatscape.stores import open_walk
from tests.engines import Engine
from tests.faulty_proxy import Answer, DoPart, FaultyProxy, Lose
from tests.store.whole import dump, fill, typed

VALUES = {
    **dict.fromkeys(["yes", "é", "$.a", "a.b"], True),
    **dict.fromkeys(["no", "[0]"], False),
    **{str(number): number for number in (0, 1, -1, 100, 10**18, 2**63, -(2**63))},
    **{f"text {text}": text for text in ("", "0", "1", "1.0", "true", "null", "a\0b", "'\"\\")},
    "lines": "a\r\nb\u2028c\N{GRINNING FACE}",
}
LATER = 4_000_000_000


@pytest.fixture
def walk(engine: Engine) -> Iterator[Walkable]:
    with closing(open_walk(engine.url)) as walk:
        yield walk


def keys(walk: Walkable, after: Key | None = None) -> list[Key]:
    return [entry.key for page in walk.pages(after) for entry in page.entries]


def test_a_walk_meets_every_item_once(engine: Engine, walk: Walkable) -> None:
    expected = fill(engine.open(), 2 * PAGE + 30)

    found = keys(walk)

    assert len(found) == len(set(found)) == len(expected)
    assert dump(engine.url) == typed(expected)


def test_a_walk_is_in_pages_and_goes_on_behind_each(engine: Engine, walk: Walkable) -> None:
    fill(engine.open(), 2 * PAGE + 30)
    pages = list(walk.pages())

    assert [len(page.entries) for page in pages] == [PAGE, PAGE, 30]
    assert pages[-1].end is None
    for number, page in enumerate(pages[:-1], start=1):
        rest = [entry.key for later in pages[number:] for entry in later.entries]
        assert keys(walk, page.end) == rest


def test_an_empty_store_has_one_empty_page(walk: Walkable) -> None:
    assert [(list(page.entries), page.end) for page in walk.pages()] == [([], None)]


def test_what_has_expired_is_neither_met_nor_found(walk: Walkable) -> None:
    over, later = Key("p", "over"), Key("p", "later")
    walk.put([Entry(later, {"expires_at": LATER}), Entry(over, {"expires_at": 1_000_000_000})])

    assert keys(walk) == [later]
    assert walk.find([over, later]) == {later: {"expires_at": LATER}}


def test_values_are_put_and_found_exactly(walk: Walkable) -> None:
    key = Key("p\0q", "s\N{GRINNING FACE}")

    walk.put([Entry(key, VALUES)])

    found = walk.find([key, Key("p", "absent")])
    assert typed({key: VALUES}) == typed(found)
    assert walk.store.get(key) == {**VALUES, "sort": key.sort}


def test_the_largest_items_are_put_together(walk: Walkable) -> None:
    entries = [Entry(Key("p", f"{n:02}"), {"body": "x" * 390_000}) for n in range(27)]

    walk.put(entries)

    assert keys(walk) == [entry.key for entry in entries]


@pytest.fixture
def behind_proxy(proxy: FaultyProxy) -> Iterator[Walkable]:
    engine = Engine("ministack", f"table-{uuid4().hex}", proxy.url)
    with closing(open_walk(engine.url)) as walk:
        engine.open().create_table()
        proxy.asked.clear()
        yield walk
    engine.close()


@pytest.mark.parametrize(
    "fault",
    [
        *(DoPart(7), DoPart(1), DoPart(0)),
        *(Answer("ProvisionedThroughputExceededException"), Lose(), Lose(arrived=False)),
    ],
    ids=repr,
)
def test_what_was_not_done_is_asked_for_again(
    behind_proxy: Walkable, proxy: FaultyProxy, fault: DoPart | Answer | Lose
) -> None:
    entries = [Entry(Key("p", f"{number:02}"), {"n": number}) for number in range(25)]

    proxy.faults += [fault, fault]
    behind_proxy.put(entries)
    assert proxy.asked == ["BatchWriteItem"] * 3

    proxy.faults += [fault, fault]
    found = behind_proxy.find([entry.key for entry in entries])
    assert proxy.asked[3:] == ["BatchGetItem"] * 3
    assert [Entry(key, found[key]) for key in sorted(found, key=lambda key: key.sort)] == entries


def test_what_is_never_done_is_told(behind_proxy: Walkable, proxy: FaultyProxy) -> None:
    entry = Entry(Key("p", "s"), {"n": 1})
    proxy.faults += [DoPart(0)] * 40

    with pytest.raises(StoreUnavailable):
        behind_proxy.put([entry])
    with pytest.raises(StoreUnavailable):
        behind_proxy.find([entry.key])

    proxy.faults.clear()
    behind_proxy.store.write(Put(entry.key, {"n": 2}))
    assert behind_proxy.find([entry.key]) == {entry.key: {"n": 2}}
