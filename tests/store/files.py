"""SQLite files that are large, damaged, or in use by other processes."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

from chatscape.store.port import Key, Put
from chatscape.store.sqlite import SqliteStore
from chatscape.store.sqlite_file import SqliteFile
from chatscape.stores import sqlite_file
from tests.store.sqlite_processes import COUNTER
from tests.store.whole import fill

KEY = Key("p", "s")
PAGE_OF_TEXT = "x" * 3_000
LARGE = 6_000  # items


def file_at(path: Path) -> SqliteFile:
    file = sqlite_file(url_of(path))
    assert file
    return file


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def make(path: Path, count: int = 50, text: str = "") -> None:
    with closing(SqliteStore(path)) as store:
        fill(store, count)
        store.write(Put(KEY, {"text": text}))


def make_large(path: Path, text: str) -> None:
    """Of LARGE items, which take a while to read and to write."""
    with closing(SqliteStore(path)) as store:
        for part in range(LARGE // 100):
            puts = [Put(Key(text, f"{part:03}-{n:03}"), {"body": PAGE_OF_TEXT}) for n in range(100)]
            store.write(*puts)


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as file:
        return file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


class Appender:
    """A process that adds one message after the other, and tells each once it is safe."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-m", "tests.store.sqlite_processes", path]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def acknowledged(self) -> int:
        """The next number that it tells; all before are safe as well."""
        assert self.process.stdout
        return int(self.process.stdout.readline())

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()


@contextmanager
def appending(path: Path, processes: int = 3) -> Iterator[list[Appender]]:
    with closing(SqliteStore(path)) as store:
        store.write(Put(COUNTER, {"last": 0, "total": 0}))
    with ExitStack() as stack:
        appenders = [Appender(path) for _ in range(processes)]
        for appender in appenders:
            stack.callback(appender.stop)
        yield appenders


def messages(path: Path) -> list[int]:
    """Their numbers; every one of them was counted in the batch that wrote it."""
    with closing(SqliteStore(path)) as store:
        found = [int(item["sort"]) for item in store.query("messages", limit=1_000_000)]
        counter = store.get(COUNTER)
    assert counter
    assert counter["total"] == counter["last"] == len(found)
    return found


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(2 * 4096)
        file.write(b"\xff" * 4096)


def cut(path: Path, left: float) -> None:
    os.truncate(path, int(path.stat().st_size * left))


def make_other(path: Path, *statements: str) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as file:
        file.executescript(";".join(statements))


UNUSABLE = {
    "damaged": damage,
    "cut in the middle": partial(cut, left=0.5),
    "cut at its end": partial(cut, left=0.999),
    "empty": partial(cut, left=0),
    "text": lambda path: path.write_text("These are my holiday photographs. " * 500),
    "another database": lambda path: make_other(path, "CREATE TABLE people (name)"),
    "other columns": lambda path: make_other(path, "CREATE TABLE items (sort, item)"),
    "a view": lambda path: make_other(
        path, "CREATE VIEW items AS SELECT 'p' AS partition, 's' AS sort, '{}' AS item"
    ),
    "rows of another kind": lambda path: make_other(
        path,
        "CREATE TABLE items (partition TEXT, sort TEXT, item TEXT) STRICT",
        "INSERT INTO items VALUES ('p', 's', '[1]')",
    ),
}
