"""The store port: items under a partition and a sort key, written in atomic conditional batches.

It is shaped like DynamoDB, whose limits it takes over, so that both adapters can keep every
promise made here. Repositories are written against this module; only `stores.py` names an adapter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Value = str | int | bool
Item = Mapping[str, Value]

PARTITION = "partition"
SORT = "sort"
EXPIRES_AT = "expires_at"
MAX_WRITES = 100
MAX_ITEM_BYTES = 400 * 1024
MAX_BATCH_BYTES = 4 * 1024 * 1024
MAX_PARTITION_BYTES = 2048
MAX_SORT_BYTES = 1024
MAX_NUMBER = 2**63


@dataclass(frozen=True, slots=True)
class Key:
    """Where an item lives. Sort keys of a partition are ordered by their UTF-8 bytes."""

    partition: str
    sort: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing is at the key, or what was there has expired."""


@dataclass(frozen=True, slots=True)
class Present:
    """An item that has not expired is at the key, and these attributes have these values."""

    attributes: Item = field(default_factory=dict)


Condition = Absent | Present


@dataclass(frozen=True, slots=True)
class Put:
    """Replace whatever is at the key by this item. Its key is no part of it."""

    key: Key
    item: Item
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Set attributes of an existing item and add to others; an absent counter counts from 0."""

    key: Key
    changes: Item = field(default_factory=dict)
    add: Mapping[str, int] = field(default_factory=dict)
    when: Present = field(default_factory=Present)


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove the item; deleting nothing is no error unless `when` asks for it."""

    key: Key
    when: Present | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Write nothing, but let the batch hold only where this condition does."""

    key: Key
    when: Condition


Write = Put | Update | Delete | Check


class StoreError(Exception):
    """Something the store could not do."""


class ConditionFailed(StoreError):
    """A condition did not hold, and nothing of the batch was written."""

    def __init__(self, write: Write) -> None:
        super().__init__(f"{type(write).__name__} {write.key}: {write.when}")
        self.write = write


class ItemTooLarge(StoreError):
    """An item is over 400 KB by DynamoDB's rules, or the batch over 4 MB."""


class StoreUnavailable(StoreError):
    """The store is throttled, locked, full or out of reach, also after retries.

    Whether the last write took effect is unknown; a reader of the store can tell. Only this
    error leaves it open: after any other, nothing of the batch was written.
    """


class StoreCorrupt(StoreError):
    """What the store should be opened on is damaged or something else."""


class Store(Protocol):
    """Every method may raise StoreUnavailable, and ValueError for what no item can be.

    Text is anything that UTF-8 can hold, NUL included; a key is 1 to 2,048 bytes and 1 to 1,024.
    Numbers reach to 2**63 on both sides of 0. True is not 1. "partition" and "sort" name no
    attribute, and `expires_at` is the number of seconds since 1970 at which an item is gone.
    """

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        """The item at the key with its sort key under "sort", or None. One call."""

    def query(
        self,
        partition: str,
        *,
        limit: int,
        start_after: str | None = None,
        newest_first: bool = False,
    ) -> Sequence[Item]:
        """Up to `limit` unexpired items of a partition, by ascending sort key or descending.

        `start_after` is a sort key, which need not exist; the page begins behind it. Each item
        carries its sort key under "sort". Fewer items than `limit` means that there are no more.
        """

    def write(self, *writes: Write) -> None:
        """Do all of 1 to 100 writes with distinct keys, or none.

        Raises ConditionFailed with the first write whose condition did not hold, ItemTooLarge,
        and ValueError for a batch that is empty, too long or names a key twice.

        Where an answer got lost, a batch of several is asked again and takes effect once. A lone
        write is repeated only if it adds nothing; if it then meets its own effect, so that its
        condition fails, it is StoreUnavailable and not ConditionFailed.
        """
