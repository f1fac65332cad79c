"""What calls of a store cost by DynamoDB's documented rules, whatever engine answers them.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import ceil

from .port import Check, Item, Key, Put, Store, Write
from .rules import written
from .size import item_bytes, items_bytes

READ_UNIT_BYTES = 4096
WRITE_UNIT_BYTES = 1024


@dataclass(slots=True)
class Cost:
    reads: int = 0
    writes: int = 0
    read_units: float = 0
    write_units: int = 0
    seconds: float = field(default=0, compare=False)

    @property
    def calls(self) -> int:
        return self.reads + self.writes


_running: ContextVar[tuple[Cost, ...]] = ContextVar("running", default=())


class Meter:
    """A store that counts what is asked of another.

    It cannot see what DynamoDB charges beyond that: expired items that a query passes over,
    repeated calls, and the further calls of a query over 1 MB. Nor does it know how large an item
    is that is changed or removed, unless it is `exact` and asks the store for it beforehand: it
    takes them to be of one unit, as those are that the site changes.
    """

    def __init__(self, store: Store, *, exact: bool = False) -> None:
        self._store = store
        self._exact = exact

    @staticmethod
    @contextmanager
    def measure() -> Iterator[Cost]:
        """Counts what this thread asks of any meter within the block, also what fails."""
        cost = Cost()
        outer = _running.set((*_running.get(), cost))
        try:
            yield cost
        finally:
            _running.reset(outer)

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        with _timed():
            item = self._store.get(key, consistent=consistent)
        units = _read_units(_size(key, item))
        _count(reads=1, read_units=units if consistent else units / 2)
        return item

    def query(
        self,
        partition: str,
        *,
        limit: int,
        start_after: str | None = None,
        newest_first: bool = False,
    ) -> Sequence[Item]:
        with _timed():
            items = self._store.query(
                partition, limit=limit, start_after=start_after, newest_first=newest_first
            )
        _count(reads=1, read_units=_read_units(items_bytes(partition, items)))
        return items

    def write(self, *writes: Write) -> None:
        if len(writes) == 1 and isinstance(writes[0], Check):
            _count(reads=1, read_units=self._check_units(writes[0]))
        else:
            in_transaction = 2 if len(writes) > 1 else 1
            units = sum(self._write_units(write) for write in writes)
            _count(writes=1, write_units=units * in_transaction)
        with _timed():
            self._store.write(*writes)

    def _check_units(self, check: Check) -> int:
        """The adapter asks for no more than the item."""
        item = self._store.get(check.key) if self._exact else None
        return _read_units(_size(check.key, item))

    def _write_units(self, write: Write) -> int:
        """By the larger of the item before and after; at least one."""
        if not self._exact:
            return _units(_size(write.key, write.item)) if isinstance(write, Put) else 1
        before = self._store.get(write.key)
        return _units(max(_size(write.key, before), _size(write.key, written(write, before))))


@contextmanager
def _timed() -> Iterator[None]:
    began = time.perf_counter()
    try:
        yield
    finally:
        _count(seconds=time.perf_counter() - began)


def _count(
    *,
    reads: int = 0,
    writes: int = 0,
    read_units: float = 0,
    write_units: int = 0,
    seconds: float = 0,
) -> None:
    for cost in _running.get():
        cost.reads += reads
        cost.writes += writes
        cost.read_units += read_units
        cost.write_units += write_units
        cost.seconds += seconds


def _size(key: Key, item: Item | None) -> int:
    return 0 if item is None else item_bytes(key, item)


def _units(size: int) -> int:
    return max(1, ceil(size / WRITE_UNIT_BYTES))


def _read_units(size: int) -> int:
    return max(1, ceil(size / READ_UNIT_BYTES))
