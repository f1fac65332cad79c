"""Draws the icons of static/icons from their SVG sources; `make icons` runs it."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import flags, on_path

ICONS = Path(__file__).parent.parent / "static" / "icons"

PICTURES = {  # its source, and its side in pixels
    "icon-192.png": ("logo.svg", 192),
    "icon-512.png": ("logo.svg", 512),
    "maskable-192.png": ("maskable.svg", 192),
    "maskable-512.png": ("maskable.svg", 512),
    "apple-touch-icon.png": ("maskable.svg", 180),
    "favicon-32.png": ("logo.svg", 32),
    "badge-96.png": ("badge.svg", 96),
}
COLOURS = 64  # of which most are shades at an edge


def draw(browser: Browser, source: str, side: int) -> bytes:
    """The drawing as PNG, its own transparency kept."""
    page = browser.new_page(viewport={"width": side, "height": side})
    page.set_content(f"<style>body {{ margin: 0 }}</style>{(ICONS / source).read_text()}")
    png = page.screenshot(omit_background=True)
    page.close()
    return png


def compact(png: bytes) -> bytes:
    """With a palette: a third of the bytes. Browsers fetch an icon as they open a page."""
    icon = BytesIO()
    with Image.open(BytesIO(png)) as drawn:
        drawn.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(icon, "PNG", optimize=True)
    return icon.getvalue()


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path(), args=flags())
        for name, (source, side) in PICTURES.items():
            (ICONS / name).write_bytes(compact(draw(browser, source, side)))


if __name__ == "__main__":
    main()
