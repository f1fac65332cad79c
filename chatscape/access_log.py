"""One line of the log for each request: what was asked, how it ended, what it cost."""

import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from chatscape.logs import Asked, asked, log_request
from chatscape.pseudonyms import pseudonym
from chatscape.store.meter import Cost, Meter

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}


class AccessLog:
    """Static files are not in it; a route is the pattern of an address, without anybody's id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        identifier = secrets.token_hex(16)
        marked = asked.set(Asked(request, identifier))
        try:
            with Meter.measure() as cost:
                response = self._get_response(request)
            milliseconds = round((time.perf_counter() - began) * 1000, 2)
            if request.resolver_match or response.status_code >= 400:
                log_request(_facts(request, response, milliseconds, cost))
        finally:
            asked.reset(marked)
        response.headers["X-Request-ID"] = identifier
        if settings.SERVER_TIMING:
            response.headers["Server-Timing"] = _server_timing(milliseconds, cost)
        return response


def _facts(
    request: HttpRequest, response: HttpResponse, milliseconds: float, cost: Cost
) -> dict[str, object]:
    facts: dict[str, object] = {
        "method": request.method if request.method in METHODS else "other",
        "route": f"/{request.resolver_match.route}" if request.resolver_match else None,
        "status": response.status_code,
        "ms": milliseconds,
        "store_calls": cost.calls,
        "read_units": cost.read_units,
        "write_units": cost.write_units,
    }
    user = getattr(request, "user", None)
    if user:
        facts["user"] = pseudonym(user.id)
    return facts


def _server_timing(milliseconds: float, cost: Cost) -> str:
    store = f"{cost.calls} calls, {cost.read_units:g} read units, {cost.write_units} write units"
    return f'total;dur={milliseconds}, store;dur={cost.seconds * 1000:.2f};desc="{store}"'
