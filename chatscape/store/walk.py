"""A store from end to end, for whoever moves it. The port has no such thing: no page needs it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .port import SORT, Item, Key, Store

PAGE = 100  # items, as many as one call of DynamoDB finds by their keys


@dataclass(frozen=True, slots=True)
class Entry:
    """An item at its key, which is no part of it."""

    key: Key
    item: Item


@dataclass(frozen=True, slots=True)
class Page:
    """Up to a hundred entries, and the key behind which the walk goes on; None at its end."""

    entries: Sequence[Entry]
    end: Key | None


class OpenStore(Store, Protocol):
    def close(self) -> None: ...


class Walkable(Protocol):
    """Every method may raise StoreUnavailable."""

    store: OpenStore
    """The same one as the site has it."""

    def pages(self, after: Key | None = None) -> Iterator[Page]:
        """Every item that has not expired, once, in an order of the store's own.

        `after` is the end of a page of an earlier walk. What is written meanwhile may be missed.
        """

    def find(self, keys: Sequence[Key]) -> Mapping[Key, Item]:
        """Which items are at up to a hundred keys; what is absent or has expired is left out."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Replace what is at the keys: a few at a time, so that some may be written if it fails."""

    def close(self) -> None:
        """Of the store as well."""


def without_sort(item: Item) -> Item:
    return {name: value for name, value in item.items() if name != SORT}
