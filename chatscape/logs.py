"""What the log says, one JSON object a line: events with facts, never what people type.

`request` is the line of every request; the other events concern security and have names of their
own, which docs/operating.md explains.
"""

import logging
import traceback
from contextvars import ContextVar
from enum import StrEnum
from functools import lru_cache
from types import TracebackType
from typing import Any

from django.utils.crypto import salted_hmac
from pythonjsonlogger.json import JsonFormatter

request_id: ContextVar[str] = ContextVar("request_id", default="")

_security = logging.getLogger("chatscape.security")


class Event(StrEnum):
    """What an operator may want to count, or to be woken by."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_IN_STALE = "sign_in_stale"
    SIGN_IN_TOKEN_REFUSED = "sign_in_token_refused"  # noqa: S105  # nosec B105
    SIGN_IN_UNAVAILABLE = "sign_in_unavailable"
    SIGN_IN_KEYS_UNAVAILABLE = "sign_in_keys_unavailable"
    SIGN_IN_EMAIL_REFUSED = "sign_in_email_refused"
    SIGN_IN_EMAIL_TAKEN = "sign_in_email_taken"
    SIGN_IN_ADDRESS_NOT_GAINED = "sign_in_address_not_gained"
    SIGN_IN_LIMITED = "sign_in_limited"
    SESSION_REFUSED = "session_refused"
    ACCESS_REFUSED = "access_refused"
    LIMITED = "limited"
    SUSPENDED_TURNED_AWAY = "suspended_turned_away"
    FORM_REFUSED = "form_refused"
    REQUEST_REFUSED = "request_refused"


def report(event: Event, **facts: str | int) -> None:
    """Facts are words of our own, numbers and keyed hashes."""
    words = " ".join((event, *(f"{name}={fact}" for name, fact in facts.items())))
    _security.warning("%s", words, extra={"event": event.value, **facts})


@lru_cache(maxsize=4096)
def pseudonym(personal: str) -> str:
    """A user id or an address under a keyed hash: the same in every line, and no way back."""
    return salted_hmac("chatscape.log", personal, algorithm="sha256").hexdigest()[:16]


class RequestId(logging.Filter):
    """Marks every line with the request that it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        if known := request_id.get():
            record.request_id = known
        return True


class JsonLines(JsonFormatter):
    def __init__(self) -> None:
        super().__init__(
            "{levelname}{name}{message}",
            style="{",
            rename_fields={"levelname": "level", "name": "logger"},
            timestamp="time",
        )

    def process_log_record(self, log_record: dict[str, Any]) -> dict[str, Any]:
        if "event" in log_record:
            log_record.pop("message")
        return super().process_log_record(log_record)

    def formatException(  # noqa: N802
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Where it happened and of which kind; its message may hold what somebody typed."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            lines += [type(error).__qualname__]
            lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
