"""What calls of a store cost by DynamoDB's documented rules, whatever engine answers them.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil

from .port import SORT, Check, Item, Key, Store, Write
from .rules import written
from .size import item_bytes

READ_UNIT_BYTES = 4096
WRITE_UNIT_BYTES = 1024


@dataclass(slots=True)
class Cost:
    reads: int = 0
    writes: int = 0
    read_units: float = 0
    write_units: int = 0

    @property
    def calls(self) -> int:
        return self.reads + self.writes


class Meter:
    """A store that counts what is asked of another, on one thread.

    It cannot see what DynamoDB charges beyond that: expired items that a query passes over,
    repeated calls, and the further calls of a query over 1 MB.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._running: list[Cost] = []

    @contextmanager
    def measure(self) -> Iterator[Cost]:
        """Counts the calls within the block, also those that fail."""
        cost = Cost()
        self._running.append(cost)
        try:
            yield cost
        finally:
            self._running.pop()

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        item = self._store.get(key, consistent=consistent)
        units = _read_units(_size(key, item))
        self._count(reads=1, read_units=units if consistent else units / 2)
        return item

    def query(
        self,
        partition: str,
        *,
        limit: int,
        start_after: str | None = None,
        newest_first: bool = False,
    ) -> Sequence[Item]:
        items = self._store.query(
            partition, limit=limit, start_after=start_after, newest_first=newest_first
        )
        size = sum(_size(Key(partition, str(item[SORT])), item) for item in items)
        self._count(reads=1, read_units=_read_units(size))
        return items

    def write(self, *writes: Write) -> None:
        """Asks the store uncounted for the items as they are, which the price depends on."""
        if len(writes) == 1 and isinstance(writes[0], Check):
            self.get(writes[0].key)  # the adapter asks for no more than that
        else:
            in_transaction = 2 if len(writes) > 1 else 1
            units = sum(self._write_units(write) for write in writes)
            self._count(writes=1, write_units=units * in_transaction)
        self._store.write(*writes)

    def _write_units(self, write: Write) -> int:
        """By the larger of the item before and after; at least one."""
        before = self._store.get(write.key)
        size = max(_size(write.key, before), _size(write.key, written(write, before)))
        return max(1, ceil(size / WRITE_UNIT_BYTES))

    def _count(
        self, *, reads: int = 0, writes: int = 0, read_units: float = 0, write_units: int = 0
    ) -> None:
        for cost in self._running:
            cost.reads += reads
            cost.writes += writes
            cost.read_units += read_units
            cost.write_units += write_units


def _size(key: Key, item: Item | None) -> int:
    return 0 if item is None else item_bytes(key, item)


def _read_units(size: int) -> int:
    return max(1, ceil(size / READ_UNIT_BYTES))
