"""The store on one DynamoDB table. Its TTL only cleans up what readers no longer see."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from .dynamodb_client import READ_TIMEOUT, ask, open_client
from .expressions import Expressions, Request, from_attributes, key_attributes, to_attributes
from .port import (
    EXPIRES_AT,
    PARTITION,
    SORT,
    Check,
    ConditionFailed,
    Delete,
    Item,
    Key,
    Put,
    Update,
    Write,
)
from .retries import Repeat, insist
from .rules import check_key, check_query, check_writes, holds, is_live

ACTIONS = {Put: "Put", Update: "Update", Delete: "Delete", Check: "ConditionCheck"}


class DynamoDBStore:
    """Region and credentials come from the environment, as with every AWS client.

    Make it before a server forks its workers or after, but do not use it before.
    """

    def __init__(
        self,
        table: str,
        endpoint_url: str | None = None,
        *,
        read_timeout: float = READ_TIMEOUT,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._table = table
        self._clock = clock
        self._client = open_client(endpoint_url, read_timeout=read_timeout)

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        check_key(key)
        answer = self._read(
            self._client.get_item, Key=key_attributes(key), ConsistentRead=consistent
        )
        item = from_attributes(answer.get("Item", {}))
        return item if item and is_live(item, self._clock()) else None

    def query(
        self,
        partition: str,
        *,
        limit: int,
        start_after: str | None = None,
        newest_first: bool = False,
    ) -> Sequence[Item]:
        check_query(partition, limit, start_after)
        expressions = Expressions(self._clock())
        request = {
            "ConsistentRead": True,
            "ScanIndexForward": not newest_first,
            **expressions.parameters(
                KeyConditionExpression=expressions.range(
                    partition, start_after, newest_first=newest_first
                ),
                FilterExpression=expressions.live(),
            ),
        }
        return self._pages(request, limit)

    def write(self, *writes: Write) -> None:
        check_writes(writes)
        if len(writes) > 1:
            self._write_together(writes)
        elif isinstance(writes[0], Check):
            self._check(writes[0])
        else:
            self._write_alone(writes[0])

    def create_table(self) -> bool:
        """Make the table if it is missing, and let it clean up. Whether it was missing."""
        return bool(insist(partial(ask, self._make_ready, ()), Repeat.HARMLESS))

    def close(self) -> None:
        self._client.close()

    def _make_ready(self) -> bool:
        is_new = self._create_table()
        self._client.get_waiter("table_exists").wait(
            TableName=self._table, WaiterConfig={"Delay": 1, "MaxAttempts": 120}
        )
        described = self._client.describe_time_to_live(TableName=self._table)
        if described["TimeToLiveDescription"].get("TimeToLiveStatus") in {None, "DISABLED"}:
            self._client.update_time_to_live(
                TableName=self._table,
                TimeToLiveSpecification={"Enabled": True, "AttributeName": EXPIRES_AT},
            )
        return is_new

    def _create_table(self) -> bool:
        try:
            self._client.create_table(
                TableName=self._table,
                BillingMode="PAY_PER_REQUEST",
                AttributeDefinitions=[
                    {"AttributeName": PARTITION, "AttributeType": "S"},
                    {"AttributeName": SORT, "AttributeType": "S"},
                ],
                KeySchema=[
                    {"AttributeName": PARTITION, "KeyType": "HASH"},
                    {"AttributeName": SORT, "KeyType": "RANGE"},
                ],
            )
        except self._client.exceptions.ResourceInUseException:
            return False
        return True

    def _read(self, operation: Callable[..., Any], **request: Any) -> Any:
        return insist(
            partial(ask, operation, (), TableName=self._table, **request), Repeat.HARMLESS
        )

    def _pages(self, request: Request, limit: int) -> list[Item]:
        """DynamoDB ends a page at its limit before filtering, and at 1 MB."""
        items: list[Item] = []
        while len(items) < limit:
            page = self._read(self._client.query, Limit=limit - len(items), **request)
            items += [from_attributes(attributes) for attributes in page["Items"]]
            if "LastEvaluatedKey" not in page:
                break
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
        return items

    def _check(self, check: Check) -> None:
        """A consistent read says as much as a transaction of one, for a quarter of the price."""
        if not holds(check.when, self.get(check.key)):
            raise ConditionFailed(check)

    def _write_alone(self, write: Write) -> None:
        request = self._request(write)
        operation: Callable[..., Any] = self._client.delete_item
        repeat = Repeat.MEETS_ITSELF
        if isinstance(write, Put):
            operation = self._client.put_item
        elif isinstance(write, Update):
            operation = self._client.update_item
            repeat = Repeat.DOUBLES if write.add else repeat
        insist(partial(ask, operation, (write,), **request), repeat)

    def _write_together(self, writes: Sequence[Write]) -> None:
        """The token lets a batch take effect once, however often it is asked for."""
        parts = [{ACTIONS[type(write)]: self._request(write)} for write in writes]
        write_all = partial(
            ask,
            self._client.transact_write_items,
            writes,
            TransactItems=parts,
            ClientRequestToken=str(uuid4()),
        )
        insist(write_all, Repeat.HARMLESS)

    def _request(self, write: Write) -> Request:
        expressions = Expressions(self._clock())
        request: Request = {"TableName": self._table}
        if isinstance(write, Put):
            request["Item"] = to_attributes(write.item) | key_attributes(write.key)
        else:
            request["Key"] = key_attributes(write.key)
        update = expressions.update(write) if isinstance(write, Update) else None
        condition = expressions.condition(write.when)
        return request | expressions.parameters(
            UpdateExpression=update, ConditionExpression=condition
        )
