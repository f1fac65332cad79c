"""Prints what every operation costs in store calls and DynamoDB units: `make bench-units`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import settings

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MESSAGES = (10, 1_000, 100_000)
CONTACTS = (3, 300)


def main() -> None:
    django.setup()
    settings.STORAGES = PLAIN
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 1_000_000)
    from chatscape.store.sqlite import SqliteStore
    from tests.bench.operations import fill, measure, metered

    columns = []
    for contacts in CONTACTS:
        for messages in MESSAGES:
            with TemporaryDirectory() as folder:
                store = SqliteStore(Path(folder) / "store.sqlite3")
                with metered(store) as meter:
                    columns.append(measure(fill(meter, store, messages, contacts)))
                store.close()
    sizes = [f"{messages:,}/{contacts}" for contacts in CONTACTS for messages in MESSAGES]
    out = sys.stdout.write
    out("calls, and read units + write units, at so many messages / contacts\n")
    out(f"{'':30}{'calls':>6}" + "".join(f"{size:>14}" for size in sizes) + "\n")
    for name, first in columns[0].items():
        units = [f"{c[name].read_units:g} + {c[name].write_units}" for c in columns]
        out(f"{name:30}{first.calls:>6}" + "".join(f"{unit:>14}" for unit in units) + "\n")


if __name__ == "__main__":
    main()
