"""What a key, an item and a batch may be, and what conditions and writes mean.

The adapters share these rules, so that what one refuses, the other refuses too.
"""

from collections.abc import Mapping, Sequence

from .port import (
    EXPIRES_AT,
    MAX_BATCH_BYTES,
    MAX_ITEM_BYTES,
    MAX_NUMBER,
    MAX_PARTITION_BYTES,
    MAX_SORT_BYTES,
    MAX_WRITES,
    PARTITION,
    SORT,
    Absent,
    Condition,
    Delete,
    Item,
    ItemTooLarge,
    Key,
    Present,
    Put,
    Update,
    Value,
    Write,
)
from .size import item_bytes


def check_key(key: Key) -> None:
    """Raises ValueError, also for text that UTF-8 cannot hold."""
    check_key_part(key.partition, MAX_PARTITION_BYTES)
    check_key_part(key.sort, MAX_SORT_BYTES)


def check_query(partition: str, limit: int, start_after: str | None) -> None:
    check_key_part(partition, MAX_PARTITION_BYTES)
    if start_after is not None:
        check_key_part(start_after, MAX_SORT_BYTES)
    if limit < 1:
        raise ValueError(f"A query cannot be limited to {limit} items")


def check_key_part(text: str, most: int) -> None:
    if not 1 <= len(text.encode()) <= most:
        raise ValueError(f"A part of a key must have 1 to {most} bytes")


def check_writes(writes: Sequence[Write]) -> None:
    """Raises ValueError and ItemTooLarge for what no store could write."""
    if not 1 <= len(writes) <= MAX_WRITES:
        raise ValueError(f"A batch holds 1 to {MAX_WRITES} writes, not {len(writes)}")
    if len({write.key for write in writes}) < len(writes):
        raise ValueError("A batch names each key once")
    for write in writes:
        check_key(write.key)
        if isinstance(write.when, Present):
            _check_item(write.when.attributes)
    total = sum(_check_contents(write) for write in writes)
    if total > MAX_BATCH_BYTES:
        raise ItemTooLarge(f"A batch holds at most {MAX_BATCH_BYTES} bytes, not {total}")


def check_size(key: Key, item: Item) -> int:
    size = item_bytes(key, item)
    if size > MAX_ITEM_BYTES:
        raise ItemTooLarge(f"{key} would have {size} of at most {MAX_ITEM_BYTES} bytes")
    return size


def _check_contents(write: Write) -> int:
    if isinstance(write, Put):
        _check_item(write.item)
        return check_size(write.key, write.item)
    if isinstance(write, Update):
        return _check_update(write)
    return 0


def _check_update(update: Update) -> int:
    if not update.changes and not update.add:
        raise ValueError("An update changes something; a Check does not")
    if update.changes.keys() & update.add.keys():
        raise ValueError("An update either sets an attribute or adds to it")
    _check_item(update.changes)
    _check_item(update.add)
    if not all(_is_number(amount) for amount in update.add.values()):
        raise ValueError("Only numbers can be added")
    return check_size(update.key, update.changes)


def _check_item(item: Mapping[str, Value]) -> None:
    for name, attribute in item.items():
        if not name.encode() or name in {PARTITION, SORT}:
            raise ValueError(f"An attribute cannot be named {name!r}")
        _check_value(attribute)
    if not _is_number(item.get(EXPIRES_AT, 0)):
        raise ValueError(f"{EXPIRES_AT} is a number of seconds")


def _check_value(value: Value) -> None:
    if isinstance(value, str):
        value.encode()
    elif not isinstance(value, int):
        raise ValueError(f"An attribute is text, a whole number or a bool, not {value!r}")
    elif abs(value) > MAX_NUMBER:
        raise ValueError(f"{value} is out of range")


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_live(item: Item, now: float) -> bool:
    return EXPIRES_AT not in item or item[EXPIRES_AT] > now  # type: ignore[operator]


def holds(condition: Condition | None, item: Item | None) -> bool:
    """Whether a condition holds for the unexpired item at its key."""
    if condition is None:
        return True
    if isinstance(condition, Absent):
        return item is None
    return item is not None and all(
        name in item and _are_equal(item[name], expected)
        for name, expected in condition.attributes.items()
    )


def are_alike(one: Item, other: Item) -> bool:
    """Whether two items have the same attributes with the same values."""
    return one.keys() == other.keys() and all(_are_equal(one[name], other[name]) for name in one)


def _are_equal(one: Value, other: Value) -> bool:
    """True is not 1, as DynamoDB has it."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def written(write: Write, item: Item | None) -> Item | None:
    """What is at the key after a write whose condition held, given what was there."""
    if isinstance(write, Put):
        return write.item
    if isinstance(write, Delete):
        return None
    if isinstance(write, Update):
        return _updated(write, item or {})
    return item


def _updated(update: Update, item: Item) -> Item:
    changed = {**item, **update.changes}
    for name, amount in update.add.items():
        count = item.get(name, 0)
        if not _is_number(count):
            raise ValueError(f"{name} is no number to add to")
        changed[name] = int(count) + amount
    return changed
