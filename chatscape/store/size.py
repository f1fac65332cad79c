"""How many bytes DynamoDB counts for an item, which its limits and its prices go by.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from collections.abc import Sequence
from functools import lru_cache

from .port import PARTITION, SORT, Item, Key


def item_bytes(key: Key, item: Item) -> int:
    """The UTF-8 bytes of every attribute's name, plus those of its value, keys included."""
    return items_bytes(key.partition, [{**item, SORT: key.sort}])


def items_bytes(partition: str, items: Sequence[Item]) -> int:
    """Of several that were found in a partition, each with its sort key."""
    values = [value for item in items for value in item.values()]
    texts = "".join([value for value in values if isinstance(value, str)])
    numbers = [value for value in values if not isinstance(value, str)]
    names = sum([_names_bytes(tuple(item)) for item in items])
    keys = len(items) * _text_bytes(partition)
    return names + keys + _text_bytes(texts) + sum(map(_number_bytes, numbers))


@lru_cache
def _names_bytes(names: tuple[str, ...]) -> int:
    return sum(map(_text_bytes, {*names, PARTITION}))


def _text_bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


@lru_cache(maxsize=1_024, typed=True)
def _number_bytes(number: int | bool) -> int:
    """One byte for two significant digits, one for the exponent, one for a minus sign.

    The documentation says "approximately"; the digits are taken in pairs from the decimal point.
    """
    if isinstance(number, bool):
        return 1
    digits = abs(number)
    while digits and digits % 100 == 0:
        digits //= 100
    pairs = (len(str(digits)) + 1) // 2 if digits else 0
    return pairs + 1 + (number < 0)
