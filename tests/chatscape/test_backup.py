"""manage.py backup and manage.py restore"""

from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from chatscape.store.sqlite import SqliteStore
from tests.store.whole import dump, fill


def says(*command: str) -> str:
    said = StringIO()
    call_command(*command, stdout=said)
    return said.getvalue()


def test_the_commands_say_what_was_done(tmp_path: Path, settings: Settings) -> None:
    path, copy = tmp_path / "chatscape.sqlite3", tmp_path / "copy"
    settings.CHATSCAPE_STORE = f"sqlite:///{path}"
    with closing(SqliteStore(path)) as store:
        fill(store, 50)

    assert says("backup", str(copy)) == f"{copy} is whole and has 50 items.\n"
    with pytest.raises(CommandError, match="copy exists already"):
        says("backup", str(copy))
    with pytest.raises(CommandError, match="has items"):
        says("restore", str(copy))
    assert says("restore", str(copy), "--replace") == f"The store has 50 items of {copy}.\n"

    assert dump(f"sqlite:///{copy}") == dump(f"sqlite:///{path}")


def test_dynamodb_has_its_own_ways(settings: Settings) -> None:
    settings.CHATSCAPE_STORE = "dynamodb://chatscape"

    with pytest.raises(CommandError, match="point-in-time recovery"):
        says("backup", "copy")
    with pytest.raises(CommandError, match="into a new table"):
        says("restore", "copy")
