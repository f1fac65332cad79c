"""Headers that every answer carries: what a page may load, and that nobody may keep it."""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HSTS_SECONDS = 2 * 365 * 24 * 3600
UNUSED_FEATURES = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)


def content_security_policy(*, providers: Iterable[str] = ()) -> str:
    """Only our own files, nothing inline; a form may end at the provider that signs in and out."""
    origins = {f"{at.scheme}://{at.netloc}" for at in map(urlsplit, providers) if at.netloc}
    form_targets = ["'self'", *sorted(origins)]
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            f"form-action {' '.join(form_targets)}",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def security_headers(*, providers: Iterable[str], is_https: bool) -> Mapping[str, str]:
    headers = {
        "Content-Security-Policy": content_security_policy(providers=providers),
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if is_https:
        seconds = f"max-age={HSTS_SECONDS}; includeSubDomains; preload"
        headers["Strict-Transport-Security"] = seconds
    return headers


class SecurityHeaders:
    """On everything that the application answers, static files and the health check included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        for name, value in settings.SECURITY_HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
