"""What is settled before a request reaches the application."""

from collections.abc import Callable
from functools import cached_property

from django.conf import settings
from django.core.exceptions import BadRequest, MiddlewareNotUsed, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.middleware.security import SecurityMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import activate, get_language_from_request
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware

from chatscape.outermost import HEALTH_PATH
from chatscape.wiring import readiness

GetResponse = Callable[[HttpRequest], HttpResponse]

READINESS_PATH = "/readyz"
MAX_COOKIE_BYTES = 6_000  # ours stay under 4,096; a browser keeps no longer one


class Probes:
    """Answers whether the process lives, and whether its store does, by whatever name it is called.

    Whom a proxy says to come by plain http, like everybody, is sent to https first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response
        self._probes = {HEALTH_PATH: _health, READINESS_PATH: _readiness}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = self._probes.get(request.path)
        if probe is None:
            return self._get_response(request)
        if settings.SECURE_SSL_REDIRECT and request.headers.get("X-Forwarded-Proto") == "http":
            return HttpResponsePermanentRedirect(settings.CHATSCAPE_ORIGIN + request.path)
        return probe(request)


@require_safe
def _health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def _readiness(request: HttpRequest) -> HttpResponse:
    if readiness().is_given():
        return HttpResponse("ready", content_type="text/plain")
    return HttpResponse("The store does not answer.", status=503, content_type="text/plain")


class HttpsOnly(SecurityMiddleware):
    """Sends to https whoever comes without. What Django adds here, SecurityHeaders says."""

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.SECURE_SSL_REDIRECT:
            raise MiddlewareNotUsed
        super().__init__(get_response)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return response


class Language:
    """The reader's, as Django finds it; its own middleware looks for one in the address as well."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = get_language_from_request(request)
        activate(language)
        response = self._get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", language)
        return response


class LazyWhiteNoise:
    """WhiteNoise looks at every file as it starts: not before somebody asks for one."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    @cached_property
    def _files(self) -> GetResponse:
        return WhiteNoiseMiddleware(self._get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(settings.STATIC_URL):
            return self._files(request)
        return self._get_response(request)


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
