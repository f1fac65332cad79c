"""`make bench-lambda`: how the function starts and answers, beside bare Django and botocore.

Those are as they are installed, with all their bytecode.

Both run in the real Lambda runtime, in turns, over ministack, which keeps a connection open as
DynamoDB does. A start is told by the runtime and by the CPU that the process has used when its
first answer is there; a warm answer by its CPU alone, which is this process's and not the emulated
table's.
"""

import importlib.util
import os
import shutil
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deploy.package import build
from tests.aws.events import http_event
from tests.aws.function import sign_in
from tests.aws.visitor import SESSION, Visitor, page
from tests.engines import AWS, ministack_server
from tests.package.deployed import deployed_over
from tests.package.emulator import Emulator, emulator, install

STARTS = 7
ANSWERS = 300
BARE = (
    "django",
    "botocore",
    "apig_wsgi",
    "asgiref",
    "sqlparse",
    "dateutil",
    "jmespath",
    "urllib3",
    "six",
)
TICK = os.sysconf("SC_CLK_TCK")

Event = Mapping[str, Any]


def main() -> None:
    os.environ |= AWS
    with (
        tempfile.TemporaryDirectory() as name,
        ministack_server(Path(name), SERVICES="dynamodb,ssm") as endpoint_url,
    ):
        folder = Path(name)
        ours, bare = _packages(folder)
        environment = deployed_over("ministack", endpoint_url)
        poll = _idle_poll(ours, environment, folder / "log")
        functions = {
            "bare": (bare, "bare_function.handler", http_event("GET", "/bare/")),
            "ours": (ours, "chatscape.aws_lambda.handler", poll),
        }
        inits, starts, warm = (dict.fromkeys(functions, ()) for _ in range(3))
        for _ in range(STARTS):
            for which, (package, handler, event) in functions.items():
                with emulator(package, handler, environment, folder / "log") as running:
                    running.invoke(event)
                    inits[which] += (running.init_milliseconds,)
                    starts[which] += (_cpu(running),)
                    if len(inits[which]) == STARTS:
                        warm[which] += (_warm(running, event),)
    _print({"start, ms": inits, "start and first answer, CPU ms": starts, "warm, CPU ms": warm})


def _packages(folder: Path) -> tuple[Path, Path]:
    install()
    ours, bare = folder / "ours", folder / "bare"
    with zipfile.ZipFile(build("x86_64", folder)) as archive:
        archive.extractall(ours)
    bare.mkdir()
    for name in BARE:
        origin = importlib.util.find_spec(name).origin
        source = Path(origin).parent if origin.endswith("__init__.py") else Path(origin)
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, bare / source.name)
    for name in ("bare_function.py", "bare_site.py"):
        shutil.copy(Path(__file__).with_name(name), bare)
    return ours, bare


def _idle_poll(package: Path, environment: dict[str, str], log: Path) -> Event:
    with emulator(package, "chatscape.aws_lambda.handler", environment, log) as running:
        alice = Visitor(running, "Alice", sign_in(environment, "Alice"))
        live = page(alice.opens("/chats/")).select_one("#live")
        assert live
        query = f"version={live['data-version']}"
        return http_event(
            "GET", "/updates/", query=query, cookies={SESSION: alice.cookies[SESSION]}
        )


def _warm(running: Emulator, event: Event) -> float:
    before = _cpu(running)
    for _ in range(ANSWERS):
        running.invoke(event)
    return (_cpu(running) - before) / ANSWERS


def _cpu(running: Emulator) -> float:
    """Milliseconds of the process in which the handler runs."""
    fields = Path(f"/proc/{running.runtime_pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICK


def _print(table: Mapping[str, Mapping[str, tuple[float, ...]]]) -> None:
    sys.stdout.write(f"{'':32}{'bare':>8}{'ours':>8}{'ratio':>8}\n")
    for name, row in table.items():
        bare, ours = (statistics.median(row[which]) for which in ("bare", "ours"))
        sys.stdout.write(f"{name:32}{bare:8.1f}{ours:8.1f}{ours / bare:8.2f}\n")


if __name__ == "__main__":
    main()
