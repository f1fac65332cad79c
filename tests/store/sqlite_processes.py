"""What the other processes of the SQLite tests do."""

import sys

from chatscape.store.port import Absent, ConditionFailed, Key, Present, Put, Update
from chatscape.store.sqlite import SqliteStore

COUNTER = Key("p", "counter")


def append(store: SqliteStore, text: str) -> int:
    """Add a message under the next number, which nobody else has."""
    while True:
        last = store.get(COUNTER)["last"]
        try:
            store.write(
                Put(Key("messages", f"{last + 1:012}"), {"text": text}, when=Absent()),
                Update(COUNTER, {"last": last + 1}, {"total": 1}, when=Present({"last": last})),
            )
        except ConditionFailed:
            continue
        return last + 1


def append_many(path: str, name: str, count: int) -> None:
    store = SqliteStore(path)
    for number in range(count):
        append(store, f"{name}-{number}")
        store.write(Update(COUNTER, add={"alone": 1}))
    store.close()


def append_until_killed(path: str) -> None:
    """Tells each number once it is safe."""
    store = SqliteStore(path)
    while True:
        sys.stdout.write(f"{append(store, 'x')}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    append_until_killed(sys.argv[1])
