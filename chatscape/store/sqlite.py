"""The store on one SQLite file, safe for threads and several worker processes.

What has expired is deleted with the batches that follow, a few items each, and when a store is
opened; SQLite puts zeros in its place. The `-wal` beside the file holds it until it is written
over, within two thousand pages or so, or until the last connection to the file is closed; batches
do not wait for a checkpoint of their own. Where SQLite once moved an item to another page, the old
one can keep its first kilobyte until a VACUUM.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from .forks import close_in_time
from .port import SORT, Check, ConditionFailed, Item, Key, StoreCorrupt, StoreUnavailable, Write
from .private import make_file, make_folder
from .rules import check_key, check_query, check_size, check_writes, holds, is_live, written
from .sqlite_statements import (
    DELETE,
    EXPIRED,
    EXPIRY,
    FORMER_EXPIRY,
    GET,
    NEWEST_FIRST,
    OLDEST_FIRST,
    PUT,
    TABLE,
)
from .turns import Turns

PATIENCE = 5.0  # seconds that a writer waits for its turn
DELETED_BY_A_BATCH = 20  # expired items at most
DELETED_AT_ONCE = 200  # of them when a store is opened, before others have their turns
BETWEEN_TURNS = 0.002  # seconds, in which others look whether it is theirs
LOG_BYTES = 4_000_000  # less than SQLite writes before it begins the log anew and over the old
BEFORE_ALL, AFTER_ALL = "", "\U0010ffff" * 257  # no sort key has 1,028 bytes

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class SqliteStore:
    """Raises StoreCorrupt at once where the file is damaged or no database.

    A thread takes a connection for as long as it needs one, and no other has it meanwhile.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._path = Path(path).absolute()
        self._patience = patience
        self._clock = clock
        self._idle: list[sqlite3.Connection] = []
        self._keeps_idle = True
        self._turns = Turns.beside(self._path, patience)
        self._prepare()
        close_in_time(self)

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        check_key(key)
        with self._connection() as connection:
            item = _read(connection, key, self._clock())
        return None if item is None else {**item, SORT: key.sort}

    def query(
        self,
        partition: str,
        *,
        limit: int,
        start_after: str | None = None,
        newest_first: bool = False,
    ) -> Sequence[Item]:
        check_query(partition, limit, start_after)
        start = start_after or (AFTER_ALL if newest_first else BEFORE_ALL)
        statement = NEWEST_FIRST if newest_first else OLDEST_FIRST
        with self._connection() as connection:
            found = connection.execute(statement, (partition, start, self._clock(), limit))
            rows = found.fetchall()
            items: list[Item] = json.loads(f"[{','.join(item for _, item in rows)}]")
        return [{**item, SORT: sort} for item, (sort, _) in zip(items, rows, strict=True)]

    def write(self, *writes: Write) -> None:
        check_writes(writes)
        with self._turns.mine(), self._connection() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            now = self._clock()
            before = [_read(connection, write.key, now) for write in writes]
            for write, item in zip(writes, before, strict=True):
                if not holds(write.when, item):
                    raise ConditionFailed(write)
            _delete_expired(connection, now, DELETED_BY_A_BATCH)
            for write, item in zip(writes, before, strict=True):
                if not isinstance(write, Check):
                    _replace(connection, write.key, written(write, item))

    def close(self) -> None:
        """Close the connections that are not in use; the next call opens one again."""
        while self._idle:
            self._idle.pop().close()

    def end(self) -> None:
        """Close, and leave everything in the one file; what is still to come closes at once."""
        self._keeps_idle = False
        if self._idle:
            with suppress(StoreUnavailable), self._turns.mine():
                with self._connection() as connection:
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self.close()

    def _prepare(self) -> None:
        try:
            make_folder(self._path.parent)
            make_file(self._path)
            with closing(self._connect(create=True)) as connection:
                with self._turns.mine():
                    _make_table(connection)
                self._delete_backlog(connection)
        except sqlite3.OperationalError as error:
            raise StoreUnavailable(f"{self._path}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise StoreCorrupt(f"{self._path} is damaged or no SQLite file: {error}") from error
        except OSError as error:
            raise StoreUnavailable(str(error)) from error

    def _delete_backlog(self, connection: sqlite3.Connection) -> None:
        """In steps, between which others have their turns; what fails is left to the batches."""
        deleted = DELETED_AT_ONCE
        with suppress(sqlite3.OperationalError, StoreUnavailable):
            while deleted == DELETED_AT_ONCE:
                with self._turns.mine(), connection:
                    connection.execute("BEGIN IMMEDIATE")
                    deleted = _delete_expired(connection, self._clock(), DELETED_AT_ONCE)
                time.sleep(BETWEEN_TURNS)

    def _connect(self, *, create: bool = False) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._path.as_uri()}?mode={'rwc' if create else 'rw'}",
            uri=True,
            timeout=self._patience / 2,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
        return connection

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own; one that failed is not used again."""
        connection: sqlite3.Connection | None = None
        try:
            connection = self._idle_connection() or self._connect()
            yield connection
        except (sqlite3.DatabaseError, json.JSONDecodeError) as error:
            if connection is not None:
                connection.close()
                connection = None
            raise StoreUnavailable(str(error)) from error
        finally:
            if connection is not None and self._keeps_idle:
                self._idle.append(connection)
            elif connection is not None:
                connection.close()

    def _idle_connection(self) -> sqlite3.Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def begin_in_child(self) -> None:
        self._idle = []
        self._turns.begin_in_child()


def _make_table(connection: sqlite3.Connection) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise sqlite3.OperationalError("no write-ahead log is possible here")
    connection.execute(TABLE)
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    connection.execute(FORMER_EXPIRY)
    connection.execute(EXPIRY)
    connection.execute(GET, ("", ""))


def _read(connection: sqlite3.Connection, key: Key, now: float) -> Item | None:
    row = connection.execute(GET, (key.partition, key.sort)).fetchone()
    if row is None:
        return None
    item: Item = json.loads(row[0])
    return item if is_live(item, now) else None


def _delete_expired(connection: sqlite3.Connection, now: float, most: int) -> int:
    expired = connection.execute(EXPIRED, (now, most)).fetchall()
    connection.executemany(DELETE, expired)
    return len(expired)


def _replace(connection: sqlite3.Connection, key: Key, item: Item | None) -> None:
    if item is None:
        connection.execute(DELETE, (key.partition, key.sort))
        return
    check_size(key, item)
    connection.execute(PUT, (key.partition, key.sort, _encode(item)))
