"""Hundreds of random steps on a bad line: nothing is lost, nothing arrives twice, in order.

SEED=… takes the same steps again; STEPS=… takes more of them.
"""

import os
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count

from playwright.sync_api import Error, Page, expect

from .database import has_draft, queued
from .traveller import UNSENT, Traveller
from .waiting import expect_soon

STEPS = int(os.environ.get("STEPS", "300"))


class Journey:
    """Each step is something that happens to somebody who writes on the way."""

    def __init__(self, traveller: Traveller, chance: random.Random) -> None:
        self.traveller = traveller
        self.chance = chance
        self.numbers = count(1)
        self.written: list[str] = []
        self.from_bob: list[str] = []

    def steps(self) -> list[tuple[Callable[[], None], int]]:
        return [
            (self.writes, 40),
            (self.toggles_network, 15),
            (self.toggles_loss, 12),
            (self.bob_writes, 8),
            (self.opens_tab, 5),
            (self.closes_tab, 5),
            (self.reloads, 6),
            (self.worker_wakes, 4),
            (self.waits, 6),
            (self.is_killed, 3),
            (self.restarts, 2),
        ]

    def goes(self, steps: int) -> None:
        actions, weights = zip(*self.steps(), strict=True)
        for action in self.chance.choices(actions, weights, k=steps):
            action()

    @property
    def page(self) -> Page:
        """One of the tabs."""
        return self.chance.choice(self.traveller.profile.context.pages)

    def writes(self) -> None:
        """Until the browser or the server has it on its disk: from then on it is promised.

        The draft's end is waited for as well: nobody types in another tab in the same millisecond.
        """
        page = self.page
        composer = page.locator("#composer-body")
        if not composer.count():
            self.arrives(page)
            return
        text = f"message {next(self.numbers)} of Alice"
        composer.fill(text)
        composer.press("Enter")
        stored = page.locator("li[data-seq] .message__body").get_by_text(text, exact=True)
        expect_soon(page, lambda: text in queued(page) or stored.count() > 0)
        expect_soon(page, lambda: not has_draft(page))
        self.written.append(text)

    def toggles_network(self) -> None:
        self.traveller.way.is_open = not self.traveller.way.is_open

    def toggles_loss(self) -> None:
        way = self.traveller.way
        way.loses_answers_to = "" if way.loses_answers_to else "/messages/"

    def bob_writes(self) -> None:
        way = self.traveller.way
        was_open, way.is_open = way.is_open, True
        was_lost, way.loses_answers_to = way.loses_answers_to, ""
        text = f"message {len(self.from_bob) + 1} of Bob"
        self.traveller.bob.sends(self.traveller.alice, text).raise_for_status()
        self.from_bob.append(text)
        way.is_open, way.loses_answers_to = was_open, was_lost

    def opens_tab(self) -> None:
        if len(self.traveller.profile.context.pages) < 3:
            self.arrives(self.traveller.profile.context.new_page())

    def closes_tab(self) -> None:
        if len(self.traveller.profile.context.pages) > 1:
            self.page.close()

    def reloads(self) -> None:
        self.arrives(self.page)

    def worker_wakes(self) -> None:
        self.traveller.background_sync(self.page)()

    def waits(self) -> None:
        self.page.wait_for_timeout(self.chance.randrange(2_000))

    def is_killed(self) -> None:
        self.traveller.profile.is_killed()
        self.comes_back()

    def restarts(self) -> None:
        self.traveller.profile.closes()
        self.comes_back()

    def comes_back(self) -> None:
        self.traveller.profile.opens()
        self.traveller.signs_in()
        self.arrives(self.traveller.page)

    def arrives(self, page: Page) -> None:
        """In the conversation, if that is there to be seen."""
        with suppress(Error):  # without a network and a worker there is no page
            page.goto(self.traveller.chat)

    def on_server(self, side: str) -> list[str]:
        way = self.traveller.way
        was_open, way.is_open = way.is_open, True
        found = self.traveller.device.reads_everything(self.traveller.contact)
        way.is_open = was_open
        return [body for _, whose, body in found if whose == side]

    def ends(self) -> None:
        """With a network and nothing that waits."""
        self.traveller.way.is_open, self.traveller.way.loses_answers_to = True, ""
        for page in self.traveller.profile.context.pages[1:]:
            page.close()
        self.traveller.opens()
        expect(self.traveller.page.locator(UNSENT)).to_have_count(0, timeout=60_000)


def test_nothing_is_lost_nothing_goes_twice_and_the_order_is_kept(traveller: Traveller) -> None:
    seed = os.environ.get("SEED") or str(random.randrange(10**9))
    sys.stdout.write(f"SEED={seed} STEPS={STEPS}\n")
    journey = Journey(traveller, random.Random(seed))
    traveller.opens()
    journey.goes(STEPS)
    journey.ends()

    assert journey.on_server("me") == journey.written
    assert journey.on_server("them") == journey.from_bob
    sys.stdout.write(f"{len(journey.written)} written, all arrived once and in order\n")
