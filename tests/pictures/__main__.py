"""Takes a picture of every state, or of those that are named, in every size and light.

They are at var/screenshots/<state>-<width>-<light|dark>.png, all of one state together at
var/screenshots/sheets/<state>.png. `--docs` renews those of docs/screenshots instead, and those of
static/screenshots, which a browser shows of the application before it is installed.
"""

import argparse
import base64
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import flags, on_path
from tests.site import ROOT, local_site

from .look import LOOKS, Look
from .sheet import make_sheet
from .state import State
from .states import STATES
from .studio import Studio
from .visitor import Visitor

FOLDER = ROOT / "var" / "screenshots"
SHEETS = FOLDER / "sheets"
DOCS = ROOT / "docs" / "screenshots"
APPLICATION = ROOT / "static" / "screenshots"

BEST = {  # those that the documents show
    "chat.png": ("chat-short", Look(1280, 800, scale=1.5)),
    "chat-dark.png": ("chat-short", Look(1280, 800, "dark", scale=1.5)),
    "phone.png": ("chat-short", Look(360, 780, scale=2)),
    "phone-dark.png": ("chat-short", Look(360, 780, "dark", scale=2)),
    "moderation-queue.png": ("admin-reports", Look(1280, 800)),
    "moderation-report.png": ("admin-decide", Look(1280, 800)),
    "moderation-warned.png": ("warned", Look(360, 780)),
    "moderation-suspended.png": ("suspended", Look(360, 780)),
}
PARTS = {  # of a page, which they show as well
    "moderation-decided.png": ("admin-decided", Look(1280, 800), "#report-decision"),
}
INSTALLED = {  # as chatscape/installation.py has them
    "phone-chat.webp": ("chat", Look(390, 844, scale=2)),
    "phone-list.webp": ("list", Look(390, 844, scale=2)),
    "wide.webp": ("chat", Look(1280, 800)),
}
QUALITY = 80


def shoot(visitor: Visitor, path: Path) -> None:
    visitor.page.mouse.move(0, 0)  # nothing is under it
    visitor.page.screenshot(path=path, full_page=True, animations="disabled", caret="hide")


def shoot_small(visitor: Visitor, look: Look, path: Path) -> None:
    """As WebP, of what is on the screen."""
    session = visitor.page.context.new_cdp_session(visitor.page)
    screen = {"x": 0, "y": 0, "width": look.width, "height": look.height, "scale": look.scale}
    kind = {"format": "webp", "quality": QUALITY, "clip": screen}
    path.write_bytes(base64.b64decode(session.send("Page.captureScreenshot", kind)["data"]))


def take(studio: Studio, browser: Browser, state: State) -> None:
    taken = []
    for size in LOOKS:
        with studio.showing(state, size) as visitor:
            for look in size.in_each_light():
                visitor.page.emulate_media(color_scheme=look.scheme)
                path = FOLDER / f"{state.name}-{look.name}.png"
                shoot(visitor, path)
                taken.append((look, path))
    make_sheet(browser, taken, SHEETS / f"{state.name}.png")


def shoot_part(visitor: Visitor, heading: str, path: Path) -> None:
    section = visitor.page.locator("section", has=visitor.page.locator(heading))
    section.screenshot(path=path, animations="disabled", caret="hide")


def take_best(studio: Studio) -> None:
    for name, (state, look) in BEST.items():
        with studio.showing(STATES[state], look) as visitor:
            shoot(visitor, DOCS / name)
    for name, (state, look, heading) in PARTS.items():
        with studio.showing(STATES[state], look) as visitor:
            shoot_part(visitor, heading, DOCS / name)
    for name, (state, look) in INSTALLED.items():
        with studio.showing(STATES[state], look) as visitor:
            shoot_small(visitor, look, APPLICATION / name)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatscape.settings")
    arguments = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    arguments.add_argument("names", nargs="*", metavar="NAME", help=", ".join(STATES))
    arguments.add_argument("--docs", action="store_true", help="those that are kept")
    given = arguments.parse_args()
    if unknown := set(given.names) - STATES.keys():
        arguments.error(f"no such state: {', '.join(sorted(unknown))}")
    SHEETS.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=20_000)
    with TemporaryDirectory() as folder, local_site(Path(folder)) as site, sync_playwright() as it:
        browser = it.chromium.launch(executable_path=on_path(), args=flags())
        studio = Studio(site, browser, browser)
        if given.docs:
            take_best(studio)
        else:
            for name in given.names or STATES:
                sys.stdout.write(f"{name}\n")
                take(studio, browser, STATES[name])
        browser.close()


if __name__ == "__main__":
    main()
