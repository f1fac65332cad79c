"""manage.py copy_store, between a file and the stand-ins for DynamoDB, in both directions."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError

from chatscape.store.copying import MARK, Copy
from chatscape.store.port import Delete, Item, Key, Put, Update
from chatscape.store.sqlite import SqliteStore
from chatscape.store.walk import Walkable
from tests import managing
from tests.chatscape.copying import COUNT, says, url_of
from tests.engines import Engine
from tests.store.whole import dump, typed

SOME = Key("p", "s")


@pytest.mark.parametrize("engine", ["moto", "ministack"], indirect=True)
def test_there_and_back_is_the_same(source: str, engine: Engine, target: str) -> None:
    there = says(source, engine.url)
    back = says(engine.url, target)

    assert there == back
    assert there.splitlines() == [
        "250 items are copied.",
        "250 items of the source are compared.",
        "The stores are alike.",
    ]
    assert dump(source) == dump(engine.url) == dump(target)
    assert len(dump(source)) == COUNT


@pytest.mark.parametrize("engine", ["ministack"], indirect=True)
def test_what_has_expired_is_not_copied(
    file: SqliteStore, source: str, engine: Engine, target: str
) -> None:
    kept = dump(source)
    over: Item = {"expires_at": 1_000_000_000}
    file.write(Put(SOME, over))

    says(source, engine.url)
    assert dump(engine.url) == kept
    engine.open().write(Put(SOME, over))
    assert "250 items are copied." in says(engine.url, target)

    assert dump(target) == kept
    assert kept[Key("user#2", "000002\N{EURO SIGN}")]["expires_at"] == (int, 4_000_000_000)


def test_a_site_that_writes_meanwhile_is_found_and_the_next_run_puts_it_right(
    file: SqliteStore, source: str, target: str, opened: Callable[[str], Walkable]
) -> None:
    """What it added and changed; what it deleted stays in the target, and is told every time."""
    added, deleted = Key("a", "before the first"), Key("user#0", "000000\N{EURO SIGN}")
    changed = Key("user#0", "000007\N{EURO SIGN}")
    for count in Copy(source, opened(source), opened(target)).run():
        if count == 100:
            file.write(Put(added, {}), Update(changed, {"id": 0}), Delete(deleted))

    code, said = managing.run("copy_store", source, target)
    assert code == 1
    for key, what in ((added, "missing"), (changed, "another one"), (deleted, "alone")):
        assert f"{key.partition} {key.sort} is" in said
        assert what in said
    assert "not alike; differences: 3." in said

    with pytest.raises(CommandError, match="not alike; differences: 1"):
        says(source, target)
    opened(target).store.write(Delete(deleted))
    assert "The stores are alike." in says(source, target)
    assert dump(source) == dump(target)


def test_the_mark_is_gone_at_the_end_and_only_then(
    source: str, target: str, opened: Callable[[str], Walkable]
) -> None:
    list(Copy(source, opened(source), opened(target)).run())
    assert MARK in dump(target)

    says(source, target)

    assert MARK not in dump(target)


def test_what_would_mix_up_two_stores_is_refused(
    file: SqliteStore, source: str, target: str, tmp_path: Path, opened: Callable[[str], Walkable]
) -> None:
    third = url_of(tmp_path / "third.sqlite3")
    opened(third).store.write(Put(SOME, {"n": 1}))
    next(Copy(source, opened(source), opened(target)).run())
    before = dump(source), dump(target), dump(third)

    for ends, problem in (
        ((source, third), "has items that no unfinished copy put there"),
        ((source, source), "has items that no unfinished copy put there"),
        ((third, target), f"has a part of {source}"),
        ((target, third), "is itself a copy that was not finished"),
    ):
        with pytest.raises(CommandError, match=problem):
            says(*ends)

    assert (dump(source), dump(target), dump(third)) == before


def test_a_store_that_is_not_there_is_not_copied(
    aws_environment: None, source: str, target: str, ministack: str, tmp_path: Path
) -> None:
    nowhere = url_of(tmp_path / "nowhere.sqlite3")
    no_table = Engine("ministack", "no-such-table", ministack).url
    SqliteStore(tmp_path / "empty.sqlite3").close()

    for command, problem in (
        ((nowhere, target), "does not exist"),
        ((source, nowhere, "--only-compare"), "does not exist"),
        ((url_of(tmp_path / "empty.sqlite3"), target), "has no items"),
        ((source, no_table), "ResourceNotFound"),
        ((source, "postgres://table"), "neither sqlite:///path nor dynamodb://table"),
        (("chatscape.sqlite3", target), "neither sqlite:///path nor dynamodb://table"),
    ):
        with pytest.raises(CommandError, match=problem):
            says(*command)

    assert not (tmp_path / "nowhere.sqlite3").exists()
    assert dump(target) == typed({})
