"""What of a page stands in somebody's way, in words; nothing where all is well."""

from itertools import pairwise
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .reading import NEXT_FRAMES

HAS_OWN_COLOURS = "matchMedia('(forced-colors: active)').matches"

FRAMES = 60  # in which a script fits the page into a screen that has changed

BELOW_THE_SCREEN = """async frames => {
  const page = document.documentElement
  const isBelow = () => document.body.matches(".chats") && page.scrollHeight > page.clientHeight
  for (let frame = 0; frame < frames && isBelow(); frame += 1) {
    await new Promise(requestAnimationFrame)
  }
  return isBelow()
}"""

BESIDE_THE_SCREEN = """() => {
  const { clientWidth: width } = document.documentElement
  if (document.documentElement.scrollWidth <= width) return []
  return [...document.querySelectorAll("body *")]
    .filter((it) => it.checkVisibility() && it.getBoundingClientRect().right > width + 1)
    .map((it) => `${it.localName}.${it.className}`.slice(0, 60))
    .slice(0, 3)
    .concat("wider than the screen")
}"""

OUTLINE = """() => {
  const shown = (what) => [...document.querySelectorAll(what)].filter((it) => it.checkVisibility())
  const sectioning = "article, aside, main, nav, section, dialog"
  return {
    mains: shown("main, [role=main]").length,
    banners: shown("header, [role=banner]").filter((it) => !it.closest(sectioning)).length,
    levels: shown("h1, h2, h3, h4, h5, h6").map((it) => Number(it.localName.at(1))),
  }
}"""


def found_by_axe(page: Page) -> list[str]:
    """With WCAG 2.5.8, which it leaves out; it does not see the colours that a reader forces."""
    rules = {"target-size": True, "color-contrast": not page.evaluate(HAS_OWN_COLOURS)}
    return _violations(page, {"rules": {name: {"enabled": it} for name, it in rules.items()}})


def faint_for_axe(page: Page) -> list[str]:
    """The one of its rules that depends on the light."""
    if page.evaluate(HAS_OWN_COLOURS):
        return []
    return _violations(page, {"runOnly": ["color-contrast"]})


def _violations(page: Page, options: dict[str, Any]) -> list[str]:
    options["resultTypes"] = ["violations"]  # what is well takes far longer to tell
    violations = Axe().run(page, options=options).response["violations"]
    return [f"{it['id']} at {it['nodes'][0]['target']}" for it in violations]


def beside_the_screen(page: Page) -> list[str]:
    found = page.evaluate(BESIDE_THE_SCREEN)
    return [", ".join(found)] if found else []


def below_the_screen(page: Page) -> list[str]:
    """Of a page whose panes scroll, and not the page."""
    return ["higher than the screen"] if page.evaluate(BELOW_THE_SCREEN, FRAMES) else []


def wrong_with_outline(page: Page) -> list[str]:
    """One main, at most one banner, one h1, and no level of headings left out."""
    outline = page.evaluate(OUTLINE)
    levels = outline["levels"]
    problems = []
    if outline["mains"] != 1:
        problems.append(f"{outline['mains']} mains")
    if outline["banners"] > 1:
        problems.append(f"{outline['banners']} banners")
    if levels.count(1) != 1 or levels[0] != 1:
        problems.append(f"not one h1 on top: {levels}")
    if any(below > above + 1 for above, below in pairwise(levels)):
        problems.append(f"a level is left out: {levels}")
    return problems


def lost_by_zoom(page: Page) -> list[str]:
    """At twice the size on a screen of 1280 by 800."""
    session = page.context.new_cdp_session(page)
    zoomed = {"width": 640, "height": 400, "deviceScaleFactor": 2, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", zoomed)
    page.evaluate(NEXT_FRAMES)
    problems = [*beside_the_screen(page), *below_the_screen(page)]
    for control in ("#composer-body", "#composer button"):
        if page.locator(control).is_visible() and not _is_on_screen(page, control):
            problems.append(f"{control} is off the screen")
    session.send("Emulation.clearDeviceMetricsOverride")
    session.detach()
    return problems


def _is_on_screen(page: Page, control: str) -> bool:
    box = page.locator(control).bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= 400
