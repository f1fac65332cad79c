"""Everything of one store into another, to be gone on with after any end.

Until a comparison has found no difference, the target has a mark: from where the copy comes, and
how far it is. It is written after what it speaks of; so whatever ends the copy, the next one
repeats a page at most, which changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .port import Absent, Delete, Item, Key, Put, StoreError
from .walk import Page, Walkable

MARK = Key("copy#unfinished", "mark")


class CopyRefused(StoreError):
    """What was asked would mix up two stores; nothing was written."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the target tells of a copy: its source, the key up to which it is, and its items."""

    source: str
    end: Key | None = None
    items: int = 0

    @classmethod
    def read(cls, item: Item) -> "Mark":
        end = Key(str(item["end_partition"]), str(item["end_sort"]))
        return cls(str(item["source"]), end if end.partition else None, int(item["items"]))

    def write(self) -> Item:
        end = self.end or Key("", "")
        return {
            "source": self.source,
            "end_partition": end.partition,
            "end_sort": end.sort,
            "items": self.items,
        }

    def after(self, page: Page) -> "Mark":
        """At the end of the source it stays before the last page, which a next run repeats."""
        if page.end is None:
            return self
        return replace(self, end=page.end, items=self.items + len(page.entries))


class Copy:
    """From the store that `name` tells apart into one that is empty, or has a part of it."""

    def __init__(self, name: str, source: Walkable, target: Walkable) -> None:
        self._name = name
        self._source = source
        self._target = target
        self._store = target.store

    def run(self) -> Iterator[int]:
        """Copies a page at a time, and says how many items the target has by then.

        Raises CopyRefused before the first.
        """
        mark = self._begun()
        for page in self._source.pages(mark.end):
            self._target.put(page.entries)
            yield mark.items + len(page.entries)
            mark = mark.after(page)
            self._store.write(Put(MARK, mark.write()))

    def finish(self) -> None:
        """From now on the target is a store like any other."""
        self._store.write(Delete(MARK))

    def begin_anew(self) -> None:
        """The next run copies everything once more, over what is there."""
        self._store.write(Put(MARK, Mark(self._name).write()))

    def _begun(self) -> Mark:
        if self._source.store.get(MARK):
            raise CopyRefused("The source is itself a copy that was not finished.")
        found = self._store.get(MARK)
        mark = Mark.read(found) if found else Mark(self._name)
        if mark.source != self._name:
            raise CopyRefused(f"The target has a part of {mark.source}; go on with that.")
        if found is None:
            self._mark_where_empty(mark)
        return mark

    def _mark_where_empty(self, mark: Mark) -> None:
        if _is_empty(self._source):
            raise CopyRefused("The source has no items.")
        if not _is_empty(self._target):
            raise CopyRefused("The target has items that no unfinished copy put there.")
        self._store.write(Put(MARK, mark.write(), when=Absent()))


def _is_empty(store: Walkable) -> bool:
    return not any(page.entries for page in store.pages())
