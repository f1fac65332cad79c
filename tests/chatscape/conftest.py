from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chatscape.store.sqlite import SqliteStore
from chatscape.store.walk import Walkable
from chatscape.stores import open_walk
from tests.chatscape.copying import COUNT, url_of
from tests.store.whole import fill


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SqliteStore]:
    """A store with some items, at `url_of(tmp_path / "from.sqlite3")`."""
    with closing(SqliteStore(tmp_path / "from.sqlite3")) as store:
        fill(store, COUNT)
        yield store


@pytest.fixture
def source(file: SqliteStore, tmp_path: Path) -> str:
    return url_of(tmp_path / "from.sqlite3")


@pytest.fixture
def target(tmp_path: Path) -> str:
    return url_of(tmp_path / "to.sqlite3")


@pytest.fixture
def opened() -> Iterator[Callable[[str], Walkable]]:
    stores: list[Walkable] = []

    def opened(url: str) -> Walkable:
        stores.append(open_walk(url))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()
