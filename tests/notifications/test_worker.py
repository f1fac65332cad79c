"""Work beside the requests of a process: bounded, harmless, and done when the process ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from chatscape.server import OPTIONS
from notifications.worker import ROOM, THREADS, Worker
from tests.site import ROOT, answers, free_port, wait_until

JOBS = 12


@pytest.fixture
def held() -> Iterator[Event]:
    """What jobs wait for."""
    event = Event()
    yield event
    event.set()


def test_what_is_asked_for_is_done() -> None:
    worker, done = Worker(), list[int]()

    for number in range(100):
        worker.do(lambda number=number: done.append(number))

    assert worker.wait()
    assert sorted(done) == list(range(100))
    assert worker.wait()


def test_whoever_asks_does_not_wait(held: Event) -> None:
    worker, started = Worker(), Event()

    def waits() -> None:
        started.set()
        held.wait()

    worker.do(waits)
    started.wait()
    assert not worker.wait(0)
    held.set()
    assert worker.wait()


def test_what_finds_no_room_is_dropped_and_logged(
    held: Event, caplog: pytest.LogCaptureFixture
) -> None:
    worker, done, started = Worker(threads=1, room=2), list[int](), Event()

    def waits() -> None:
        started.set()
        held.wait()

    worker.do(waits)
    started.wait()
    for number in range(4):
        worker.do(lambda number=number: done.append(number))

    held.set()
    assert worker.wait()
    assert done == [0, 1]
    assert caplog.text.count("push_dropped cause=full") == 2


def test_a_job_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    worker, done = Worker(threads=1), Event()

    def fails() -> None:
        raise ValueError("canary")

    worker.do(fails)
    worker.do(done.set)

    assert worker.wait()
    assert done.is_set()
    assert "unhandled_exception" in caplog.text


def test_where_no_thread_can_be_had_nothing_is_raised(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class NoThread:
        def __init__(self, **options: object) -> None: ...
        def start(self) -> None:
            raise RuntimeError

    done = Event()
    worker = Worker()
    with monkeypatch.context() as patch:
        patch.setattr("notifications.worker.Thread", NoThread)
        worker.do(done.set)
    assert "push_dropped cause=threads" in caplog.text

    worker.do(done.set)
    assert worker.wait()
    assert done.is_set()


def test_there_is_room_for_a_busy_moment_and_no_more() -> None:
    assert (THREADS, ROOM) == (4, 1_000)


APPLICATION = """
import sys, time
from pathlib import Path
from notifications.worker import Worker

worker = Worker()
done = Path({done!r})


def job(number):
    time.sleep({pause})
    with done.open("a") as file:
        file.write(f"{{number}}\\n")


def application(environ, start_response):
    if environ["PATH_INFO"] == "/work":
        for number in range({jobs}):
            worker.do(lambda number=number: job(number))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
"""


Serve = Callable[..., tuple[subprocess.Popen[bytes], int]]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """The server of `make run` with an application whose jobs take so many seconds."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(*, pause: float, jobs: int = JOBS) -> tuple[subprocess.Popen[bytes], int]:
        port = free_port()
        source = APPLICATION.format(done=str(tmp_path / "done"), pause=pause, jobs=jobs)
        (tmp_path / "busy.py").write_text(source)
        command = [
            *(sys.executable, "-m", "granian", "--host", "127.0.0.1", "--port", str(port)),
            *("--workers", "1", "--blocking-threads", "2", "busy:application"),
        ]
        environment = (
            os.environ
            | OPTIONS
            | {
                "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
                "DJANGO_SETTINGS_MODULE": "chatscape.settings",
            }
        )
        process = subprocess.Popen(command, cwd=tmp_path, env=environment)
        processes.append(process)
        wait_until(lambda: answers(port, "/"))
        return process, port

    yield start
    for process in processes:
        process.kill()
        process.wait()


def test_a_server_that_is_stopped_does_what_it_was_asked_to(serve: Serve, tmp_path: Path) -> None:
    process, port = serve(pause=0.3)
    assert answers(port, "/work")

    process.send_signal(signal.SIGTERM)

    assert process.wait() == 0
    done = (tmp_path / "done").read_text().split()
    assert sorted(map(int, done)) == list(range(JOBS))


def test_a_server_that_is_stopped_gives_up_what_takes_too_long(
    serve: Serve, tmp_path: Path
) -> None:
    process, port = serve(pause=3600)
    assert answers(port, "/work")

    process.send_signal(signal.SIGTERM)

    assert process.wait() == 0
    assert not (tmp_path / "done").exists()
