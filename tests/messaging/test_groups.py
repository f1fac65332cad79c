"""Which messages stand together under one time."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from accounts.domain import UserId
from messaging.domain import TOGETHER, Message, Page
from tests.site import ROOT

ALICE, BOB = UserId("a" * 20), UserId("b" * 20)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def page(*said: tuple[UserId, float]) -> Page:
    """By whom, and how many seconds after noon."""
    return Page(
        tuple(
            Message(seq, sender, "text", NOON + timedelta(seconds=after), str(seq))
            for seq, (sender, after) in enumerate(said, start=1)
        )
    )


@pytest.mark.parametrize(("after", "joined"), [(299, {2}), (300, set()), (301, set())])
def test_a_group_is_what_one_person_says_within_five_minutes(
    after: float, joined: set[int]
) -> None:
    assert page((ALICE, 0), (ALICE, after)).joined == joined


def test_a_group_ends_however_closely_one_follows_the_other() -> None:
    talkative = page(*((ALICE, 120 * number) for number in range(7)))

    assert talkative.joined == {2, 3, 5, 6}


def test_an_answer_ends_a_group() -> None:
    assert page((ALICE, 0), (BOB, 1), (ALICE, 2), (ALICE, 3)).joined == {4}


def test_the_page_groups_as_the_server_does() -> None:
    script = (ROOT / "static" / "js" / "days.js").read_text()

    (minutes,) = re.findall(r"TOGETHER = (\d+) \* 60_000 ", script)
    assert timedelta(minutes=int(minutes)) == TOGETHER
