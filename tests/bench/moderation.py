"""Prints what moderation costs in store calls and DynamoDB units: `make bench-moderation`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import settings

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SIZES = (10, 10_000)


def main() -> None:
    django.setup()
    settings.STORAGES = PLAIN
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 1_000_000)
    from chatscape.store.sqlite import SqliteStore
    from tests.bench.docket import fill, measure
    from tests.bench.operations import metered

    columns = []
    for size in SIZES:
        with TemporaryDirectory() as folder:
            store = SqliteStore(Path(folder) / "store.sqlite3")
            with metered(store) as meter:
                columns.append(measure(fill(meter, store, size)))
            store.close()
    out = sys.stdout.write
    out("calls, and read units + write units, at so many open reports\n")
    out(f"{'':24}{'calls':>6}" + "".join(f"{size:>14,}" for size in SIZES) + "\n")
    for name, first in columns[0].items():
        units = [f"{c[name].read_units:g} + {c[name].write_units}" for c in columns]
        out(f"{name:24}{first.calls:>6}" + "".join(f"{unit:>14}" for unit in units) + "\n")


if __name__ == "__main__":
    main()
