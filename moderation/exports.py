"""Reports as JSON, for whoever runs the site or is asked by a court."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from accounts.domain import moment

from .domain import Report
from .entries import Entry
from .evidence import Evidence

Json = dict[str, object]


def listed(report: Report) -> Json:
    """Without what it says."""
    return {
        "id": report.id,
        "created_at": report.created_at.isoformat(),
        "category": report.category,
        "reporter": report.reporter_email,
        "reported": report.reported_email,
        "outcome": report.outcome or "open",
        "measure": report.measure or None,
        "staff": report.assignee_email or None,
        "decided_at": report.decided_at.isoformat() if report.decided_at else None,
        "suspended_until": _time(report.until),
    }


def exported(report: Report, evidence: Evidence | None, history: Iterable[Entry]) -> Json:
    """With everything that it says, its seal, and what became of it, the oldest first."""
    return {
        **listed(report),
        "seal": report.seal,
        "evidence": json.loads(evidence.content) if evidence else None,
        "history": [_told(entry) for entry in history],
    }


def _told(entry: Entry) -> Json:
    return asdict(entry) | {"at": entry.at.isoformat(), "until": _time(entry.until)}


def _time(seconds: int) -> str | None:
    """The end of a suspension: nothing where there is none."""
    if not seconds:
        return None
    end = moment(seconds)
    return end.isoformat() if end else "never"
