"""What becomes of the store when its file or its folder is not as it should be."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from chatscape.store.port import Key, Put, StoreCorrupt, StoreUnavailable
from chatscape.store.sqlite import SqliteStore
from tests.store.disk import full_disk, read_only

KEY = Key("p", "s")


@pytest.fixture
def store(path):
    store = SqliteStore(path, patience=0.2)
    yield store
    store.close()


def test_a_full_disk_is_unavailable_until_there_is_room(store, path):
    store.write(Put(KEY, {"n": 0}))
    large = [Put(Key("q", str(number)), {"body": "x" * 300_000}) for number in range(5)]

    with full_disk(path):
        for _ in range(2):
            with pytest.raises(StoreUnavailable):
                store.write(Put(KEY, {"n": 1}), *large)

    assert store.get(KEY) == {"n": 0, "sort": "s"}
    assert not store.query("q", limit=1)
    store.write(Put(KEY, {"n": 2}), *large)
    assert len(store.query("q", limit=9)) == 5


def test_a_database_at_its_largest_is_unavailable(store, path):
    """SQLite's own limit, set on the one connection that the store goes on with."""
    store.write(Put(KEY, {"n": 0}))
    (connection,) = store._idle
    connection.execute("PRAGMA max_page_count = 10")

    with pytest.raises(StoreUnavailable, match="full"):
        store.write(Put(KEY, {"n": 1, "body": "x" * 300_000}))

    assert store.get(KEY) == {"n": 0, "sort": "s"}
    store.write(Put(KEY, {"n": 2, "body": "x" * 300_000}))


def test_a_read_only_folder_is_unavailable_until_it_can_be_written():
    with tempfile.TemporaryDirectory() as folder:  # tmp_path lets nobody else in
        path = Path(folder) / "chatscape.sqlite3"
        with closing(SqliteStore(path)) as store:
            store.write(Put(KEY, {"n": 0}))
            store.close()

            with read_only(path.parent):
                with pytest.raises(StoreUnavailable):
                    store.write(Put(KEY, {"n": 1}))
                with pytest.raises(StoreUnavailable):
                    SqliteStore(path)

            store.write(Put(KEY, {"n": 2}))
            assert store.get(KEY) == {"n": 2, "sort": "s"}


def test_a_file_that_is_no_database_is_refused(path):
    path.write_bytes(b"These are my holiday photographs. " * 1000)

    with pytest.raises(StoreCorrupt, match=r"chatscape\.sqlite3.*not a database"):
        SqliteStore(path)


def test_a_damaged_database_is_refused(path):
    with closing(SqliteStore(path)) as store:
        store.write(*(Put(Key("p", str(number)), {"body": "x" * 3000}) for number in range(50)))
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(8 * 4096))

    with pytest.raises(StoreCorrupt, match=r"chatscape\.sqlite3.*damaged"):
        SqliteStore(path)


def test_a_database_cut_short_is_refused(path):
    with closing(SqliteStore(path)) as store:
        store.write(*(Put(Key("p", str(number)), {"body": "x" * 3000}) for number in range(50)))
    os.truncate(path, path.stat().st_size // 2)

    with pytest.raises(StoreCorrupt):
        SqliteStore(path)


def test_a_place_where_no_file_can_be_is_told():
    with pytest.raises(StoreUnavailable):
        SqliteStore("/proc/chatscape.sqlite3")


def test_the_folder_is_made(tmp_path):
    with closing(SqliteStore(tmp_path / "deep" / "er" / "chatscape.sqlite3")) as store:
        store.write(Put(KEY, {}))


def test_a_file_that_was_taken_away_is_not_silently_made_anew(path):
    with closing(SqliteStore(path)) as store:
        path.unlink()
        with pytest.raises(StoreUnavailable):
            store.get(KEY)


def test_what_is_made_is_for_its_owner_alone(tmp_path):
    folder = tmp_path / "deep"
    path = folder / "er" / "chatscape.sqlite3"
    umask = os.umask(0)
    try:
        with closing(SqliteStore(path)) as store:
            store.write(Put(KEY, {}))
            made = {it.name: stat.S_IMODE(it.stat().st_mode) for it in path.parent.iterdir()}
    finally:
        os.umask(umask)

    assert made.keys() == {path.name, *(f"{path.name}-{it}" for it in ("wal", "shm", "turn"))}
    assert set(made.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_mode_of_what_is_there_is_left_alone(path):
    path.touch()
    path.chmod(0o640)

    with closing(SqliteStore(path)) as store:
        store.write(Put(KEY, {}))
        assert stat.S_IMODE(path.with_name(f"{path.name}-wal").stat().st_mode) == 0o640

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_process_that_ends_leaves_everything_in_the_one_file(path):
    """Although it has closed nothing, and another has the file open as well."""
    writer = (
        "import sys; from chatscape.store.port import Key, Put;"
        "from chatscape.store.sqlite import SqliteStore; store = SqliteStore(sys.argv[1]);"
        "[store.write(Put(Key('p', str(n)), {})) for n in range(50)]"
    )
    with closing(SqliteStore(path)) as store:
        store.get(KEY)
        subprocess.run([sys.executable, "-c", writer, path], check=True)
        copy = shutil.copy(path, path.with_name("copy"))
        assert len(store.query("p", limit=99)) == 50

    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("SELECT count(*) FROM items").fetchone() == (50,)
