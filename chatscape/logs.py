"""What the log says, one JSON object a line: events with facts, never what people type.

`request` is the line of every request; the other events concern security and have names of their
own, which docs/operating.md explains.
"""

import json
import logging
import os
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType

from django.conf import settings
from django.http import HttpRequest

from chatscape.metrics import embedded
from chatscape.network import network_digest


@dataclass(frozen=True, slots=True)
class Asked:
    """The request that this thread answers, and its name in the log."""

    request: HttpRequest
    identifier: str


asked: ContextVar[Asked | None] = ContextVar("asked", default=None)

REQUESTS = "chatscape.request"
STANDARD_ERROR = 2
OF_ANY_RECORD = vars(logging.makeLogRecord({})).keys() | {"message", "asctime", "taskName"}
ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

_encode = json.JSONEncoder(default=str).encode
_security = logging.getLogger("chatscape.security")


class Event(StrEnum):
    """What an operator may want to count, or to be woken by."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_IN_STALE = "sign_in_stale"
    SIGN_IN_NOT_GENUINE = "sign_in_token_refused"
    SIGN_IN_UNAVAILABLE = "sign_in_unavailable"
    SIGN_IN_KEYS_UNAVAILABLE = "sign_in_keys_unavailable"
    SIGN_IN_EMAIL_REFUSED = "sign_in_email_refused"
    SIGN_IN_EMAIL_TAKEN = "sign_in_email_taken"
    SIGN_IN_ADDRESS_NOT_GAINED = "sign_in_address_not_gained"
    SIGN_IN_LIMITED = "sign_in_limited"
    SESSION_REFUSED = "session_refused"
    ACCESS_REFUSED = "access_refused"
    STAFF_PAGE_REFUSED = "staff_page_refused"
    SEAL_BROKEN = "seal_broken"
    REPORTED = "reported"
    MODERATED = "moderated"
    LIMITED = "limited"
    SUSPENDED_TURNED_AWAY = "suspended_turned_away"
    EDGE_BYPASSED = "edge_bypassed"
    FORM_REFUSED = "form_refused"
    REQUEST_REFUSED = "request_refused"
    PUSH_DELAYED = "push_delayed"
    PUSH_REFUSED = "push_refused"
    PUSH_ADDRESS_REFUSED = "push_address_refused"
    PUSH_DROPPED = "push_dropped"


ORDINARY = {
    *(Event.SIGNED_IN, Event.SIGNED_OUT, Event.SIGNED_OUT_EVERYWHERE),
    *(Event.REPORTED, Event.MODERATED),
}


def report(event: Event, **facts: str | int) -> None:
    """Facts are words of our own, numbers, keyed hashes and the hosts of push services."""
    words = " ".join((event, *(f"{name}={fact}" for name, fact in facts.items())))
    level = logging.INFO if event in ORDINARY else logging.WARNING
    _security.log(level, "%s", words, extra={"event": event.value, **facts})


def log_request(facts: Mapping[str, object]) -> None:
    """The line of a request, past `logging`, which takes several times as long.

    One that cannot be written is lost, and the request knows nothing of it.
    """
    facts = {"event": "request", **facts, **_mark()}
    line = _line("INFO", REQUESTS, facts, time.time())
    with suppress(OSError):
        os.write(STANDARD_ERROR, f"{line}\n".encode())


def _line(level: str, logger: str, facts: Mapping[str, object], at: float) -> str:
    line = {"level": level, "logger": logger, **facts}
    if settings.CHATSCAPE_METRICS:
        line |= embedded(line, settings.CHATSCAPE_METRICS)
    return _encode(line | {"time": datetime.fromtimestamp(at, UTC).isoformat()})


class OfRequest(logging.Filter):
    """Marks every line with the request that it belongs to, and an event with where it is from."""

    def filter(self, record: logging.LogRecord) -> bool:
        vars(record).update(_mark())
        if (known := asked.get()) and record.name == _security.name:
            record.network = network_digest(known.request)
        return True


def _mark() -> dict[str, str]:
    known = asked.get()
    return {"request_id": known.identifier} if known else {}


class JsonLines(logging.Formatter):
    """What is said with a record stands beside its level, its logger and its time."""

    def format(self, record: logging.LogRecord) -> str:
        facts = {name: fact for name, fact in vars(record).items() if name not in OF_ANY_RECORD}
        if "event" not in facts:
            facts["message"] = record.getMessage()
        if record.exc_info:
            facts["exc_info"] = self.formatException(record.exc_info)
        return _line(record.levelname, record.name, facts, record.created)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802
        """Where it happened and of which kind; its message may hold what somebody typed."""
        lines: list[str] = []
        error, told = ei[1], set[int]()
        while error is not None and id(error) not in told:
            told.add(id(error))
            frames = traceback.extract_tb(error.__traceback__)
            lines += [type(error).__qualname__]
            lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)
