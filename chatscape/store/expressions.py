"""Keys, items, conditions and updates in DynamoDB's own terms.

Every name is a placeholder, because many plain words are reserved.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from .port import EXPIRES_AT, PARTITION, SORT, Absent, Condition, Item, Key, Present, Update, Value

Attributes = dict[str, Any]
Request = dict[str, Any]


def to_attributes(item: Item) -> Attributes:
    return {name: _to_attribute(attribute) for name, attribute in item.items()}


def from_attributes(attributes: Mapping[str, Any]) -> Item:
    """The item with its sort key, without its partition."""
    return {
        name: _from_attribute(attribute)
        for name, attribute in attributes.items()
        if name != PARTITION
    }


def key_attributes(key: Key) -> Attributes:
    return {PARTITION: {"S": key.partition}, SORT: {"S": key.sort}}


def _to_attribute(value: Value) -> Attributes:
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(int(value))}
    return {"S": value}


def _from_attribute(attribute: Mapping[str, Any]) -> Value:
    ((kind, value),) = attribute.items()
    found: Value = int(value) if kind == "N" else value
    return found


class Expressions:
    """Collects the names and values that the expressions of one request refer to."""

    def __init__(self, now: float) -> None:
        self._now = int(now)
        self._names: dict[str, str] = {}
        self._values: Attributes = {}

    def parameters(self, **expressions: str | None) -> Request:
        """The request's expressions, those that are None left out."""
        given: Request = {name: text for name, text in expressions.items() if text is not None}
        if self._names:
            given["ExpressionAttributeNames"] = self._names
        if self._values:
            given["ExpressionAttributeValues"] = self._values
        return given

    def condition(self, condition: Condition | None) -> str | None:
        if condition is None:
            return None
        partition = self._name(PARTITION)
        if isinstance(condition, Absent):
            return f"attribute_not_exists({partition}) OR {self._is_past()}"
        return " AND ".join((f"attribute_exists({partition})", *self._present(condition)))

    def live(self) -> str:
        name = self._name(EXPIRES_AT)
        return f"(attribute_not_exists({name}) OR {name} > {self._value(self._now)})"

    def update(self, update: Update) -> str:
        changes = (
            f"{self._name(name)} = {self._value(value)}" for name, value in update.changes.items()
        )
        additions = (
            f"{self._name(name)} {self._value(amount)}" for name, amount in update.add.items()
        )
        return " ".join((*_clause("SET", changes), *_clause("ADD", additions)))

    def range(self, partition: str, start_after: str | None, *, newest_first: bool) -> str:
        within = f"{self._name(PARTITION)} = {self._value(partition)}"
        if start_after is None:
            return within
        beyond = "<" if newest_first else ">"
        return f"{within} AND {self._name(SORT)} {beyond} {self._value(start_after)}"

    def _present(self, condition: Present) -> Iterable[str]:
        yield self.live()
        for name, value in condition.attributes.items():
            yield f"{self._name(name)} = {self._value(value)}"

    def _is_past(self) -> str:
        return f"{self._name(EXPIRES_AT)} <= {self._value(self._now)}"

    def _name(self, attribute: str) -> str:
        for placeholder, known in self._names.items():
            if known == attribute:
                return placeholder
        placeholder = f"#n{len(self._names)}"
        self._names[placeholder] = attribute
        return placeholder

    def _value(self, value: Value) -> str:
        placeholder = f":v{len(self._values)}"
        self._values[placeholder] = _to_attribute(value)
        return placeholder


def _clause(keyword: str, parts: Iterable[str]) -> Iterable[str]:
    joined = ", ".join(parts)
    return (f"{keyword} {joined}",) if joined else ()
