"""How many bytes DynamoDB counts for an item, which its limits and its prices go by.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from collections.abc import Iterable
from functools import lru_cache

from .port import PARTITION, SORT, Item, Key, Value


def item_bytes(key: Key, item: Item) -> int:
    """The UTF-8 bytes of every attribute's name, plus those of its value, keys included."""
    keys = _text_bytes(key.partition) + (0 if SORT in item else _text_bytes(key.sort))
    return _names_bytes(tuple(item)) + _values_bytes(item.values()) + keys


@lru_cache
def _names_bytes(names: tuple[str, ...]) -> int:
    return sum(map(_text_bytes, {*names, PARTITION, SORT}))


def _values_bytes(values: Iterable[Value]) -> int:
    total = 0
    for value in values:  # no calls but for what is rare: every item that is read passes here
        if isinstance(value, str):
            total += len(value) if value.isascii() else len(value.encode())
        else:
            total += 1 if isinstance(value, bool) else _number_bytes(value)
    return total


def _text_bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


@lru_cache(maxsize=1_024)
def _number_bytes(number: int) -> int:
    """One byte for two significant digits, one for the exponent, one for a minus sign.

    The documentation says "approximately"; the digits are taken in pairs from the decimal point.
    """
    digits = abs(number)
    while digits and digits % 100 == 0:
        digits //= 100
    pairs = (len(str(digits)) + 1) // 2 if digits else 0
    return pairs + 1 + (number < 0)
