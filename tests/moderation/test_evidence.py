"""The seal over what staff see, and how it is stored."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.domain import UserId
from contacts.domain import from_epoch_ms
from moderation.domain import BrokenSeal, Category, Report
from moderation.evidence import PART, Evidence, Exhibit, opened

ALICE, BOB = UserId("a" * 20), UserId("b" * 20)
LONGEST = "\N{GRINNING FACE}" * 4_000
EVIDENCE = Evidence(
    report="f" * 20,
    reporter=ALICE,
    reported=BOB,
    category=Category.THREAT,
    comment="He threatens me: “soon” \n\0\N{WAVING HAND SIGN}",
    created_at=1_772_357_400_123,
    exhibits=tuple(
        Exhibit(seq, BOB if seq % 2 else ALICE, LONGEST, 1_772_357_400_000 + seq, seq == 7)
        for seq in range(1, 111)
    ),
)

REPORT = Report(
    *(EVIDENCE.report, ALICE, "alice@example.com", BOB, "bob@example.com", Category.THREAT),
    created_at=from_epoch_ms(EVIDENCE.created_at),
    seal=EVIDENCE.seal,
)


def test_what_was_sealed_is_what_is_opened() -> None:
    assert opened(EVIDENCE.content, REPORT) == EVIDENCE


def test_the_largest_evidence_fits_into_items_and_into_a_batch() -> None:
    parts = EVIDENCE.parts

    assert "".join(parts) == EVIDENCE.content
    assert max(len(part.encode()) for part in parts) <= PART
    assert sum(len(part.encode()) for part in parts) < 3 * 1024 * 1024
    assert len(parts) > 1


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("He threatens me", "She threatens me"),
        ('"category":"threat"', '"category":"spam"'),
        (f'"sender":"{BOB}"', f'"sender":"{ALICE}"'),
        ('"seq":7}', '"seq":8}'),
        ('"is_chosen":true', '"is_chosen":false'),
        ("1772357400123", "1772357400124"),
        ("}", "} "),
    ],
)
def test_whatever_is_changed_breaks_the_seal(was: str, becomes: str) -> None:
    assert was in EVIDENCE.content

    with pytest.raises(BrokenSeal):
        opened(EVIDENCE.content.replace(was, becomes, 1), REPORT)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "0" * 20},
        {"reporter": BOB},
        {"reported": ALICE},
        {"category": Category.SPAM},
        {"created_at": REPORT.created_at + timedelta(milliseconds=1)},
    ],
    ids=str,
)
def test_what_stands_outside_says_the_same_or_the_seal_is_broken(change: dict[str, object]) -> None:
    with pytest.raises(BrokenSeal):
        opened(EVIDENCE.content, replace(REPORT, **change))
