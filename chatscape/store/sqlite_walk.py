"""A SQLite file from end to end, in the order of its keys."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from .port import Item, Key, Put, StoreUnavailable
from .rules import is_live
from .walk import PAGE, Entry, OpenStore, Page, without_sort

BATCH = 10  # of the largest items are less than a batch may hold
READ = """
SELECT partition, sort, item FROM items WHERE (partition, sort) > (?, ?)
ORDER BY partition, sort LIMIT ?
"""
START = Key("", "")  # before every key


class SqliteWalk:
    """Finds and writes through the store of the same file, whose turns and checks hold here too."""

    def __init__(
        self, store: OpenStore, path: Path, *, clock: Callable[[], float] = time.time
    ) -> None:
        self.store = store
        self._path = path
        self._clock = clock

    def pages(self, after: Key | None = None) -> Iterator[Page]:
        start: Key | None = after or START
        while start:
            page = self._page(start)
            yield page
            start = page.end

    def find(self, keys: Sequence[Key]) -> Mapping[Key, Item]:
        found = {key: self.store.get(key) for key in keys}
        return {key: without_sort(item) for key, item in found.items() if item}

    def put(self, entries: Sequence[Entry]) -> None:
        for start in range(0, len(entries), BATCH):
            batch = entries[start : start + BATCH]
            self.store.write(*(Put(entry.key, entry.item) for entry in batch))

    def close(self) -> None:
        self.store.close()

    def _page(self, start: Key) -> Page:
        try:
            with closing(sqlite3.connect(f"{self._path.as_uri()}?mode=rw", uri=True)) as file:
                rows = file.execute(READ, (start.partition, start.sort, PAGE)).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreUnavailable(str(error)) from error
        now = self._clock()
        entries = [Entry(Key(*place), json.loads(item)) for *place, item in rows]
        end = entries[-1].key if len(rows) == PAGE else None
        return Page([entry for entry in entries if is_live(entry.item, now)], end)
