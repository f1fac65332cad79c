"""What Mozilla's HTTP Observatory thinks of every page of production: `make observatory`.

The site runs in a folder of its own behind TLS, as https://localhost. The exit code is 1 where a
page has fewer points than it can have.
"""

import logging
import os
import secrets
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from tests.serving import serving
from tests.site import LOOK_EVERY, Site, answers, free_port

from .certificate import make_certificate
from .front import Front
from .pages import pages
from .report import report
from .scanner import NoScannerError, install, scan

ISSUER = "https://id.example.com"  # nobody signs in


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        install()
    except NoScannerError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    with TemporaryDirectory() as folder:
        return _scan_everything(Path(folder))


def _scan_everything(folder: Path) -> int:
    certificate, context = make_certificate(folder)
    site_port = free_port()
    with serving(Front(site_port, context)) as front:
        environment = _production(f"https://localhost:{front.server_port}", folder)
        with _running_site(folder, site_port, environment):
            _become_part_of_it(environment)
            scanned = pages()
            results = scan(front.server_port, scanned, certificate)
    sys.stdout.write(report(scanned, results))
    return int(any(result.falls_short for result in results))


def _production(origin: str, folder: Path) -> dict[str, str]:
    return {
        "CHATSCAPE_ORIGIN": origin,
        "CHATSCAPE_SECRET_KEY": secrets.token_urlsafe(64),
        "CHATSCAPE_STORE": f"sqlite:///{folder / 'chatscape.sqlite3'}",
        "CHATSCAPE_STATIC_ROOT": str(folder / "static"),
        "CHATSCAPE_PROXIES": "1",
        "OIDC_ISSUER": ISSUER,
        "OIDC_LOGOUT_URL": f"{ISSUER}/logout",
        "OIDC_CLIENT_ID": "observatory",
        "OIDC_CLIENT_SECRET": secrets.token_urlsafe(),
    }


@contextmanager
def _running_site(folder: Path, port: int, environment: Mapping[str, str]) -> Iterator[None]:
    site = Site(folder, environment, port=port)
    site.start()
    try:
        while not answers(port, "/healthz"):
            if site.process.poll() is not None:
                raise RuntimeError(f"The site did not start:\n{site.log}")
            time.sleep(LOOK_EVERY)
        yield
    finally:
        site.stop()


def _become_part_of_it(environment: Mapping[str, str]) -> None:
    """This process has the site's store, key and static files."""
    os.environ.update(environment)
    django.setup()
    logging.disable()


if __name__ == "__main__":
    sys.exit(main())
