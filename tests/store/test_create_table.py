"""manage.py create_table"""

from contextlib import ExitStack, closing
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from chatscape.store.port import Key, Put
from chatscape.stores import open_store
from tests.engines import Engine


@pytest.fixture
def on(settings):
    """Set the site to a store, for this test only."""
    with ExitStack() as opened:

        def to(url: str):
            settings.CHATSCAPE_STORE = url
            return opened.enter_context(closing(open_store(url)))

        yield to


def run() -> str:
    output = StringIO()
    call_command("create_table", stdout=output)
    return output.getvalue()


@pytest.mark.parametrize("emulator", ["moto", "ministack"])
def test_it_makes_the_table_and_may_run_again(request, on, emulator):
    engine = Engine(emulator, f"table-{uuid4().hex}", request.getfixturevalue(emulator))
    store = on(engine.url)

    assert run() == "The table is ready.\n"
    store.write(Put(Key("p", "s"), {"n": 1}))
    assert run() == "The table was there already.\n"

    assert store.get(Key("p", "s")) == {"n": 1, "sort": "s"}


def test_sqlite_needs_no_table(on, tmp_path):
    on(f"sqlite:///{tmp_path}/chatscape.sqlite3")

    with pytest.raises(CommandError, match="SQLite"):
        run()
