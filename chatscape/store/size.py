"""How many bytes DynamoDB counts for an item, which its limits and its prices go by.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from .port import PARTITION, SORT, Item, Key, Value


def item_bytes(key: Key, item: Item) -> int:
    """The UTF-8 bytes of every attribute's name, plus those of its value, keys included."""
    attributes = {**item, PARTITION: key.partition, SORT: key.sort}
    return sum(
        len(name.encode()) + _value_bytes(attribute) for name, attribute in attributes.items()
    )


def _value_bytes(value: Value) -> int:
    if isinstance(value, bool):
        return 1
    if isinstance(value, int):
        return _number_bytes(value)
    return len(value.encode())


def _number_bytes(number: int) -> int:
    """One byte for two significant digits, one for the exponent, one for a minus sign.

    The documentation says "approximately"; the digits are taken in pairs from the decimal point.
    """
    digits = abs(number)
    while digits and digits % 100 == 0:
        digits //= 100
    pairs = (len(str(digits)) + 1) // 2 if digits else 0
    return pairs + 1 + (number < 0)
