"""`make bench`: what each request costs a server's CPU, beside a view that does nothing.

The server is the one of production, granian with two workers. Operations are ratios, in one run, to
a view that says who somebody is by the cookie alone: of bare Django, with its middleware for
sessions, forms and security, and of the site, with all of its own. A table for people on the way
out, and `var/bench/requests.json` for programs.
"""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

from tests.bench.load import Sample, sample, sample_of, with_store
from tests.bench.servers import server
from tests.engines import AWS, Engine, ministack_server
from tests.provider import running_provider
from tests.site import GENEROUS, ROOT, free_port

SIZES = {"sqlite": (100, 10_000, 100_000), "ministack": (1_000,)}
TIMES = {"sqlite": 400, "ministack": 200}
CONNECTIONS = (1, 8)
SITE, BARE_SITE = "tests.bench.site:application", "tests.bench.bare_site:application"
BARE, VIEW = "bare Django", "bare view"
HEADS = ("CPU ms", "/Django", "/view", "p50", "p99", "calls", "units", "bytes")

Table = dict[str, Sample]


@dataclass(frozen=True)
class At:
    """What was measured together, and the memory (PSS) of the server's processes after it."""

    store: str
    messages: int
    connections: int
    megabytes: float


def main() -> None:
    found: list[dict[str, Any]] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        set_up(folder)
        stack.enter_context(running_provider(folder, int(os.environ["OIDC_PORT"])))
        endpoint_url = stack.enter_context(ministack_server(folder))
        for name, sizes in SIZES.items():
            for size in sizes:
                engine = Engine(name, f"{folder}/{size}.sqlite3")
                if name != "sqlite":
                    engine = Engine(name, f"table-{size}", endpoint_url)
                    engine.open().create_table()
                for at, table in _measure(engine, folder, size):
                    _print(at, table)
                    acts = {
                        act: {**asdict(it), "cpu_ratios": _ratios(it, table)}
                        for act, it in table.items()
                    }
                    found.append({**asdict(at), "operations": acts})
    keep_result("requests", found)


def keep_result(name: str, found: Any) -> None:
    """In a file for programs, with when and where it was."""
    path = ROOT / "var" / "bench" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    where = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
    }
    path.write_text(json.dumps({**where, "found": found}, indent=1, default=asdict))
    sys.stdout.write(f"\n{path.relative_to(ROOT)} has all of it.\n")


def set_up(folder: Path) -> None:
    """This process has the settings of the server that it measures, and its sessions hold there."""
    port, oidc_port = free_port(), free_port()
    os.environ |= {
        **AWS,
        **GENEROUS,
        "CHATSCAPE_ORIGIN": f"http://localhost:{port}",
        "CHATSCAPE_STATIC_ROOT": str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "chatscape.settings",
        "OIDC_ISSUER": f"http://localhost:{oidc_port}",
        "OIDC_PORT": str(oidc_port),
        "PORT": str(port),
    }
    django.setup()
    from django.conf import settings

    from tests.collected import collect

    collect(settings)


def _measure(engine: Engine, folder: Path, size: int) -> Iterator[tuple[At, Table]]:
    from tests.bench.operations import fill, metered
    from tests.bench.visits import CONTACTS, acts, bare_visit, sign_in

    store = engine.open()
    times, port = TIMES[engine.name], int(os.environ["PORT"])
    tables: dict[int, Table] = {connections: {} for connections in CONNECTIONS}
    with (
        metered(store) as meter,
        server(BARE_SITE, free_port(), folder, {}, "/bare/") as bare_site,
        server(SITE, port, folder, {"CHATSCAPE_STORE": engine.url}, "/healthz") as site,
    ):
        hall = fill(meter, store, size, CONTACTS)
        bare = bare_visit(bare_site.port)
        bases: dict[int, list[Sample]] = {connections: [] for connections in CONNECTIONS}
        for name, act in acts(hall, store, port):
            for connections, table in tables.items():
                base = sample(bare_site, bare, times=times, connections=connections)
                bases[connections].append(base)
                table[name] = sample(site, act, times=times, connections=connections)
        timings: list[str] = []
        found = sample_of(site, lambda: timings.extend(sign_in(port)), times=times // 10)
        tables[1]["sign-in"] = with_store(found, timings, acts=len(timings) // 2)
        memory = site.megabytes_together()
    for connections, table in tables.items():
        at = At(engine.name, size, connections, memory)
        yield at, {BARE: _middle(bases[connections]), **table}


def _middle(samples: list[Sample]) -> Sample:
    return sorted(samples, key=lambda it: it.cpu)[len(samples) // 2]


def _ratios(it: Sample, table: Table) -> dict[str, float]:
    """Of the CPU, to each of the two that do nothing."""
    return {base: it.cpu / table[base].cpu for base in (BARE, VIEW)}


def _print(at: At, table: Mapping[str, Sample]) -> None:
    out = sys.stdout.write
    title = f"{at.store}, {at.messages:,} messages, {at.connections} at once, {at.megabytes:.0f} MB"
    out(f"\n{title:52}" + "".join(f"{head:>11}" for head in HEADS) + "\n")
    for name, it in table.items():
        units = f"{it.read_units:.3g}+{it.write_units:.3g}"
        ratios = (f"{ratio:.1f}" for ratio in _ratios(it, table).values())
        row = (f"{it.cpu:.2f}", *ratios, f"{it.p50:.1f}", f"{it.p99:.1f}")
        cells = (*row, f"{it.calls:.3g}", units, f"{it.bytes:,}")
        out(f"{name:52}" + "".join(f"{cell:>11}" for cell in cells) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
