"""A DynamoDB table from end to end, by the calls that take many items and promise no order."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from .dynamodb_client import ask, open_client
from .expressions import Attributes, Request, from_attributes, key_attributes, to_attributes
from .port import PARTITION, SORT, Item, Key
from .retries import Refused, Repeat, insist
from .rules import is_live
from .walk import PAGE, Entry, OpenStore, Page, without_sort

BATCH = 25  # items, as many as one call writes


class DynamoDBWalk:
    """What a call leaves undone is asked for again, with a pause where it did nothing at all."""

    def __init__(
        self,
        store: OpenStore,
        table: str,
        endpoint_url: str | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.store = store
        self._table = table
        self._clock = clock
        self._client = open_client(endpoint_url)

    def pages(self, after: Key | None = None) -> Iterator[Page]:
        request: Request = {"TableName": self._table, "ConsistentRead": True, "Limit": PAGE}
        end = key_attributes(after) if after else None
        while True:
            start = {"ExclusiveStartKey": end} if end else {}
            answer = _insist(self._client.scan, **request, **start)
            end = answer.get("LastEvaluatedKey")
            yield Page(self._live(answer["Items"]), _key(end) if end else None)
            if not end:
                return

    def find(self, keys: Sequence[Key]) -> Mapping[Key, Item]:
        found: list[Attributes] = []
        left = [key_attributes(key) for key in keys]
        while left:
            some, left = insist(partial(self._find_some, left), Repeat.HARMLESS)
            found += some
        return {entry.key: entry.item for entry in self._live(found)}

    def put(self, entries: Sequence[Entry]) -> None:
        for start in range(0, len(entries), BATCH):
            left = [_put_request(entry) for entry in entries[start : start + BATCH]]
            while left:
                left = insist(partial(self._put_some, left), Repeat.HARMLESS)

    def close(self) -> None:
        self._client.close()
        self.store.close()

    def _find_some(self, keys: list[Attributes]) -> tuple[list[Attributes], list[Attributes]]:
        """What was found, and the keys that were not looked at."""
        request = {self._table: {"Keys": keys, "ConsistentRead": True}}
        answer = ask(self._client.batch_get_item, (), RequestItems=request)
        found = answer.get("Responses", {}).get(self._table, [])
        undone = answer.get("UnprocessedKeys", {}).get(self._table, {}).get("Keys", [])
        return found, _unless_all(undone, keys)

    def _put_some(self, requests: list[Request]) -> list[Request]:
        """Those that were not done."""
        answer = ask(self._client.batch_write_item, (), RequestItems={self._table: requests})
        undone = answer.get("UnprocessedItems", {}).get(self._table, [])
        return _unless_all(undone, requests)

    def _live(self, found: Sequence[Attributes]) -> list[Entry]:
        now = self._clock()
        items = [(_key(attributes), from_attributes(attributes)) for attributes in found]
        return [Entry(key, without_sort(item)) for key, item in items if is_live(item, now)]


def _insist(operation: Callable[..., Any], **request: Any) -> Any:
    return insist(partial(ask, operation, (), **request), Repeat.HARMLESS)


def _put_request(entry: Entry) -> Request:
    return {"PutRequest": {"Item": to_attributes(entry.item) | key_attributes(entry.key)}}


def _unless_all(undone: list[Attributes], asked: list[Attributes]) -> list[Attributes]:
    """Raises Refused where nothing was done."""
    if len(undone) == len(asked):
        raise Refused("Nothing of what was asked was done")
    return undone


def _key(attributes: Mapping[str, Any]) -> Key:
    return Key(attributes[PARTITION]["S"], attributes[SORT]["S"])
