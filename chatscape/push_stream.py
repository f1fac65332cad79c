"""The entry point of AWS Lambda for the table's stream: tells people of what is new in it.

The stream shows new images and asks for partial batch answers (ReportBatchItemFailures).
"""

import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

import django

from accounts.domain import UserId
from chatscape import wiring
from chatscape.logs import Event, report
from chatscape.store.port import StoreUnavailable
from messaging.repository import two_sides
from moderation.audit import audit_of
from moderation.entries import ANSWERING

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatscape.settings")
django.setup()

NUMBER = re.compile(r"[0-9]{12}", re.ASCII)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrival:
    sender: UserId
    recipient: UserId
    seq: int


@dataclass(frozen=True, slots=True)
class Answered:
    report: str


def handler(event: Mapping[str, object], context: object = None) -> dict[str, object]:
    """Announces messages and answers in their order. Where the store is away, the rest comes again.

    What fails for another reason is logged and left: it would hold up all that come after it.
    """
    records = event.get("Records")
    for record in records if isinstance(records, list) else []:
        news = arrival_in(record) or answer_in(record)
        if news and not _is_announced(news):
            number = record["dynamodb"].get("SequenceNumber", "")
            return {"batchItemFailures": [{"itemIdentifier": number}]}
    return {"batchItemFailures": []}


def arrival_in(record: object) -> Arrival | None:
    """The message that a record is about; None for whatever else happens in the table."""
    match record:
        case {
            "eventName": "INSERT",
            "dynamodb": {
                "Keys": {"partition": {"S": str(partition)}, "sort": {"S": str(sort)}},
                "NewImage": {"sender": {"S": str(sender)}},
            },
        }:
            sides = two_sides(partition, sender)
            if sides and NUMBER.fullmatch(sort):
                return Arrival(*sides, int(sort))
    return None


def answer_in(record: object) -> Answered | None:
    """The report that a record says staff decided about, in the report's own part of the audit."""
    match record:
        case {
            "eventName": "INSERT",
            "dynamodb": {
                "Keys": {"partition": {"S": str(partition)}},
                "NewImage": {"event": {"S": str(event)}, "report": {"S": str(report)}},
            },
        } if event in ANSWERING and partition == audit_of(report):
            return Answered(report)
    return None


def _is_announced(news: Arrival | Answered) -> bool:
    try:
        _announce(news)
    except StoreUnavailable as error:
        logger.error("store_unavailable", exc_info=error)
        return False
    except Exception:
        logger.error("unhandled_exception", exc_info=True)
        report(Event.PUSH_DROPPED, cause="error")
    return True


def _announce(news: Arrival | Answered) -> None:
    announcements, answers = wiring.announcements(), wiring.answers()
    if announcements and isinstance(news, Arrival):
        announcements.announce(news.sender, news.recipient, news.seq)
    elif answers and isinstance(news, Answered):
        found = wiring.reports().find(news.report)
        if found:
            answers.announce(found.reporter)
