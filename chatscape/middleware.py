"""What is settled before a request reaches the application."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

HEALTH_PATH = "/healthz"
MAX_COOKIE_BYTES = 6_000  # ours stay under 4,096; a browser keeps no longer one


class Health:
    """The process answers, by whatever name a probe calls it; the store is not asked."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == HEALTH_PATH:
            return HttpResponse("ok", content_type="text/plain")
        return self._get_response(request)


class WellFormed:
    """Refuses what Django would read in spite of: Latin-1 for UTF-8, cookies beyond measure."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.META.get("HTTP_COOKIE", "")) > MAX_COOKIE_BYTES:
            raise BadRequest("The cookies are too long.")
        if request.content_type == "application/x-www-form-urlencoded":
            _check_utf8(request.body)
        return self._get_response(request)


def _check_utf8(body: bytes) -> None:
    try:
        body.decode()
    except UnicodeDecodeError as error:
        raise BadRequest("The form is not UTF-8.") from error
