"""What SQLite adds to the contract: processes, a file that cannot be written, a damaged file."""

import fcntl
import multiprocessing
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from chatscape.store.port import Key, Put, StoreUnavailable, Update
from chatscape.store.sqlite import SqliteStore
from tests.store.sqlite_processes import COUNTER, append, append_many

KEY = Key("p", "s")


@pytest.fixture
def store(path):
    store = SqliteStore(path, patience=0.2)
    yield store
    store.close()


def numbers(store) -> list[int]:
    return [int(item["sort"]) for item in store.query("messages", limit=10_000)]


@pytest.mark.parametrize("method", ["spawn", "fork"])
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_several_processes_number_without_gaps(path, method):
    """Forked ones too, although the parent has used the store before and goes on using it."""
    store = SqliteStore(path)
    store.write(Put(COUNTER, {"last": 0, "total": 0, "alone": 0}))
    context = multiprocessing.get_context(method)
    workers = [
        context.Process(target=append_many, args=(str(path), f"worker {number}", 25))
        for number in range(4)
    ]
    for worker in workers:
        worker.start()
    for number in range(25):
        append(store, f"parent-{number}")
    for worker in workers:
        worker.join()

    assert [worker.exitcode for worker in workers] == [0] * 4
    assert numbers(store) == list(range(1, 126))
    assert store.get(COUNTER) == {"last": 125, "total": 125, "alone": 100, "sort": "counter"}
    store.close()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_store_goes_on_in_a_forked_child_without_the_parents_connections(store):
    store.write(Put(COUNTER, {"last": 0, "total": 0}))

    def append_in_child() -> None:
        assert not store._idle
        append(store, "child")

    child = multiprocessing.get_context("fork").Process(target=append_in_child)
    child.start()
    child.join()
    append(store, "parent")

    assert child.exitcode == 0
    assert numbers(store) == [1, 2]


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(path):
    with closing(SqliteStore(path)) as store:
        store.write(Put(COUNTER, {"last": 0, "total": 0}))
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.store.sqlite_processes", path],
            stdout=subprocess.PIPE,
            text=True,
        ) as worker:
            acknowledged = [int(worker.stdout.readline()) for _ in range(20)]
            worker.send_signal(signal.SIGKILL)
            acknowledged += [int(line) for line in worker.stdout if line.endswith("\n")]

        with closing(SqliteStore(path)) as store:
            last = store.get(COUNTER)["last"]
            assert numbers(store) == list(range(1, last + 1))
            assert last in {acknowledged[-1], acknowledged[-1] + 1}
            assert store.get(COUNTER)["total"] == last


def test_many_threads_share_a_store(path):
    store = SqliteStore(path)
    store.write(Put(COUNTER, {"n": 0}))

    def read_and_write(_: int) -> int:
        store.write(Update(COUNTER, add={"n": 1}))
        return store.get(COUNTER)["n"]

    with ThreadPoolExecutor(16) as pool:
        seen = list(pool.map(read_and_write, range(200)))

    assert max(seen) == 200
    store.close()


def test_a_locked_file_is_unavailable_until_it_is_free(store, path):
    store.write(Put(KEY, {"n": 0}))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailable):
            store.write(Put(KEY, {"n": 1}))
        assert store.get(KEY) == {"n": 0, "sort": "s"}
        other.rollback()

    store.write(Put(KEY, {"n": 2}))
    assert store.get(KEY) == {"n": 2, "sort": "s"}


def test_writers_do_not_queue_for_ever(store, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with ThreadPoolExecutor(12) as pool:
            writes = [pool.submit(store.write, Put(KEY, {})) for _ in range(12)]
        other.rollback()

    assert all(isinstance(write.exception(), StoreUnavailable) for write in writes)


@contextmanager
def turn_of_another_process(path: Path):
    with path.with_name(f"{path.name}-turn").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
        fcntl.flock(turn, fcntl.LOCK_UN)


def test_a_writer_waits_while_another_process_has_its_turn(path):
    with closing(SqliteStore(path, patience=60)) as store, ThreadPoolExecutor(1) as pool:
        with turn_of_another_process(path):
            write = pool.submit(store.write, Put(KEY, {}))
            assert wait([write], timeout=0.2).not_done
        write.result()

        assert store.get(KEY)


def test_a_frozen_process_makes_the_store_unavailable_and_no_longer(store, path):
    with turn_of_another_process(path), pytest.raises(StoreUnavailable):
        store.write(Put(KEY, {}))

    store.write(Put(KEY, {}))


def test_a_closed_store_opens_again(store):
    store.write(Put(KEY, {}))
    store.close()

    assert store.get(KEY)


def test_threads_that_end_leave_no_connections_behind(store):
    for _ in range(20):
        thread = threading.Thread(target=store.get, args=(KEY,))
        thread.start()
        thread.join()

    assert len(store._idle) == 1
