"""What no text may bring about in a browser, and how a page stands that no text has harmed."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Dialog, Locator, Page, Request

from .guest import Guest

REPORTS_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  console.error(`blocked: ${violatedDirective} ${blockedURI}`))
"""

# As they are laid out, and which of them are not where a click on their middle goes.
BUBBLES = """
items => items.map(item => {
  const body = item.querySelector(".message__body")
  const range = document.createRange()
  range.selectNodeContents(body)
  item.scrollIntoView({ block: "center" })
  const box = item.getBoundingClientRect()
  const log = document.getElementById("chat-log").getBoundingClientRect()
  const middle = (Math.max(box.top, log.top) + Math.min(box.bottom, log.bottom)) / 2
  const hit = document.elementFromPoint((box.left + box.right) / 2, middle)
  const isLink = element => element.localName === "a" &&
    /^https?:/i.test(element.textContent) &&
    element.getAttribute("href") === element.textContent &&
    element.getAttributeNames().sort().join() === "href,rel,target" &&
    element.rel === "noopener noreferrer" && element.target === "_blank"
  return {
    text: body.textContent,
    strangers: [...body.querySelectorAll("*")].filter(it => !isLink(it)).map(it => it.outerHTML),
    fits: [...range.getClientRects()].every(({ left, right, top, bottom }) =>
      left >= box.left - 1 && right <= box.right + 1 &&
      top >= box.top - 1 && bottom <= box.bottom + 1),
    isHit: item.contains(hit),
  }
})
"""

# Where the parts of a row stand in it; what it says may be cut off, but pushes nothing away.
ROWS = """
rows => rows.map(row => {
  row.scrollIntoView({ block: "nearest" })
  const at = row.getBoundingClientRect()
  const place = name => {
    const box = row.querySelector(name).getBoundingClientRect()
    return { top: box.top - at.top, bottom: box.bottom - at.top, left: box.left, right: box.right }
  }
  const [avatar, name, time, preview] =
    [".avatar", ".contact__name", ".contact__time", ".contact__preview"].map(place)
  const hit = document.elementFromPoint((time.left + time.right) / 2, at.top + time.top + 8)
  return {
    name: row.querySelector(".contact__name").textContent,
    preview: row.querySelector(".contact__preview").textContent,
    strangers: [...row.querySelectorAll(".contact__name *, .contact__preview *")]
      .filter(it => it.localName !== "bdi" || it.attributes.length).map(it => it.outerHTML),
    isolated: [...row.querySelectorAll(".contact__name, .contact__preview")]
      .every(it => it.dir === "auto" || it.querySelector("bdi")),
    places: [at.left, at.width, at.height, avatar.left, avatar.top, avatar.bottom, name.left,
      name.top, name.bottom, time.right, time.top, time.bottom, preview.left, preview.top],
    fits: name.right <= time.left && preview.right <= at.right && hit?.localName === "time",
  }
})
"""

DIFFERING = """
async ([pngs, boxes]) => {
  const [before, after] = await Promise.all(pngs.map(async png => {
    const image = await createImageBitmap(await (await fetch(png)).blob())
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d")
    canvas.drawImage(image, 0, 0)
    return canvas.getImageData(0, 0, image.width, image.height)
  }))
  const inside = (x, y) => boxes.some(box =>
    x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1)
  let found = 0
  for (let index = 0; index < before.data.length; index += 4) {
    const pixel = index / 4
    const differs = [0, 1, 2].some(part =>
      Math.abs(before.data[index + part] - after.data[index + part]) > 64) // not by its smoothing
    if (differs && !inside(pixel % before.width, Math.floor(pixel / before.width))) found += 1
  }
  return found
}
"""


@dataclass(frozen=True)
class Bubble:
    text: str
    strangers: list[str]  # elements that are no links of ours
    fits: bool
    isHit: bool  # noqa: N815


@dataclass(frozen=True)
class Row:
    name: str
    preview: str
    strangers: list[str]  # elements that are not there to keep a text's direction to itself
    isolated: bool
    places: list[float]
    fits: bool


@contextmanager
def watched(guest: Guest) -> Iterator[None]:
    """Signed in already: from here on nothing opens, nothing asks elsewhere, nobody signs out."""
    incidents: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        incidents.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def look(request: Request) -> None:
        if not request.url.startswith(f"{guest.origin}/") or "/oidc/logout" in request.url:
            incidents.append(f"request: {request.url}")

    guest.page.add_init_script(REPORTS_VIOLATIONS)
    guest.page.on("dialog", dismiss)
    guest.page.on("request", look)
    for event in ("popup", "download", "frameattached"):
        guest.page.on(event, lambda _, event=event: incidents.append(event))  # type: ignore[call-overload]
    yield
    assert incidents == []


def bubbles(page: Page) -> list[Bubble]:
    found = page.locator("#messages .message").evaluate_all(BUBBLES)
    return [Bubble(**bubble) for bubble in found]


def rows(page: Page) -> list[Row]:
    found = page.locator("[data-contact]").evaluate_all(ROWS)
    return [Row(**row) for row in found]


def is_whole(page: Page) -> bool:
    """Nothing is wider than the window, or the log than its place; all frames are the page's."""
    widths: list[int] = page.evaluate(
        "[document.documentElement, ...document.querySelectorAll('.sidebar, #chat-log')]"
        ".map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)"
    )
    return max(widths) <= 0 and len(page.frames) == 1


def stains(page: Page, texts: Locator, around: Locator) -> int:
    """How many pixels the texts paint outside the boxes that they stand in."""
    boxes = [box.bounding_box() for box in around.all()]
    before = page.screenshot(animations="disabled", caret="hide")
    texts.evaluate_all("texts => texts.forEach(({ style }) => (style.visibility = 'hidden'))")
    after = page.screenshot(animations="disabled", caret="hide")
    texts.evaluate_all("texts => texts.forEach(({ style }) => (style.visibility = ''))")
    pngs = [f"data:image/png;base64,{b64encode(png).decode()}" for png in (before, after)]
    blank = page.context.new_page()
    found: int = blank.evaluate(DIFFERING, [pngs, boxes])
    blank.close()
    return found
