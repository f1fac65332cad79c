"""The server of production: `python -m chatscape.server`, which `make run` starts as well.

It is granian, with what was measured to be fastest instead of its own defaults. Its options can
all be given as arguments, or in granian's own variables (GRANIAN_HOST, GRANIAN_WORKERS, …). PORT,
which many hosts set, counts where GRANIAN_PORT is not given.
"""

import argparse
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import Process
from pathlib import Path

import django.contrib.admin
import django.core.wsgi  # noqa: F401 - where workers are forked, they share it
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from granian.cli import cli

from chatscape.environment import LOCAL_ORIGIN, LOOPBACK, is_local

APPLICATION = "chatscape.wsgi:application"
MANIFEST = "staticfiles.json"  # which collectstatic writes last
OPTIONS = {
    "GRANIAN_INTERFACE": "wsgi",
    "GRANIAN_WEBSOCKETS": "false",
    "GRANIAN_WORKERS": "2",
    "GRANIAN_BLOCKING_THREADS": "4",
    "GRANIAN_WORKERS_KILL_TIMEOUT": "5",  # seconds; notifications.worker needs four of them
    "GRANIAN_LOG_LEVEL": "warning",
}


def options(variables: Mapping[str, str]) -> dict[str, str]:
    """Granian's variables; what is set already, and not empty, wins."""
    defaults = OPTIONS | {"GRANIAN_PORT": variables.get("PORT", "")}
    return {name: variables.get(name) or default for name, default in defaults.items()}


def is_exposed(variables: Mapping[str, str], arguments: Sequence[str]) -> bool:
    """Whether others could reach a site with the defaults of development, which everybody knows."""
    known = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    known.add_argument("--host", default=variables.get("GRANIAN_HOST") or "127.0.0.1")
    host = known.parse_known_args(arguments)[0].host
    origin = variables.get("CHATSCAPE_ORIGIN", "").strip() or LOCAL_ORIGIN
    return is_local(origin) and host not in LOOPBACK


def check_settings() -> None:
    """Exits with what is wrong, which every worker would tell with a traceback of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatscape.settings")
    try:
        is_collected = settings.DEBUG or Path(settings.STATIC_ROOT, MANIFEST).exists()
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
    if not is_collected:
        sys.exit(f"{settings.STATIC_ROOT} has no static files: run manage.py collectstatic first.")


def has_good_settings() -> bool:
    """Found out by a process of its own: a worker that takes another's place reads them anew."""
    process = Process(target=check_settings)
    process.start()
    process.join()
    return process.exitcode == 0


def main(application: str = APPLICATION) -> None:
    os.environ.update(options(os.environ))
    if is_exposed(os.environ, sys.argv[1:]):
        sys.exit("CHATSCAPE_ORIGIN has to be an https address where other machines can ask.")
    gc.freeze()  # or every worker copies what it shares as it collects garbage
    if not has_good_settings():
        sys.exit(1)
    cli([*sys.argv[1:], application], auto_envvar_prefix="GRANIAN")


if __name__ == "__main__":
    main()
