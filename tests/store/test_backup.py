"""A backup of a SQLite store, taken while real processes use it."""

import errno
import os
import signal
import stat
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from chatscape.store.port import Delete, Put, StoreCorrupt, StoreUnavailable
from chatscape.store.sqlite import SqliteStore
from chatscape.store.sqlite_file import NO_LINKS, BackupRefused
from tests import managing
from tests.store.disk import full_disk
from tests.store.files import (
    KEY,
    appending,
    damage,
    file_at,
    is_whole,
    make,
    make_large,
    messages,
    url_of,
)
from tests.store.whole import dump

LOOK_EVERY = 0.002  # seconds
CANARY = "what nobody is to read any more"


def unfinished(copy: Path) -> list[Path]:
    return list(copy.parent.glob(f"{copy.name}.*.unfinished"))


def test_a_backup_taken_under_load_has_every_acknowledged_message(
    path: Path, copy: Path, tmp_path: Path
) -> None:
    with appending(path) as appenders:
        safe = max(appender.acknowledged() for appender in appenders for _ in range(20))
        file_at(path).back_up(copy)

    restored = tmp_path / "restored.sqlite3"
    file_at(restored).restore(copy)

    found = messages(restored)
    assert safe <= len(found) <= len(messages(path))
    assert found == list(range(1, len(found) + 1))
    assert is_whole(restored)


def test_writers_go_on_while_a_backup_is_written(path: Path, copy: Path) -> None:
    make_large(path, "large")
    sizes: set[int] = set()
    with (
        closing(SqliteStore(path)) as store,
        managing.start("backup", str(copy), store=url_of(path)) as backup,
    ):
        while backup.poll() is None:
            sizes |= {it.stat().st_size for it in unfinished(copy) if it.exists()}
            store.write(Put(KEY, {"sizes": len(sizes)}))

    assert backup.returncode == 0
    assert len(sizes) > 4  # a write before each


def test_a_backup_that_is_killed_leaves_nothing_under_its_name(path: Path, copy: Path) -> None:
    make_large(path, "large")
    while True:  # until one is killed in the middle
        with managing.start("backup", str(copy), store=url_of(path)) as backup:
            while not unfinished(copy) and backup.poll() is None:
                time.sleep(LOOK_EVERY)
            backup.kill()
        if unfinished(copy):
            break
        copy.unlink(missing_ok=True)

    assert backup.returncode == -signal.SIGKILL
    assert not copy.exists()
    assert managing.run("backup", str(copy), store=url_of(path))[0] == 0
    assert dump(url_of(copy)) == dump(url_of(path))


def test_a_backup_is_for_its_owner_alone(path: Path, copy: Path) -> None:
    make(path)
    umask = os.umask(0)
    try:
        file_at(path).back_up(copy)
    finally:
        os.umask(umask)

    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert sorted(it.name for it in copy.parent.glob("copy*")) == ["copy"]


def test_a_backup_has_no_trace_of_what_was_deleted(path: Path, copy: Path) -> None:
    with closing(SqliteStore(path)) as store:
        store.write(Put(KEY, {"text": CANARY}))
        store.write(Delete(KEY))
        assert CANARY.encode() in path.with_name(f"{path.name}-wal").read_bytes()
        file_at(path).back_up(copy)

    assert CANARY.encode() not in copy.read_bytes()


def test_a_backup_into_no_folder_is_refused(path: Path, copy: Path) -> None:
    make(path)
    copy.write_text("mine")

    for folder in (copy, copy.with_name("none")):
        with pytest.raises(BackupRefused, match=f"^{folder} is no folder that exists"):
            file_at(path).back_up(folder / "new")


def test_a_backup_overwrites_nothing(path: Path, copy: Path) -> None:
    make(path)
    copy.write_text("mine")
    link = copy.with_name("link")
    link.symlink_to(copy.with_name("nothing"))

    for taken in (copy, link, path):
        with pytest.raises(BackupRefused, match="exists already"):
            file_at(path).back_up(taken)

    assert copy.read_text() == "mine"


def test_a_backup_overwrites_nothing_that_came_at_the_last_moment(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def after_another(give_name: Callable[..., None]) -> Callable[..., None]:
        def given(*names: Path) -> None:
            copy.write_text("another's")
            give_name(*names)

        return given

    make(path)
    for way in ("link", "rename", "replace"):
        monkeypatch.setattr(os, way, after_another(getattr(os, way)))

    with pytest.raises(BackupRefused, match="exists already"):
        file_at(path).back_up(copy)

    assert copy.read_text() == "another's"
    assert not unfinished(copy)


@pytest.mark.parametrize("number", NO_LINKS, ids=errno.errorcode.get)
def test_without_hard_links_no_backup_is_made(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """FAT has none, nor have some shares of a network."""

    def refuse(*names: Path) -> None:
        raise OSError(number, os.strerror(number))

    make(path)
    monkeypatch.setattr(os, "link", refuse)

    with pytest.raises(BackupRefused, match=r"has no hard links.* another file system"):
        file_at(path).back_up(copy)

    assert not list(copy.parent.glob("copy*"))


def test_a_store_that_is_not_there_is_neither_backed_up_nor_made(path: Path, copy: Path) -> None:
    with pytest.raises(BackupRefused, match="does not exist"):
        file_at(path).back_up(copy)

    assert not path.exists()
    assert not copy.exists()


def test_where_a_backup_cannot_be_written_nothing_is_left(path: Path, copy: Path) -> None:
    make(path, 2_000)
    limit = path.with_name("limit")
    limit.write_bytes(bytes(path.stat().st_size // 2))

    with full_disk(limit), pytest.raises(StoreUnavailable, match=r"full|I/O"):
        file_at(path).back_up(copy)

    assert not list(copy.parent.glob("copy*"))


def test_a_damaged_store_is_not_backed_up(path: Path, copy: Path) -> None:
    make(path, 500)
    damage(path)

    with pytest.raises(StoreCorrupt, match=r"chatscape\.sqlite3"):
        file_at(path).back_up(copy)

    assert not list(copy.parent.glob("copy*"))
