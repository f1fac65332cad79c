"""What has expired is deleted from the file, as DynamoDB's TTL does it."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from chatscape.store.port import (
    Absent,
    Check,
    ConditionFailed,
    Key,
    Present,
    Put,
    StoreUnavailable,
)
from chatscape.store.sqlite import DELETED_AT_ONCE, DELETED_BY_A_BATCH, SqliteStore
from chatscape.store.sqlite_statements import TABLE
from tests.store.sqlite_processes import COUNTER, append

KEY = Key("p", "s")
OTHER = Key("q", "t")


@pytest.fixture
def store(path, clock):
    with closing(SqliteStore(path, patience=0.2, clock=clock)) as store:
        yield store


def rows(path: Path, partition: str = "p") -> list[str]:
    """The sort keys of a partition that are in the table, expired or not."""
    with closing(sqlite3.connect(path)) as file:
        found = file.execute("SELECT sort FROM items WHERE partition = ?", (partition,))
        return [sort for (sort,) in found]


def fill(path: Path, count: int, expires_at: int) -> None:
    """What has the higher number expires a second earlier."""
    with closing(sqlite3.connect(path)) as file, file:
        for number in range(count):
            item = f'{{"expires_at":{expires_at - number}}}'
            file.execute("INSERT INTO items VALUES ('p', ?, ?)", (f"{number:04}", item))


def test_the_next_batch_deletes_what_has_expired(store, path, clock):
    store.write(Put(KEY, {"expires_at": clock.now + 60}))

    clock.now += 59
    store.write(Put(OTHER, {}))
    assert rows(path) == ["s"]

    clock.now += 1
    store.write(Put(OTHER, {}))
    assert rows(path) == []
    assert rows(path, "q") == ["t"]


def test_a_batch_deletes_a_few_and_first_what_expired_first(store, path, clock):
    left = 2 * DELETED_BY_A_BATCH + 5
    fill(path, left, clock.now)

    while left:
        left = max(0, left - DELETED_BY_A_BATCH)
        store.write(Put(OTHER, {}))
        assert rows(path) == [f"{number:04}" for number in range(left)]


def test_a_batch_that_fails_deletes_nothing(store, path, clock):
    fill(path, 1, clock.now)

    with pytest.raises(ConditionFailed):
        store.write(Put(OTHER, {}), Check(KEY, when=Present()))

    assert rows(path) == ["0000"]


def test_a_batch_has_one_time_for_its_conditions_and_for_what_it_deletes(path, clock):
    def ticking() -> float:
        clock.now += 1
        return clock.now

    with closing(SqliteStore(path, clock=ticking)) as store:
        keys = [Key("p", f"{number:03}") for number in range(10)]
        expires_at = clock.now + 2
        store.write(*(Put(key, {"expires_at": expires_at}) for key in keys))
        clock.now = expires_at - 2

        store.write(*(Check(key, when=Present()) for key in keys))
        assert len(rows(path)) == 10

        store.write(*(Check(key, when=Absent()) for key in keys))
        assert rows(path) == []


def test_opening_deletes_all_that_has_expired(store, path, clock):
    fill(path, 2 * DELETED_AT_ONCE + 5, clock.now + 5)

    SqliteStore(path, clock=clock)

    assert rows(path) == [f"{number:04}" for number in range(5)]


def test_a_file_that_is_being_written_opens_and_is_cleaned_later(store, path, clock):
    store.write(Put(KEY, {"a": 1}), Put(OTHER, {"a": 1}))
    fill(path, 1, clock.now)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(SqliteStore(path, patience=0.2, clock=clock)) as second:
            assert second.get(OTHER) == {"a": 1, "sort": "t"}
            other.rollback()
            assert rows(path) == ["0000", "s"]
            second.write(Put(OTHER, {}))

    assert rows(path) == ["s"]


def test_a_file_from_before_is_cleaned_too(path, clock):
    with closing(sqlite3.connect(path)) as file:
        file.execute(TABLE)
        file.execute("""INSERT INTO items VALUES ('q', 't', '{"a":1}')""")
        file.commit()
    fill(path, 30, clock.now + 1)

    with closing(SqliteStore(path, clock=clock)) as store:
        assert rows(path) == ["0000"]
        assert store.get(OTHER) == {"a": 1, "sort": "t"}
        clock.now += 1
        store.write(Put(Key("q", "u"), {}))
        assert rows(path) == []


def test_a_batch_looks_through_nothing(store, path, clock):
    """Each statement of it finds its rows by the primary key, or by the index of what expires."""
    store.write(Put(OTHER, {}))
    fill(path, 1, clock.now)
    (connection,) = store._idle
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    store.write(Put(KEY, {}), Check(OTHER, when=Present()))
    connection.set_trace_callback(None)

    steps = [
        step
        for statement in statements
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]

    assert any("INDEX expiring" in step for step in steps)
    assert any("PRIMARY KEY" in step for step in steps)
    for step in steps:
        assert step.startswith("SEARCH items USING"), step


def test_a_text_that_speaks_of_expiring_stays(store, path, clock):
    text = 'as "expires_at":1 or {"expires_at":1}'
    store.write(Put(KEY, {"body": text, "expires_at_last": 1}))
    store.write(Put(OTHER, {}))

    for newest_first in (False, True):
        (found,) = store.query("p", limit=1, newest_first=newest_first)
        assert found["body"] == text


def test_a_row_that_is_no_json_is_unavailable(store, path):
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("DROP INDEX expiring")
        file.execute("INSERT INTO items VALUES ('p', 's', '{')")

    with pytest.raises(StoreUnavailable):
        store.query("p", limit=1)
    with pytest.raises(StoreUnavailable):
        store.get(KEY)


def test_a_file_of_before_gets_the_index_of_today(path, clock):
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(TABLE)
        file.execute("CREATE INDEX expiry ON items (json_extract(item, '$.expires_at'))")

    with closing(SqliteStore(path, clock=clock)), closing(sqlite3.connect(path)) as file:
        indexes = {name for (name,) in file.execute("SELECT name FROM pragma_index_list('items')")}
    assert "expiring" in indexes
    assert "expiry" not in indexes


def test_several_writers_delete_and_lose_nothing(path, clock):
    stores = [SqliteStore(path, clock=clock) for _ in range(4)]
    stores[0].write(Put(COUNTER, {"last": 0, "total": 0}))
    fill(path, 500, clock.now)

    def append_some(store: SqliteStore) -> None:
        for number in range(10):
            append(store, str(number))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(append_some, stores))

    assert rows(path) == ["counter"]
    assert rows(path, "messages") == [f"{number:012}" for number in range(1, 41)]
    for store in stores:
        store.close()
