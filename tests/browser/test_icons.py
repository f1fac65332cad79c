"""The icons are what their sources say, and as large as their names."""

import re
import struct
from base64 import b64encode
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from tests.icons import ICONS, PICTURES, draw

# The mean difference of two pictures, 0 to 255 for each channel of each pixel.
DIFFERENCE = """
async (sources) => {
  const pixels = await Promise.all(sources.map(async (source) => {
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext("2d")
    context.drawImage(image, 0, 0)
    return context.getImageData(0, 0, image.width, image.height).data
  }))
  const [one, other] = pixels
  return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]), 0) / one.length
}
"""
SHAPE = re.compile(r' d="([^"]+)"')
ANTIALIASING = 1.0  # another Chromium may draw an edge by a shade


def as_url(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode()}"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_its_source(name: str, browser: Browser) -> None:
    source, side = PICTURES[name]
    kept = (ICONS / name).read_bytes()
    page = browser.new_page()

    difference = page.evaluate(DIFFERENCE, [as_url(kept), as_url(draw(browser, source, side))])
    page.close()

    assert struct.unpack(">II", kept[16:24]) == (side, side)
    assert difference < ANTIALIASING


def test_the_badge_is_of_one_colour(browser: Browser) -> None:
    """Android paints it itself, by its transparency."""
    badge = ElementTree.parse(ICONS / "badge.svg").getroot()
    drawn = [part for part in badge if not part.tag.endswith("mask")]

    assert [(part.get("fill"), part.get("stroke")) for part in drawn] == [("#fff", None)]


@pytest.mark.parametrize("name", ["maskable.svg", "badge.svg"])
def test_every_icon_is_drawn_like_the_logo(name: str) -> None:
    """The bubble and, but for its colours, what is seen in it."""
    bubble, *scape = SHAPE.findall((ICONS / "logo.svg").read_text())
    found = (ICONS / name).read_text()

    assert bubble in found
    assert all(line.partition("v")[0] in found for line in scape[1:2])
