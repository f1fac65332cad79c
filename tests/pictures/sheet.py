"""All pictures of one state on one sheet: the sizes side by side, light above dark."""

import base64
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser

from .look import SCHEMES, Look

SHRUNK = 0.5  # of their size
GAP = 12  # px
PAGE = """
<style>
  body {{ display: flex; flex-direction: column; gap: {gap}px; margin: 0; padding: {gap}px;
         inline-size: max-content; background: #7f7f7f }}
  div {{ display: flex; align-items: start; gap: {gap}px }}
</style>
{rows}
"""


def make_sheet(browser: Browser, taken: Sequence[tuple[Look, Path]], sheet: Path) -> None:
    rows = [
        "".join(_image(look, path) for look, path in taken if look.scheme == scheme)
        for scheme in SCHEMES
    ]
    page = browser.new_page()
    page.set_content(PAGE.format(gap=GAP, rows="".join(f"<div>{row}</div>" for row in rows)))
    page.locator("body").screenshot(path=sheet)
    page.close()


def _image(look: Look, path: Path) -> str:
    data = base64.b64encode(path.read_bytes()).decode()
    return f'<img width="{look.width * SHRUNK}" src="data:image/png;base64,{data}" alt="">'
