"""`make bench-endurance`: how two workers on SQLite start, go on for long, and bear many senders.

Starts stand beside bare Django on plain granian, in turns; senders beside a view that does nothing.
"""

import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from random import choices
from statistics import median
from typing import Any

from chatscape.server import OPTIONS
from chatscape.store.meter import Meter
from tests.bench.load import Asking, Sample, sample_of, waits_of
from tests.bench.requests import BARE_SITE, SITE, keep_result, set_up
from tests.bench.servers import Server, running, server
from tests.engines import Engine
from tests.site import answers, free_port

BARE = "bare Django on granian"
STARTS = {
    BARE: (["granian", BARE_SITE], "/bare/"),
    "ours": (["chatscape.server"], "/healthz"),
    "ours, with a page": (["chatscape.server"], "/"),
}
TIMES = 15  # of each start
REQUESTS, STEPS, CONNECTIONS = int(os.environ.get("REQUESTS", "100000")), 10, 8
SENDERS, SENDS = (1, 8, 32), 1_600


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is shipped is compiled
    with tempfile.TemporaryDirectory() as name:
        set_up(Path(name))
        keep_result("endurance", {"starts": _starts(Path(name)), **_under_load(Path(name))})


def _starts(folder: Path) -> dict[str, Any]:
    """Milliseconds until the first answer, and of the CPU meanwhile."""
    found = {name: [_start(*how, folder)] for name, how in STARTS.items()}  # these may compile
    for name in [*STARTS] * TIMES:
        found[name].append(_start(*STARTS[name], folder))
    medians = {name: [*map(median, zip(*it[1:], strict=True))] for name, it in found.items()}
    _row(f"start, median of {TIMES}", "ms", "ratio", "CPU ms", "ratio")
    for name, times in medians.items():
        pairs = zip(times, medians[BARE], strict=True)
        _row(name, *(cell for it, bare in pairs for cell in (f"{it:.0f}", f"{it / bare:.2f}")))
    return medians


def _start(what: list[str], path: str, folder: Path) -> tuple[float, float]:
    port = free_port()
    command = [sys.executable, "-m", *what, "--host", "127.0.0.1", "--port", str(port)]
    variables = OPTIONS | {"CHATSCAPE_STORE": f"sqlite:///{folder}/start.sqlite3"}
    began = time.perf_counter()
    with running(command, port, folder, variables, lambda: answers(port, path)) as started:
        took = (time.perf_counter() - began) * 1000, started.cpu()
        os.killpg(started.group, signal.SIGKILL)  # a worker that is starting heeds no SIGTERM
    return took


def _under_load(folder: Path) -> dict[str, Any]:
    from tests.bench.operations import metered

    engine, port = Engine("sqlite", f"{folder}/load.sqlite3"), int(os.environ["PORT"])
    with (
        metered(engine.open()) as meter,
        server(SITE, port, folder, {"CHATSCAPE_STORE": engine.url}, "/healthz") as site,
    ):
        return {"memory": _memory(site, meter), "waits": _waits(site)}


def _memory(site: Server, meter: Meter) -> list[tuple[int, float, float]]:
    """Requests so far, and megabytes of all processes. Mallory's list stays while Alice sends."""
    from tests.bench.operations import fill
    from tests.bench.visits import browser_of

    hall = fill(meter, meter, messages=1_000, contacts=30)
    alice, mallory = (browser_of(it, site.port) for it in (hall.alice, hall.mallory))
    chat, version = f"/chats/{hall.bob.id}/", hall.mallory.user.inbox_version
    mix = {  # how often in a hundred
        mallory.gets(f"/updates/?version={version}", expected=204, htmx=True): 90,
        alice.gets(chat): 4,
        alice.gets("/chats/"): 3,
        alice.sends(f"{chat}messages/"): 3,
    }
    acts, weights = [*mix], [*mix.values()]
    asking = [Asking(site.port, lambda: choices(acts, weights)[0]()) for _ in range(CONNECTIONS)]
    found, asked = [], 0
    _row("memory, MB", "RSS", "PSS")
    for step in range(STEPS + 1):
        asked += len(waits_of(asking, REQUESTS // STEPS)) if step else 0
        found.append((asked, site.megabytes(), site.megabytes_together()))
        _row(f"after {asked:,} requests", *(f"{it:.1f}" for it in found[-1][1:]))
    return found


def _waits(site: Server) -> dict[str, Sample]:
    """Of senders who never pause, each with a reader of their own."""
    from tests.bench.visits import browser_of
    from tests.people import Person, friends

    acts: dict[str, list[Any]] = {"bare view": [], "send": []}
    for number in range(max(SENDERS)):
        sender, reader = Person(f"Sender-{number}"), Person(f"Reader-{number}")
        friends(sender, reader)
        browser = browser_of(sender, site.port)
        acts["bare view"].append(browser.gets("/bare/", expected=204))
        acts["send"].append(browser.sends(f"/chats/{reader.id}/messages/"))
    _row("waits, ms", "p50", "p99", "worst", "CPU ms")
    found: dict[str, Sample] = {}
    for count in SENDERS:
        for name, all_ in acts.items():
            asking = (Asking(site.port, act) for act in all_[:count])
            title = f"{name}, {count} at once"
            it = found[title] = sample_of(site, *asking, times=SENDS)
            _row(title, *(f"{cell:.1f}" for cell in (it.p50, it.p99, it.worst, it.cpu)))
    return found


def _row(name: str, *cells: str) -> None:
    sys.stdout.write(f"{name:30}" + "".join(f"{cell:>10}" for cell in cells) + "\n")


if __name__ == "__main__":
    main()
