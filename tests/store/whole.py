"""A store with a little of everything, and what is in one as its engine itself tells it."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import botocore.session

from chatscape.store.port import Item, Key, Put, Store

KINDS: list[Item] = [
    {"body": "hello \N{WAVING HAND SIGN}\0\n", "seq": 1, "is_read": True},
    {"count": 0, "is_read": False, "text": ""},
    {"n": 2**63, "m": -(2**63), "one": "1", "expires_at": 4_000_000_000},
    {},
]

Typed = dict[Key, dict[str, tuple[type, object]]]


def fill(store: Store, count: int) -> dict[Key, Item]:
    """Items of every kind in partitions of several sizes."""
    items = {
        Key(f"user#{number % 7}", f"{number:06}\N{EURO SIGN}"): {**KINDS[number % 4], "id": number}
        for number in range(count)
    }
    puts = [Put(key, item) for key, item in items.items()]
    for start in range(0, count, 100):
        store.write(*puts[start : start + 100])
    return items


def typed(items: Mapping[Key, Item]) -> Typed:
    """In which True is not 1."""
    return {
        key: {name: (type(value), value) for name, value in item.items()}
        for key, item in items.items()
    }


def dump(url: str) -> Typed:
    """Everything that is stored, expired or not, without a line of the site's own."""
    return typed(_file(url) if url.startswith("sqlite") else _table(url))


def _file(url: str) -> dict[Key, Item]:
    with closing(sqlite3.connect(unquote(url.removeprefix("sqlite:///")))) as file:
        rows = file.execute("SELECT partition, sort, item FROM items").fetchall()
    return {Key(partition, sort): json.loads(item) for partition, sort, item in rows}


def _table(url: str) -> dict[Key, Item]:
    parts = urlsplit(url)
    (endpoint_url,) = parse_qs(parts.query)["endpoint_url"]
    client = botocore.session.get_session().create_client("dynamodb", endpoint_url=endpoint_url)
    with closing(client):
        pages = client.get_paginator("scan").paginate(TableName=parts.netloc, ConsistentRead=True)
        found = [attributes for page in pages for attributes in page["Items"]]
    return dict(_item(attributes) for attributes in found)


def _item(attributes: dict[str, Any]) -> tuple[Key, Item]:
    item = {name: _value(attribute) for name, attribute in attributes.items()}
    return Key(item.pop("partition"), item.pop("sort")), item


def _value(attribute: dict[str, Any]) -> Any:
    ((kind, value),) = attribute.items()
    return {"S": str, "N": int, "BOOL": bool}[kind](value)
