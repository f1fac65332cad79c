"""Stores by their URLs. The only module that names an adapter."""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from chatscape.store.walk import OpenStore, Walkable

if TYPE_CHECKING:
    from chatscape.store.sqlite_file import SqliteFile


def open_store(url: str) -> OpenStore:
    """The adapter for sqlite:///path or dynamodb://table[?endpoint_url=…]."""
    path = _sqlite_path(url)
    if path:
        from chatscape.store.sqlite import SqliteStore

        return SqliteStore(path)
    from chatscape.store.dynamodb import DynamoDBStore

    return DynamoDBStore(*_table(url))


def open_walk(url: str) -> Walkable:
    """A store from end to end, for the command that moves it; the site never walks."""
    path = _sqlite_path(url)
    if path:
        from chatscape.store.sqlite_walk import SqliteWalk

        return SqliteWalk(open_store(url), path)
    from chatscape.store.dynamodb_walk import DynamoDBWalk

    return DynamoDBWalk(open_store(url), *_table(url))


def sqlite_file(url: str) -> "SqliteFile | None":
    """The file of a store, to be backed up and restored; None where the store is no file."""
    from chatscape.store.sqlite_file import SqliteFile

    path = _sqlite_path(url)
    return SqliteFile(path, lambda: open_store(url).close()) if path else None


def _sqlite_path(url: str) -> Path | None:
    if not url.startswith("sqlite:///"):
        return None
    return Path(unquote(url.removeprefix("sqlite:///"))).absolute()


def _table(url: str) -> tuple[str, str | None]:
    """A table and where it is asked for."""
    parts = urlsplit(url)
    if parts.scheme != "dynamodb":
        raise ValueError(f"No store has the scheme {parts.scheme!r}")
    (endpoint_url,) = parse_qs(parts.query).get("endpoint_url", [None])
    return parts.netloc, endpoint_url
