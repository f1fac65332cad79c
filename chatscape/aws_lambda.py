"""The entry point of AWS Lambda for pages: API Gateway's events (payload 2.0) become WSGI."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from apig_wsgi import make_lambda_handler

from chatscape.wsgi import application

AS_IT_IS = "!#$%&'()*+,/:;=?@[]"  # what a path may hold, and what is percent-quoted already

_answer = make_lambda_handler(
    application,
    non_binary_content_type_prefixes=(),  # nothing is decoded that would have to be text for it
)


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """The answer to one request. What fails is answered too: it never raises for a whole event."""
    return _answer(_as_sent(event), context)


def _as_sent(event: Mapping[str, Any]) -> dict[str, Any]:
    """With the path that a browser sent, which API Gateway decodes, and no ambiguous header.

    WSGI cannot tell `X_Forwarded_For`, which anybody may send, from `X-Forwarded-For`.
    """
    headers = event.get("headers") or {}
    return {
        **event,
        "rawPath": quote(event["rawPath"], safe=AS_IT_IS, errors="replace"),
        "headers": {name: value for name, value in headers.items() if "_" not in name},
    }
