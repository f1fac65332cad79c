"""Sets the site up without a server, and prints what operations cost at several sizes."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import settings

from chatscape.store.meter import Cost, Meter
from chatscape.store.port import Store

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

Costs = dict[str, Cost]


def set_up() -> None:
    django.setup()
    settings.STORAGES = PLAIN
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 1_000_000)


@contextmanager
def metered_sqlite() -> Iterator[tuple[Meter, Store]]:
    """The application over a file that is new."""
    from chatscape.store.sqlite import SqliteStore
    from tests.bench.operations import metered

    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "store.sqlite3")
        with metered(store) as meter:
            yield meter, store
        store.close()


def write_table(title: str, columns: dict[str, Costs]) -> None:
    """A line for each operation: its calls, and its read and write units at each size."""
    out: Callable[[str], object] = sys.stdout.write
    out(f"calls, and read units + write units, {title}\n")
    out(f"{'':30}{'calls':>6}" + "".join(f"{size:>14}" for size in columns) + "\n")
    found: Sequence[Costs] = list(columns.values())
    for name, first in found[0].items():
        units = [f"{costs[name].read_units:g} + {costs[name].write_units}" for costs in found]
        out(f"{name:30}{first.calls:>6}" + "".join(f"{unit:>14}" for unit in units) + "\n")
