"""The file of a SQLite store as a whole: copied while the site runs, and filled from a copy."""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .port import StoreCorrupt, StoreError, StoreUnavailable
from .turns import Turns

PATIENCE = 5.0  # seconds that a restore waits for its turn
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
KIND = "SELECT type, strict FROM pragma_table_list WHERE schema = 'main' AND name = 'items'"
COLUMNS = "SELECT name FROM pragma_table_info('items')"
NO_ITEMS = """
SELECT count(*) FROM items WHERE NOT json_valid(item) OR json_type(item) IS NOT 'object'
"""
NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP}  # the file system has none
FILL = "INSERT INTO main.items SELECT partition, sort, item FROM source.items"


class BackupRefused(StoreError):
    """What was asked could overwrite something, or has nothing to take from; nothing was done."""


class SqliteFile:
    """`prepare` makes the file with an empty table, or finds that it is damaged."""

    def __init__(self, path: Path, prepare: Callable[[], None]) -> None:
        self._path = path
        self._prepare = prepare

    @property
    def exists(self) -> bool:
        return self._path.exists()

    def back_up(self, target: Path) -> int:
        """Put a checked copy under a name that nothing has. How many items it has.

        VACUUM INTO reads the file as it is at one moment and holds up nobody who writes. It writes
        what is there and nothing else, so the copy has no trace of what was deleted before.
        Raises BackupRefused, StoreCorrupt, StoreUnavailable.
        """
        if not self.exists:
            raise BackupRefused(f"{self._path} does not exist.")
        if not target.parent.is_dir():
            raise BackupRefused(f"{target.parent} is no folder that exists.")
        _refuse_taken(target)
        with _unfinished(target) as copy:
            with _opened(self._path, "rw") as connection:
                connection.execute("VACUUM INTO ?", (str(copy),))
            count = _checked(copy)
            _sync(copy)
            _name(copy, target)
            _sync(target.parent)
        return count

    def restore(self, source: Path, *, replace: bool = False) -> int:
        """Fill the store from a copy, as one transaction. How many items it has.

        Whoever has the file open reads what was there until it is done, and then what is there
        now; no file is put in place of another. Raises BackupRefused, StoreCorrupt,
        StoreUnavailable.
        """
        if not source.is_file():
            raise BackupRefused(f"{source} is no file.")
        if self.exists and self._path.samefile(source):
            raise BackupRefused(f"{source} is the store itself.")
        count = _checked(source)
        if not count:
            raise BackupRefused(f"{source} has no items.")
        self._prepare()
        with Turns.beside(self._path, PATIENCE).mine(), _opened(self._path, "rw") as connection:
            connection.execute("ATTACH ? AS source", (_uri(source, "ro"),))
            _fill(connection, self._path, count, replace=replace)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return count


def _fill(connection: sqlite3.Connection, path: Path, count: int, *, replace: bool) -> None:
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if not replace and connection.execute("SELECT 1 FROM main.items LIMIT 1").fetchone():
            raise BackupRefused(f"{path} has items. --replace puts the copy in their place.")
        connection.execute("DELETE FROM main.items")
        if connection.execute(FILL).rowcount != count:
            raise BackupRefused("The copy was changed while it was read.")


def _checked(path: Path) -> int:
    """How many items a file has. Raises StoreCorrupt where it is damaged or no store of ours."""
    with _opened(path, "ro") as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise StoreCorrupt(f"{path} is damaged: {verdict}")
        columns = [name for (name,) in connection.execute(COLUMNS)]
        is_table = connection.execute(KIND).fetchall() == [("table", 1)]
        if not is_table or columns != ["partition", "sort", "item"]:
            raise StoreCorrupt(f"{path} is no store of ChatScape.")
        if connection.execute(NO_ITEMS).fetchone() != (0,):
            raise StoreCorrupt(f"{path} has rows that are no items.")
        count: int = connection.execute("SELECT count(*) FROM items").fetchone()[0]
        return count


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """Whatever SQLite finds wrong in the block is told as of this file."""
    try:
        with closing(sqlite3.connect(_uri(path, mode), uri=True, isolation_level=None)) as opened:
            opened.execute("PRAGMA synchronous = FULL")
            opened.execute("PRAGMA secure_delete = ON")
            yield opened
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in DAMAGE:
            raise StoreCorrupt(f"{path} is damaged or no SQLite file: {error}") from error
        raise StoreUnavailable(f"{path}: {error}") from error


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """An empty file beside the target that its owner alone can read, gone at the end."""
    try:
        descriptor, name = tempfile.mkstemp(".unfinished", f"{target.name}.", target.parent)
        os.close(descriptor)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnavailable(str(error)) from error


def _refuse_taken(target: Path) -> None:
    if os.path.lexists(target):
        raise BackupRefused(f"{target} exists already.")


def _name(copy: Path, target: Path) -> None:
    """By a link: a rename would replace what has come under that name meanwhile."""
    try:
        target.hardlink_to(copy)
    except FileExistsError as error:
        raise BackupRefused(f"{target} exists already.") from error
    except OSError as error:
        if error.errno in NO_LINKS:
            raise BackupRefused(
                f"{target.parent} has no hard links, without which something could be overwritten. "
                "Back up to another file system, and copy from there."
            ) from error
        raise
    copy.unlink()


def _sync(path: Path) -> None:
    """Have the disk keep a file, or the names of a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
