"""The pages of staff as they are sent."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict
from syrupy.assertion import SnapshotAssertion

from accounts.domain import FOREVER, User
from moderation.domain import Category, Measure, Outcome
from moderation.entries import Entry, Event, told_of
from moderation.evidence import Evidence
from moderation.forms import QueueQuery
from moderation.staff_forms import MEASURES, DecisionForm, DismissForm, ReasonForm
from moderation.standing import Standing

from .test_snapshots import ALICE, BOB, EXHIBIT, MORNING, REPORT, SAM, render

KIM = replace(SAM, groups=frozenset({"moderator"}))
END = 1_803_893_400
TAKEN = replace(REPORT, assignee="e" * 20, assignee_email="lou@example.com")
DECIDED = replace(
    TAKEN,
    outcome=Outcome.ACTED,
    measure=Measure.SUSPEND,
    until=END,
    decided_at=MORNING,
    kept_until=END,
)
ROWS = [
    *((it, "A threat") for it in (REPORT, TAKEN, replace(TAKEN, assignee=SAM.id))),
    (replace(REPORT, reported=SAM.id), "A threat"),
    *(
        (replace(DECIDED, measure=measure, until=until), "A threat")
        for measure, until in (
            *((Measure.DISMISS, 0), (Measure.WARN, 0)),
            *((Measure.SUSPEND, END), (Measure.SUSPEND, FOREVER)),
        )
    ),
]
ENTRIES = [
    *(
        replace(
            told_of(REPORT, event, by=SAM.id, email=SAM.email, at=MORNING),
            why='He "jokes"' if event is Event.WARNED else "",
        )
        for event in Event
    ),
    Entry(MORNING, Event.SUSPENDED, "", "operator", BOB.email, until=FOREVER),
]
ADMIN = {
    "title": "Reports",
    "site_title": "ChatScape moderation",
    "site_header": "Moderation",
    "has_permission": True,
}


def queue(query: str, **more: object) -> dict[str, object]:
    return {
        "asked": QueueQuery(QueryDict(query)),
        "rows": ROWS,
        "more": REPORT.place,
        "filters": [("threat", "A threat", 2), ("spam", "Advertising", 0)],
        "open": 2,
        "closed": 1,
        "can_choose": True,
        "form": DismissForm(),
        "recent": ENTRIES,
        **more,
    }


def detail(**more: object) -> dict[str, object]:
    return {
        "report": REPORT,
        "label": "A threat",
        "people": 2,
        "others": ROWS[:1],
        "evidence": Evidence(
            *(REPORT.id, ALICE.id, BOB.id, Category.THREAT, "He\nthreatens <b>me</b>."),
            *(1_772_357_400_000, (EXHIBIT,)),
        ),
        "standing": Standing(warnings={REPORT.id: Category.SPAM}),
        "is_suspended": False,
        "is_judge": True,
        "history": ENTRIES[:2],
        "measures": MEASURES.items(),
        "decision": DecisionForm(),
        "reversal": ReasonForm(),
        "lifting": ReasonForm(),
        "restoring": ReasonForm(),
        **more,
    }


SUSPENDED = {"standing": Standing({REPORT.id: END}), "is_suspended": True, "holds": True}
FOR_GOOD = {"standing": Standing({REPORT.id: FOREVER}), "is_suspended": True}
SEARCHED = {
    "is_judge": True,
    "people": 2,
    "q": BOB.email,
    "found": True,
    "about": ROWS[:1],
    "history": ENTRIES,
    **FOR_GOOD,
}


@pytest.mark.parametrize(
    ("user", "context"),
    [
        (SAM, queue("", rows=[], recent=())),
        (SAM, queue("")),
        (KIM, queue("dismissed=1&left=2")),
        (KIM, queue("category=threat", form=DismissForm({"reports": [f"{REPORT.id}:0"]}))),
        (KIM, queue("state=closed")),
        (SAM, SEARCHED),
        (SAM, {"q": BOB.email}),
    ],
)
def test_the_queue(user: User, context: dict[str, Any], snapshot: SnapshotAssertion) -> None:
    assert render("moderation/index.html", user, **ADMIN, **context) == snapshot


@pytest.mark.parametrize(
    ("user", "context"),
    [
        (SAM, detail()),
        (SAM, detail(report=TAKEN)),
        (KIM, detail()),
        (KIM, detail(report=TAKEN)),
        (KIM, detail(report=TAKEN, problem="No.", typed="<b>Why</b>")),
        (KIM, detail(report=replace(TAKEN, assignee=KIM.id))),
        (KIM, detail(decision=DecisionForm({"measure": "suspend", "days": "x"}))),
        (KIM, detail(report=DECIDED, **SUSPENDED)),
        (KIM, detail(report=DECIDED, reversal=ReasonForm({}), evidence=None)),
        (SAM, detail(report=DECIDED)),
        (KIM, detail(report=DECIDED, can_be_restored=True)),
        (KIM, detail(is_judge=False)),
    ],
)
def test_a_report(user: User, context: dict[str, Any], snapshot: SnapshotAssertion) -> None:
    assert render("moderation/detail.html", user, **ADMIN, **context) == snapshot


def test_a_broken_seal(snapshot: SnapshotAssertion) -> None:
    assert render("moderation/broken_seal.html", SAM, **ADMIN) == snapshot
