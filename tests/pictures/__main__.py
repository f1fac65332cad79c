"""Takes a picture of every state, or of those that are named, in every size and light.

They are at var/screenshots/<state>-<width>-<light|dark>.png, all of one state together at
var/screenshots/sheets/<state>.png. `--docs` renews those of docs/screenshots instead.
"""

import argparse
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

BEST = {  # those that the documents show
    "chat.png": ("chat-short", Look(1280, 800, scale=1.5)),
    "chat-dark.png": ("chat-short", Look(1280, 800, "dark", scale=1.5)),
    "phone.png": ("chat-short", Look(360, 780, scale=2)),
    "phone-dark.png": ("chat-short", Look(360, 780, "dark", scale=2)),
}


def shoot(visitor: Visitor, path: Path) -> None:
    visitor.page.mouse.move(0, 0)  # nothing is under it
    visitor.page.screenshot(path=path, full_page=True, animations="disabled", caret="hide")


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


def take_best(studio: Studio) -> None:
    for name, (state, look) in BEST.items():
        with studio.showing(STATES[state], look) as visitor:
            shoot(visitor, DOCS / name)


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    arguments.add_argument("names", nargs="*", metavar="NAME", help=", ".join(STATES))
    arguments.add_argument("--docs", action="store_true", help="those of docs/screenshots")
    given = arguments.parse_args()
    if unknown := set(given.names) - STATES.keys():
        arguments.error(f"no such state: {', '.join(sorted(unknown))}")
    SHEETS.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=20_000)
    with TemporaryDirectory() as folder, local_site(Path(folder)) as site, sync_playwright() as it:
        browser = it.chromium.launch(executable_path=on_path(), args=flags())
        studio = Studio(site, browser)
        if given.docs:
            take_best(studio)
        else:
            for name in given.names or STATES:
                sys.stdout.write(f"{name}\n")
                take(studio, browser, STATES[name])
        browser.close()


if __name__ == "__main__":
    main()
