"""What get and query promise on every engine."""

import pytest

from chatscape.store.port import Key, Put, Store

LARGE = "x" * 300_000
IMPOSSIBLE = [
    Key("", "s"),
    Key("p", ""),
    Key("p" * 2049, "s"),
    Key("p", "é" * 513),
    Key("\ud800", "s"),
    Key("p", "\udfff"),
]


def put_all(store: Store, partition: str, *sorts: str) -> None:
    for start in range(0, len(sorts), 50):
        store.write(*(Put(Key(partition, sort), {"n": 1}) for sort in sorts[start : start + 50]))


def sorts(items) -> list[str]:
    return [item["sort"] for item in items]


def test_an_item_comes_back_as_it_was_put(store):
    item = {
        "text": 'quotes " and \\ and \n and \N{GRINNING FACE} and e\u0301',
        "empty": "",
        "nul": "a\0b",
        "digits": "1",
        "zero": 0,
        "most": 2**63,
        "least": -(2**63),
        "yes": True,
        "no": False,
        "name with #, : and é": 1,
        "partition_": "a",
        "size": 2,
    }
    store.write(Put(Key("p", "s"), item))

    for found in (store.get(Key("p", "s")), store.query("p", limit=1)[0]):
        assert found == {**item, "sort": "s"}
        assert {name: type(value) for name, value in item.items()} == {
            name: type(found[name]) for name in item
        }


def test_an_item_may_have_no_attributes(store):
    store.write(Put(Key("p", "s"), {}))

    assert store.get(Key("p", "s")) == {"sort": "s"}


def test_nothing_is_found_where_nothing_is(store):
    assert store.get(Key("p", "s")) is None
    assert store.get(Key("p", "s"), consistent=False) is None
    assert list(store.query("p", limit=10)) == []


def test_a_put_replaces_the_whole_item(store):
    store.write(Put(Key("p", "s"), {"a": 1, "b": 2}))
    store.write(Put(Key("p", "s"), {"b": 3}))

    assert store.get(Key("p", "s"), consistent=False) == {"b": 3, "sort": "s"}


def test_a_query_keeps_to_its_partition(store):
    put_all(store, "contacts#a", "1", "2")
    put_all(store, "contacts#ab", "3")
    put_all(store, "contacts#", "4")

    assert sorts(store.query("contacts#a", limit=10)) == ["1", "2"]


def test_sort_keys_are_ordered_by_their_bytes(store):
    keys = ["\0", "\t", "!", "0", "000000000010", "000000000009", "9", "A", "Z", "a", "ab", "z"]
    keys += ["e\u0301", "é", "ß", "а", "\uffff", "\U00010000", "\U0001f600", "\U0010ffff"]
    put_all(store, "p", *reversed(keys))
    by_bytes = sorted(keys, key=str.encode)

    assert sorts(store.query("p", limit=50)) == by_bytes
    assert sorts(store.query("p", limit=50, newest_first=True)) == by_bytes[::-1]


@pytest.mark.parametrize("newest_first", [False, True])
def test_pages_follow_one_another_without_a_gap_or_a_repeat(store, newest_first):
    keys = [f"{number:012}" for number in range(1, 24)]
    put_all(store, "p", *keys)
    expected = keys[::-1] if newest_first else keys

    seen, after = [], None
    while page := sorts(store.query("p", limit=5, start_after=after, newest_first=newest_first)):
        assert len(page) == min(5, len(keys) - len(seen))
        seen += page
        after = page[-1]
    assert seen == expected


def test_a_cursor_need_not_exist(store):
    put_all(store, "p", "10", "20", "30")

    assert sorts(store.query("p", limit=5, start_after="15")) == ["20", "30"]
    assert sorts(store.query("p", limit=5, start_after="15", newest_first=True)) == ["10"]
    assert sorts(store.query("p", limit=5, start_after="99")) == []
    assert sorts(store.query("p", limit=5, start_after="0", newest_first=True)) == []


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_page_is_full_beyond_one_megabyte(store, newest_first):
    for number in range(9):
        store.write(Put(Key("p", str(number)), {"body": LARGE}))

    items = store.query("p", limit=8, newest_first=newest_first)

    expected = "876543210" if newest_first else "012345678"
    assert sorts(items) == list(expected[:8])
    assert all(item["body"] == LARGE for item in items)


def test_the_largest_keys_work(store):
    key = Key("p" * 2048, "\U0010ffff" * 256)
    store.write(Put(key, {"n": 1}))

    assert store.get(key)
    assert sorts(store.query(key.partition, limit=1, newest_first=True)) == [key.sort]


def test_a_key_that_no_store_could_hold_is_refused(store):
    for key in IMPOSSIBLE:
        with pytest.raises(ValueError, match=r"key|surrogates"):
            store.get(key)
        with pytest.raises(ValueError, match=r"key|surrogates"):
            store.write(Put(key, {}))
        with pytest.raises(ValueError, match=r"key|surrogates"):
            store.query(key.partition, limit=1, start_after=key.sort)


def test_a_query_asks_for_at_least_one_item(store):
    with pytest.raises(ValueError, match="0 items"):
        store.query("p", limit=0)
