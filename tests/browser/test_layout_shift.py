"""Nothing moves under a reader's eyes: not when scripts come late, not when a message arrives."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pictures.cast import OWNER
from tests.pictures.look import Look
from tests.pictures.past import id_of
from tests.pictures.state import State
from tests.pictures.studio import Studio
from tests.pictures.visitor import Visitor

from .reading import NEXT_FRAMES
from .talk import held

BOB = "bob@example.com"
WATCH = """
window.shifts = []
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    const moved = sources.map(({ node, previousRect: { x, y }, currentRect: to }) => {
      const { localName, className } = node?.parentElement ?? {}
      return `${node?.nodeName} in ${localName}.${className}: ${x},${y} to ${to.x},${to.y}`
    })
    window.shifts.push([value, ...moved])
  }
}).observe({ type: "layout-shift", buffered: true })
"""
PAINTED = """
new Promise((done) => new PerformanceObserver(done).observe({ type: "paint", buffered: true }))
"""

SLOW = {
    "offline": False,
    "latency": 50,  # ms
    "downloadThroughput": 40_000,  # bytes a second
    "uploadThroughput": 40_000,
}

SLIGHT = 0.01  # a tenth of what counts as good

PHONE = Look(360, 780)
DESKTOP = Look(1280, 800)

pytestmark = pytest.mark.parametrize("look", [PHONE, DESKTOP], ids=["phone", "desktop"])


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/", None),
        ("/chats/", OWNER),
        (f"/chats/{id_of(BOB)}/", OWNER),
        (f"/chats/{id_of('ivy@example.com')}/", OWNER),
    ],
    ids=["landing", "list", "chat", "unread chat"],
)
def test_late_scripts_move_nothing(studio: Studio, look: Look, path: str, who: str | None) -> None:
    def loads(visitor: Visitor) -> None:
        visitor.page.add_init_script(WATCH)
        with held(visitor.page, "**/*.js", "GET"):
            visitor.page.goto(visitor.origin + path, wait_until="commit")
            visitor.page.evaluate(PAINTED)
        visitor.page.wait_for_load_state()  # which waits for the scripts, now that they come

    with studio.showing(State("loading", loads, who), look) as visitor:
        assert shifts(visitor.page) == []


@pytest.mark.parametrize("path", ["/chats/", f"/chats/{id_of(BOB)}/"], ids=["list", "chat"])
def test_a_page_that_comes_in_pieces_moves_nothing(studio: Studio, look: Look, path: str) -> None:
    """Its style sheet is in the cache, so it is drawn before it is whole.

    A text that is cut off from its tag shows only then which way it is written.
    """

    def loads(visitor: Visitor) -> None:
        visitor.page.add_init_script(WATCH)
        visitor.goes_to(path)
        session = visitor.page.context.new_cdp_session(visitor.page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        visitor.goes_to(path)

    with studio.showing(State("loading", loads, OWNER), look) as visitor:
        assert [it for it in shifts(visitor.page) if it[0] >= SLIGHT] == []


def test_a_message_that_arrives_moves_nothing(studio: Studio, look: Look) -> None:
    def loads(visitor: Visitor) -> None:
        visitor.page.add_init_script(WATCH)
        visitor.world.hears(BOB, "Look at this")
        visitor.opens_chat(BOB)

    with studio.showing(State("loading", loads, OWNER), look) as visitor:
        shifts(visitor.page)
        visitor.world.hears(BOB, "and at that")
        visitor.looks()
        expect(visitor.bubble("and at that")).to_be_in_viewport()
        assert shifts(visitor.page) == []


def shifts(page: Page) -> list[list[Any]]:
    page.evaluate(NEXT_FRAMES)
    found: list[list[Any]] = page.evaluate("window.shifts.splice(0)")
    return found
