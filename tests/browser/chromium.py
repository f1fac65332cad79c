"""Which Chromium the tests drive; `python -m tests.browser.chromium` installs what is missing.

The headless shell is the same engine without the window around it, and twice as fast. What that
window does itself (installing, notifications, a profile on the disk) takes the whole browser.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SHELL = "chromium-headless-shell"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def on_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def shell() -> str | None:
    """Without one on the path, the whole browser; without that, Playwright knows its own."""
    return shutil.which(SHELL) or on_path()


def flags() -> list[str]:
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS


def install() -> None:
    """Debian's own as root, which brings what it needs; Playwright's elsewhere."""
    has_apt = os.geteuid() == 0 and _is_debian()
    lacks_shell = has_apt and not shutil.which(SHELL)
    if (on_path() and not lacks_shell) or _has_playwrights():
        return
    sys.stdout.write("Installing Chromium for the tests ...\n")
    sys.stdout.flush()
    if has_apt:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "chromium", SHELL], check=True, env=quiet
        )
        return
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run([*command, *(["--with-deps"] if os.geteuid() == 0 else [])], check=True)
    sys.stdout.write("If it does not start: sudo .venv/bin/playwright install-deps chromium\n")


def _has_playwrights() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _is_debian() -> bool:
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except (OSError, KeyError):
        return False


if __name__ == "__main__":
    install()
