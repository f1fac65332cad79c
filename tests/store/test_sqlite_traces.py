"""What was deleted from the file leaves no bytes in it, nor in the log beside it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from chatscape.store.port import Key, Put
from chatscape.store.sqlite import SqliteStore

KEY = Key("p", "s")
OTHER = Key("q", "t")
CANARY = "what nobody is to read any more"


@pytest.fixture
def store(path, clock):
    with closing(SqliteStore(path, patience=0.2, clock=clock)) as store:
        yield store


def places_of_the_canary(path: Path) -> list[str]:
    files = [path, path.with_name(f"{path.name}-wal")]
    return [it.name for it in files if it.exists() and CANARY.encode() in it.read_bytes()]


@pytest.mark.parametrize("size", [1, 3000])
def test_the_bytes_are_gone_after_a_checkpoint(store, path, clock, size):
    store.write(*(Put(Key("p", str(n)), {"text": "x" * 300}) for n in range(30)))
    store.write(Put(KEY, {"text": CANARY * size, "expires_at": clock.now + 1}))
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert places_of_the_canary(path) == [path.name]

        clock.now += 1
        store.write(Put(OTHER, {}))
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert places_of_the_canary(path) == []


def test_the_bytes_are_gone_when_nobody_has_the_file_open(store, path, clock):
    store.write(Put(KEY, {"text": CANARY, "expires_at": clock.now + 1}))
    clock.now += 1
    store.write(Put(OTHER, {}))
    assert places_of_the_canary(path) == [f"{path.name}-wal"]

    store.close()

    assert places_of_the_canary(path) == []


def test_the_bytes_are_gone_when_the_log_was_written_over(store, path, clock):
    """However large it had become: here, while somebody read and kept it from beginning anew."""
    page = "x" * 390_000  # a hundred of them
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM items").fetchall()
        for _ in range(15):
            store.write(Put(OTHER, {"text": page}))
        store.write(Put(KEY, {"text": CANARY, "expires_at": clock.now + 1}))
    clock.now += 1

    for _ in range(22):
        store.write(Put(OTHER, {"text": page}))

    assert places_of_the_canary(path) == []


def test_every_connection_deletes_for_good(store):
    with store._connection() as one, store._connection() as other:
        for connection in (one, other):
            assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
