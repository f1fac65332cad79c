"""Whether two stores have the same items."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from .copying import MARK
from .port import Item, Key
from .rules import are_alike, is_live
from .walk import Page, Walkable


class Fault(Enum):
    MISSING = "is missing in the target"
    CHANGED = "is another one in the target"
    SURPLUS = "is in the target alone"


@dataclass(frozen=True, slots=True)
class Difference:
    key: Key
    fault: Fault

    def __str__(self) -> str:
        return f"{self.key.partition} {self.key.sort} {self.fault.value}"


class Comparison:
    """Looks up each item of a store in another and the other way round, a page at a time.

    So it needs no order and little memory. What expires meanwhile is no difference.
    """

    def __init__(
        self, source: Walkable, target: Walkable, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._source = source
        self._target = target
        self._clock = clock
        self.items = 0
        """Of the source, as many as were looked at."""

    def differences(self) -> Iterator[Difference]:
        for page in self._source.pages():
            found = self._target.find([entry.key for entry in page.entries])
            yield from self._absent(page, found, Fault.MISSING)
            yield from _changed(page, found)
            self.items += len(page.entries)
        for page in self._target.pages():
            found = self._source.find([entry.key for entry in page.entries])
            yield from self._absent(page, found, Fault.SURPLUS)

    def _absent(self, page: Page, found: Mapping[Key, Item], fault: Fault) -> Iterator[Difference]:
        now = self._clock()
        for entry in page.entries:
            if entry.key not in found and entry.key != MARK and is_live(entry.item, now):
                yield Difference(entry.key, fault)


def _changed(page: Page, found: Mapping[Key, Item]) -> Iterator[Difference]:
    for entry in page.entries:
        if entry.key in found and not are_alike(entry.item, found[entry.key]):
            yield Difference(entry.key, Fault.CHANGED)
