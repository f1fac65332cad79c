"""How often an open page asks for news, and how it comes through times without a network."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.site import Site, local_site

from .guest import DESKTOP
from .quiet import Quiet, Tab, Writer
from .room import Room
from .waiting import expect_soon

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

PAUSES = [1.5, 2.25, 3.375, 5.06, 7.59, 11.39, 15, 15]  # seconds
PAGE = 40  # messages


@pytest.fixture
def alice(whole_desk: Room) -> Iterator[Quiet]:
    alice = Quiet(whole_desk)
    yield alice
    assert [it for tab in alice.tabs for it in tab.complaints] == []


@pytest.fixture
def bob(alice: Quiet) -> Writer:
    return alice.knows("bob")


@pytest.fixture
def tab(alice: Quiet, bob: Writer) -> Tab:
    """In which nothing has happened for a while."""
    tab = alice.opens(bob)
    alice.rests()
    tab.questions.clear()
    tab.statuses.clear()
    return tab


def test_a_quiet_page_asks_less_and_less(alice: Quiet, bob: Writer) -> None:
    tab = alice.opens(bob)
    alice.passes(1)
    tab.page.keyboard.press("a")
    alice.passes(1)
    tab.statuses.clear()

    times = [0.0, *(time for time, _ in alice.passes(64))]

    gaps = [after - before for before, after in pairwise(times)]
    assert gaps == pytest.approx(PAUSES, abs=0.5)
    assert tab.statuses == [204] * len(PAUSES)


def test_news_ends_the_long_pauses(alice: Quiet, bob: Writer, tab: Tab) -> None:
    bob.writes("are you there?")

    heard, again, *_ = [time for time, _ in alice.passes(20)]

    expect(tab.bubble("are you there?")).to_be_visible()
    assert again - heard <= 1.5


def test_whoever_types_is_told_within_a_second(alice: Quiet, tab: Tab) -> None:
    tab.page.keyboard.press("a")

    assert len(alice.passes(1)) == 1


def test_a_page_asks_at_once_when_somebody_turns_to_it(alice: Quiet, tab: Tab) -> None:
    tab.page.context.new_cdp_session(tab.page).send(
        "Emulation.setFocusEmulationEnabled", {"enabled": False}
    )
    other = alice.context.new_page()
    other.bring_to_front()
    expect_soon(tab.page, lambda: not tab.page.evaluate("document.hasFocus()"))
    alice.settles()
    tab.questions.clear()

    with tab.page.expect_request("**/updates/*"):
        tab.page.bring_to_front()
    alice.settles()
    assert len(tab.questions) == 1


def test_what_was_missed_without_a_network_arrives_by_itself(
    alice: Quiet, bob: Writer, tab: Tab
) -> None:
    alice.context.set_offline(True)
    tab.is_reconnecting()
    alice.passes(20)
    tab.is_reconnecting()
    bob.writes(*(f"text {number}" for number in range(1, 301)))
    tab.questions.clear()

    alice.context.set_offline(False)

    tab.has_all(300)
    tab.is_connected()
    alice.settles()
    assert len(tab.questions) <= 300 / PAGE + 4
    assert alice.passes(1) != []
    tab.has_all(300)
    alice.excuses_silence()


@pytest.fixture
def own_site(site: Site, tmp_path: Path) -> Iterator[Site]:
    """Which nobody misses."""
    with local_site(tmp_path) as own:
        yield own


@pytest.fixture
def own_room(browser: Browser, own_site: Site) -> Iterator[Room]:
    room = Room(browser, own_site, {"viewport": DESKTOP})
    yield room
    room.close()


def test_all_tabs_come_through_a_restart_of_the_site(own_site: Site, own_room: Room) -> None:
    alice = Quiet(own_room)
    bob, carol = alice.knows("bob"), alice.knows("carol")
    leading, following = alice.opens(bob), alice.opens(carol)
    alice.passes(5)
    following.questions.clear()

    own_site.stop()
    alice.passes(8)
    leading.is_reconnecting()
    following.is_reconnecting()
    assert following.questions == []
    own_site.start()
    own_site.wait_until_it_answers()
    for writer in (bob, carol):
        writer.writes(*(f"text {number}" for number in range(1, 61)))
    alice.passes(15)

    for tab in (leading, following):
        tab.is_connected()
        tab.has_all(60)
    alice.excuses_silence()
    assert leading.complaints + following.complaints == []
