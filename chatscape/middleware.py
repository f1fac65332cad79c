"""What is settled before a request reaches the application."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

GetResponse = Callable[[HttpRequest], HttpResponse]

HEALTH_PATH = "/healthz"
MAX_COOKIE_BYTES = 6_000  # ours stay under 4,096; a browser keeps no longer one


class Health:
    """The process answers, by whatever name a probe calls it; the store is not asked.

    Whom a proxy says to come by plain http, like everybody, is sent to https first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != HEALTH_PATH:
            return self._get_response(request)
        if settings.SECURE_SSL_REDIRECT and request.headers.get("X-Forwarded-Proto") == "http":
            return HttpResponsePermanentRedirect(settings.CHATSCAPE_ORIGIN + HEALTH_PATH)
        return _healthy(request)


@require_safe
def _healthy(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


class WellFormed:
    """Refuses what Django would read in spite of: other than UTF-8, and beyond measure."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.META.get("HTTP_COOKIE", "")) > MAX_COOKIE_BYTES:
            raise BadRequest("The cookies are too long.")
        _check_length(request)
        if request.content_type == "application/x-www-form-urlencoded":
            _check_utf8(request.body)
        return self._get_response(request)


def _check_length(request: HttpRequest) -> None:
    """Of the body as a whole; Django itself does not count the files in it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise RequestDataTooBig("The body is too long.")


def _check_utf8(body: bytes) -> None:
    try:
        body.decode()
    except UnicodeDecodeError as error:
        raise BadRequest("The form is not UTF-8.") from error
