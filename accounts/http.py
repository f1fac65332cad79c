"""What a request carries once it is known who sent it, and where it may be sent back to."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.domain import User
from chatscape.responses import wants_partial

MAX_NEXT = 200
NO_PAGES = "/oidc/"


class VisitorRequest(HttpRequest):
    """Sent by somebody who may or may not be signed in."""

    user: User | None  # type: ignore[assignment]


class ChatRequest(VisitorRequest):
    user: User


def safe_next(address: str) -> str | None:
    """A path of this site to send somebody on to, or None."""
    is_path = address.startswith("/") and address.isascii() and address.isprintable()
    if not is_path or len(address) > MAX_NEXT or address.startswith(NO_PAGES):
        return None
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else None


def sign_in_url(next_address: str = "") -> str:
    path = safe_next(next_address)
    return reverse("accounts:sign_in") + ("?" + urlencode({"next": path}) if path else "")


def with_query(address: str, query: Mapping[str, str]) -> str:
    """An address with parameters behind those that it has already."""
    parts = urlsplit(address)
    joined = "&".join(filter(None, (parts.query, urlencode(query))))
    return parts._replace(query=joined).geturl()


def page_of(request: HttpRequest) -> str:
    """The path of the page that a request asks for or was made from, if one can go back to it."""
    if not wants_partial(request):
        return request.get_full_path() if request.method == "GET" else ""
    page = request.headers.get("HX-Current-URL", "")
    path = page.removeprefix(settings.CHATSCAPE_ORIGIN)
    return path if path != page else ""
