"""What every template knows about the person who is looking."""

from django.http import HttpRequest

from accounts.domain import User
from chatscape.pseudonyms import pseudonym

UNASKED = object()


def user(request: HttpRequest) -> dict[str, object]:
    """Who is signed in, or that nobody is; neither on a page that did not ask."""
    someone: object = getattr(request, "user", UNASKED)
    return {
        "user": someone if isinstance(someone, User) else None,
        "is_nobody": someone is None,
        "session_mark": lambda: _session_mark(request),
    }


def _session_mark(request: HttpRequest) -> str:
    """By which a page knows that another session has begun."""
    session = getattr(request, "session", {})
    return pseudonym(session.get("sid", ""))
