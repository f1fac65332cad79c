"""A SQLite store filled from a copy, also while real processes use it."""

import os
import shutil
import signal
import sqlite3
import stat
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path

import pytest

from chatscape.store.port import Put, StoreCorrupt, StoreUnavailable
from chatscape.store.sqlite import SqliteStore
from chatscape.store.sqlite_file import BackupRefused, SqliteFile
from chatscape.store.turns import Turns
from tests import managing
from tests.site import wait_until
from tests.store.disk import full_disk
from tests.store.files import (
    KEY,
    LARGE,
    UNUSABLE,
    appending,
    damage,
    file_at,
    is_whole,
    make,
    make_large,
    messages,
    url_of,
)
from tests.store.sqlite_processes import COUNTER
from tests.store.whole import dump, fill

LOOK_EVERY = 0.002  # seconds
A_PART = 1_000_000  # bytes of what a large copy needs
CANARY = "what nobody is to read any more"


@pytest.mark.parametrize("spoil", UNUSABLE.values(), ids=UNUSABLE)
def test_what_is_no_whole_store_is_not_restored(
    path: Path, copy: Path, spoil: Callable[[Path], object]
) -> None:
    make(path, 500, "mine")
    file_at(path).back_up(copy)
    spoil(copy)
    before = dump(url_of(path))

    for target in (path, path.with_name("new.sqlite3")):
        with pytest.raises(StoreCorrupt, match="copy"):
            file_at(target).restore(copy, replace=True)

    assert dump(url_of(path)) == before
    assert not path.with_name("new.sqlite3").exists()


def test_a_copy_that_is_empty_missing_or_the_store_itself_is_refused(
    path: Path, copy: Path
) -> None:
    make(path)
    SqliteStore(copy).close()

    for source, problem in (
        (copy, "no items"),
        (copy.with_name("none"), "is no file"),
        (copy.parent, "is no file"),
        (path, "is the store itself"),
    ):
        with pytest.raises(BackupRefused, match=problem):
            file_at(path).restore(source, replace=True)

    assert len(dump(url_of(path))) == 51


def test_a_store_with_items_is_replaced_only_on_demand(path: Path, copy: Path) -> None:
    make(copy, 30, "theirs")
    make(path, 20, "mine")
    before = dump(url_of(path))

    with pytest.raises(BackupRefused, match="has items"):
        file_at(path).restore(copy)
    assert dump(url_of(path)) == before

    assert file_at(path).restore(copy, replace=True) == 31
    assert dump(url_of(path)) == dump(url_of(copy))
    assert b"mine" not in path.read_bytes()


def test_a_restore_makes_a_file_for_its_owner_alone(path: Path, copy: Path) -> None:
    make(copy)
    new = path.with_name("folder") / "new.sqlite3"
    umask = os.umask(0)
    try:
        file_at(new).restore(copy)
    finally:
        os.umask(umask)

    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert stat.S_IMODE(new.parent.stat().st_mode) == 0o700


def test_a_restore_is_one_moment_for_those_who_have_the_store_open(path: Path, copy: Path) -> None:
    """They number on from what the copy had, and none of what was there before comes back."""
    with appending(copy, 1) as (appender,):
        for _ in range(30):
            appender.acknowledged()
    kept = len(messages(copy))

    with appending(path) as appenders:
        for appender in appenders:
            for _ in range(60):
                appender.acknowledged()
        with closing(SqliteStore(path)) as store:
            store.write(Put(KEY, {"text": CANARY}))
            file_at(path).restore(copy, replace=True)
            assert store.get(KEY) is None
            wait_until(lambda: store.get(COUNTER)["last"] > kept + 100)

    found = messages(path)
    assert found == list(range(1, len(found) + 1))
    assert is_whole(path)


def test_a_restore_takes_its_turn_among_the_writers(path: Path, copy: Path) -> None:
    make(copy)
    SqliteStore(path).close()
    prepared = SqliteFile(path, lambda: None)
    with ThreadPoolExecutor(1) as pool:
        with Turns.beside(path, patience=60).mine():
            restore = pool.submit(prepared.restore, copy)
            assert wait([restore], timeout=0.2).not_done
        assert restore.result() == 51


def test_a_restore_that_is_killed_has_done_all_or_nothing(path: Path, copy: Path) -> None:
    make_large(copy, "new")
    make(path)
    before, after = dump(url_of(path)), dump(url_of(copy))
    wal = path.with_name(f"{path.name}-wal")
    while True:  # until one is killed in the middle
        with managing.start("restore", "--replace", str(copy), store=url_of(path)) as restore:
            while not is_growing(wal) and restore.poll() is None:
                time.sleep(LOOK_EVERY)
            restore.kill()
        if restore.returncode == -signal.SIGKILL:
            break

    assert dump(url_of(path)) in (before, after)
    assert is_whole(path)
    assert file_at(path).restore(copy, replace=True) == LARGE
    assert dump(url_of(path)) == after


def is_growing(wal: Path) -> bool:
    return wal.exists() and wal.stat().st_size > A_PART


def test_a_restore_without_room_changes_nothing(path: Path, copy: Path) -> None:
    """There is room to empty the store, and for a part of what shall be in it."""
    make_large(copy, "new")
    make(path)
    before = dump(url_of(path))
    limit = path.with_name("limit")
    limit.write_bytes(bytes(A_PART))

    with full_disk(limit), pytest.raises(StoreUnavailable):
        file_at(path).restore(copy, replace=True)

    assert dump(url_of(path)) == before
    assert file_at(path).restore(copy, replace=True) == LARGE


def test_what_lies_beside_a_file_that_was_taken_away_does_not_come_back(
    path: Path, copy: Path
) -> None:
    make(copy, 30, "theirs")
    with closing(SqliteStore(path)) as store:
        fill(store, 500)
        for name in ("-wal", "-shm"):
            shutil.copy(f"{path}{name}", f"{copy}-kept{name}")
    path.unlink()
    for name in ("-wal", "-shm"):
        shutil.move(f"{copy}-kept{name}", f"{path}{name}")

    file_at(path).restore(copy)

    assert dump(url_of(path)) == dump(url_of(copy))
    assert is_whole(path)


def test_a_damaged_store_is_restored_once_it_is_out_of_the_way(path: Path, copy: Path) -> None:
    make(path, 500, "mine")
    file_at(path).back_up(copy)
    damage(path)

    with pytest.raises(StoreCorrupt, match=r"chatscape\.sqlite3 is damaged"):
        file_at(path).restore(copy, replace=True)
    path.rename(path.with_name("damaged"))
    file_at(path).restore(copy)

    assert dump(url_of(path)) == dump(url_of(copy))


def test_a_copy_that_was_made_otherwise_is_restored_too(path: Path, copy: Path) -> None:
    """By SQLite's own shell, or in pages of another size."""
    make(path, 100)
    with closing(sqlite3.connect(path)) as file, closing(sqlite3.connect(copy)) as other:
        file.backup(other)
    larger = copy.with_name("larger")
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA page_size = 8192")
        file.execute("VACUUM INTO ?", (str(larger),))

    for number, source in enumerate((copy, larger)):
        new = copy.with_name(f"new {number}.sqlite3")
        file_at(new).restore(source)
        assert dump(url_of(new)) == dump(url_of(path))
