"""What stands between a server and Django, for what Django itself would not survive."""

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

HEALTH_PATH = "/healthz"
BOUNDARY = re.compile(r"""boundary=("[^";]+"|[^\s";]+)""", re.IGNORECASE)
FAULT = b"Something went wrong on our side. Please try again."

logger = logging.getLogger(__name__)


def in_utf8(application: WsgiApplication) -> WsgiApplication:
    """Keep of a content type what it is and the boundary of its parts.

    Django reads the address by the charset as well, be it no codec for text, and does so where
    nothing can answer an error of it yet.
    """

    def read_in_utf8(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        kind, *parameters = environ.get("CONTENT_TYPE", "").split(";")
        boundaries = [it for it in map(str.strip, parameters) if BOUNDARY.fullmatch(it)]
        environ["CONTENT_TYPE"] = "; ".join((kind.strip(), *boundaries[:1]))
        return application(environ, start_response)

    return read_in_utf8


def never_failing(application: WsgiApplication) -> WsgiApplication:
    """Answer what is raised where even the error page fails; a server would log all of it."""

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception:
            logger.error("unhandled_exception", exc_info=True)
            return plain_answer(start_response, "500 Internal Server Error", FAULT)

    return answer


def plain_answer(start_response: StartResponse, status: str, text: bytes) -> Iterable[bytes]:
    """For what is not Django's to answer."""
    kind = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    start_response(status, list({**settings.SECURITY_HEADERS, **kind}.items()))
    return [text]
