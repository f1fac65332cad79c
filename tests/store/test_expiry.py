"""An item is gone from the second that it names, whether or not anything has cleaned up."""

import pytest

from chatscape.store.port import Absent, Check, ConditionFailed, Delete, Key, Present, Put, Update

KEY = Key("p", "s")

NOT_PRESENT = [
    Put(KEY, {"a": 2}, when=Present()),
    Put(KEY, {"a": 2}, when=Present({"a": 1})),
    Update(KEY, {"a": 2}),
    Update(KEY, add={"a": 1}),
    Delete(KEY, when=Present()),
    Check(KEY, when=Present()),
]
ABSENT = [
    Put(KEY, {"a": 2}, when=Absent()),
    Put(KEY, {"a": 2}),
    Delete(KEY),
    Check(KEY, when=Absent()),
]


@pytest.fixture
def store(engine, clock):
    return engine.open(clock=clock)


@pytest.fixture
def expired(store, clock):
    store.write(Put(KEY, {"a": 1, "expires_at": clock.now + 60}))
    clock.now += 60
    return store


def test_an_item_is_there_until_it_expires(store, clock):
    store.write(Put(KEY, {"a": 1, "expires_at": clock.now + 60}))

    clock.now += 59
    assert store.get(KEY) == {"a": 1, "expires_at": clock.now + 1, "sort": "s"}
    assert len(store.query("p", limit=5)) == 1
    store.write(Check(KEY, when=Present({"a": 1})))

    clock.now += 1
    assert store.get(KEY) is None
    assert list(store.query("p", limit=5)) == []


@pytest.mark.parametrize("newest_first", [False, True])
def test_expired_items_do_not_shorten_a_page(store, clock, newest_first):
    numbers = [f"{number:03}" for number in range(90)]
    lasting = numbers[::9]
    for start in (0, 45):
        store.write(
            *(
                Put(Key("p", sort), {} if sort in lasting else {"expires_at": clock.now + 1})
                for sort in numbers[start : start + 45]
            )
        )
    clock.now += 1
    expected = lasting[::-1] if newest_first else lasting

    page = store.query("p", limit=4, newest_first=newest_first)
    rest = store.query("p", limit=90, start_after=page[-1]["sort"], newest_first=newest_first)

    assert [item["sort"] for item in page] == expected[:4]
    assert [item["sort"] for item in rest] == expected[4:]


def test_an_expired_item_is_not_present(expired):
    for write in NOT_PRESENT:
        for bystanders in ([], [Put(Key("q", "s"), {})]):
            with pytest.raises(ConditionFailed) as failure:
                expired.write(write, *bystanders)
            assert failure.value.write is write


def test_an_expired_item_is_absent(store, clock):
    for write in ABSENT:
        for bystanders in ([], [Put(Key("q", "s"), {})]):
            store.write(Put(KEY, {"a": 1, "expires_at": clock.now + 60}))
            clock.now += 60
            store.write(write, *bystanders)
            left = {"a": 2, "sort": "s"} if isinstance(write, Put) else None
            assert store.get(KEY) == left


def test_an_item_can_be_kept_longer(store, clock):
    store.write(Put(KEY, {"expires_at": clock.now + 1}))
    store.write(Update(KEY, {"expires_at": clock.now + 100}))
    clock.now += 50

    assert store.get(KEY)


def test_what_a_batch_puts_where_something_expired_stays(store, clock):
    keys = [Key("p", f"{number:03}") for number in range(40)]
    store.write(*(Put(key, {"a": 1, "expires_at": clock.now + 60}) for key in keys))
    clock.now += 60
    anew = [Put(key, {"a": 2, "expires_at": clock.now + 60}, when=Absent()) for key in keys[::2]]

    store.write(*anew, *(Check(key, when=Absent()) for key in keys[1::2]))
    store.write(Put(KEY, {}))

    for number, key in enumerate(keys):
        left = {"a": 2, "expires_at": clock.now + 60, "sort": key.sort}
        assert store.get(key) == (None if number % 2 else left)
