"""Whatever the site can look like, it is in nobody's way: in each size and light, and zoomed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.pictures.look import Look
from tests.pictures.states import STATES
from tests.pictures.studio import Studio

from .barriers import (
    below_the_screen,
    beside_the_screen,
    faint_for_axe,
    found_by_axe,
    lost_by_zoom,
    wrong_with_outline,
)
from .reading import NEXT_FRAMES

HEIGHTS = {320: 568, 360: 780, 768: 1024, 1280: 800}
WITH_AXE = (360, 768, 1280)


@pytest.mark.parametrize("name", STATES)
def test_nothing_is_in_the_way_of(name: str, studio: Studio) -> None:
    with studio.showing(STATES[name], Look(1280, 800)) as visitor:
        problems = [*in_each_look(visitor.page), *_at(lost_by_zoom(visitor.page), "at 200 %")]
    assert [*problems, *visitor.complaints] == []


def in_each_look(page: Page) -> Iterator[str]:
    for width, height in HEIGHTS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(NEXT_FRAMES)
        found = [*wrong_with_outline(page), *below_the_screen(page), *beside_the_screen(page)]
        if width in WITH_AXE:
            found += found_by_axe(page)
        yield from _at(found, f"at {width}")
        page.emulate_media(color_scheme="dark")
        found = faint_for_axe(page) if width in WITH_AXE else []
        yield from _at([*found, *beside_the_screen(page)], f"at {width} in the dark")
        page.emulate_media(color_scheme="light")


def _at(problems: list[str], where: str) -> list[str]:
    return [f"{where}: {problem}" for problem in problems]
