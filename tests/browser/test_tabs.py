"""Several tabs of one browser ask as one, and a hidden one not at all."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from .quiet import TURN, Quiet, Tab, Writer
from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def alice(desk: Room) -> Iterator[Quiet]:
    alice = Quiet(desk)
    yield alice
    assert [it for tab in alice.tabs for it in tab.complaints] == []


@pytest.fixture
def bob(alice: Quiet) -> Writer:
    return alice.knows("bob")


@pytest.fixture
def carol(alice: Quiet) -> Writer:
    return alice.knows("carol")


@pytest.fixture
def tabs(alice: Quiet, bob: Writer, carol: Writer) -> tuple[Tab, Tab]:
    """Bob's conversation and Carol's, side by side; the older one leads."""
    tabs = alice.opens(bob), alice.opens(carol)
    alice.passes(2)
    return tabs


def asked_by(alice: Quiet, seconds: float) -> list[Tab]:
    return [tab for _, tab in alice.passes(seconds)]


def test_one_of_two_tabs_asks_for_both(alice: Quiet, carol: Writer, tabs: tuple[Tab, Tab]) -> None:
    leading, following = tabs
    asked = asked_by(alice, 30)
    assert asked.count(leading) >= 4
    assert asked.count(following) == 0

    carol.writes("hello from Carol")
    asked = asked_by(alice, 15)

    expect(following.bubble("hello from Carol")).to_be_visible()
    assert asked.count(following) in {1, 2}  # the message, and that it is read
    for tab in tabs:
        row = tab.page.locator(f'[data-contact="{carol.contact}"]')
        expect(row.locator(".contact__preview")).to_have_text("hello from Carol")
        expect(row).to_have_attribute("data-unread", "0")


def test_another_tab_takes_over_when_the_leading_one_closes(
    alice: Quiet, carol: Writer, tabs: tuple[Tab, Tab]
) -> None:
    leading, following = tabs
    alice.closes(leading)

    assert asked_by(alice, 10).count(following) >= 3
    carol.writes("hello from Carol")
    alice.passes(15)
    expect(following.bubble("hello from Carol")).to_be_visible()


def test_who_types_in_one_tab_is_told_soon_by_the_other(
    alice: Quiet, carol: Writer, tabs: tuple[Tab, Tab]
) -> None:
    leading, following = tabs
    alice.rests()

    following.page.keyboard.press("a")

    assert asked_by(alice, 1.5) == [leading]


def test_two_people_ask_each_for_themselves(desk: Room) -> None:
    for alice in (Quiet(desk, "Alice"), Quiet(desk, "Bob")):
        tab = alice.opens(alice.knows("carol"))
        assert asked_by(alice, 10).count(tab) >= 3


def test_a_hidden_tab_is_silent_and_comes_back_with_everything(alice: Quiet, bob: Writer) -> None:
    tab = alice.opens(bob)
    tab.turns(hidden=True)
    alice.settles()
    tab.questions.clear()

    bob.writes(*(f"text {number}" for number in range(1, 61)))
    alice.passes(40)
    tab.page.evaluate("window.dispatchEvent(new Event('focus'))")
    alice.passes(1)
    assert tab.questions == []

    tab.turns(hidden=False)
    tab.has_all(60)
    assert asked_by(alice, 2) != []


def test_who_comes_back_to_a_tab_asks_once(alice: Quiet, bob: Writer) -> None:
    """Browsers tell of it twice."""
    tab = alice.opens(bob)
    tab.turns(hidden=True)
    alice.settles()
    tab.questions.clear()

    tab.page.evaluate(f"({TURN})(false); window.dispatchEvent(new Event('focus'))")

    alice.settles()
    assert len(tab.questions) == 1


def test_a_tab_that_is_hidden_lets_another_one_lead(
    alice: Quiet, carol: Writer, tabs: tuple[Tab, Tab]
) -> None:
    first, second = tabs
    first.turns(hidden=True)

    asked = asked_by(alice, 20)
    assert asked.count(first) == 0
    assert asked.count(second) >= 3
    carol.writes("hello from Carol")
    assert asked_by(alice, 15).count(first) == 0
    expect(second.bubble("hello from Carol")).to_be_visible()

    first.turns(hidden=False)
    row = first.page.locator(f'[data-contact="{carol.contact}"]')
    expect(row.locator(".contact__preview")).to_have_text("hello from Carol")
    alice.settles()
    assert set(asked_by(alice, 20)) == {second}
