"""What a person is told when something cannot be done, as a page or as a notice for htmx."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import activate, get_language_from_request, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.domain import HOUR, MINUTE
from accounts.limits import Name, RateLimited
from chatscape.logs import Event, report
from chatscape.pseudonyms import pseudonym
from chatscape.responses import wants_partial
from chatscape.store.port import StoreUnavailable
from contacts.domain import TooManyContacts, UnknownContact
from messaging.domain import BodyTooLarge, ClientIdReused, ContactBlocked, InboxFull
from messaging.forms import CHARACTERS
from notifications.domain import DeviceRemoved, TooManyDevices

Text = str | Promise

RETRY_AFTER = 2  # seconds
TYPED = {  # what somebody wrote, and is to see again; a text of several lines has no type
    "name": ("text", _("Name")),
    "email": ("email", _("E-mail address")),
    "body": ("", _("Your message")),
    "comment": ("", _("What happened")),
    "reason": ("", _("Why")),
}
NOT_HIDDEN = {"csrfmiddlewaretoken", *TYPED}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    title: Text
    text: Text
    retry_after: int | None = None


BAD_REQUEST = Answer(400, _("Not understood"), _("That address or form made no sense to us."))
FORBIDDEN = Answer(403, _("Not allowed"), _("You are not allowed to do this."))
STALE_FORM = Answer(403, _("Too old"), _("The page was too old. Please try again."))
NOT_FOUND = Answer(404, _("Not found"), _("There is nothing at this address."))
NOT_ALLOWED = Answer(
    405, _("Not a page"), _("There is no page here: this address only takes forms.")
)
TOO_LARGE = Answer(413, _("Too large"), _("That is too large to send."))
TOO_MANY: dict[Name, Answer] = {
    "messages": Answer(
        429,
        _("Too fast"),
        _("You are writing faster than anybody can read. Your text is kept: try again in %s."),
    ),
    "contacts": Answer(
        429,
        _("Too many new contacts"),
        _("You have added many people within an hour. What you typed is kept: try again in %s."),
    ),
    "requests": Answer(
        429,
        _("Too many requests"),
        _(
            "Today you have written to many people who have not added you. Your text is kept: try "
            "again in %s."
        ),
    ),
    "reports": Answer(
        429,
        _("Too many reports"),
        _("Today you have reported a lot. What you typed is kept: try again in %s."),
    ),
    "tests": Answer(
        429,
        _("Too many tests"),
        _("You have sent many test notifications within an hour. Try again in %s."),
    ),
}
SERVER_ERROR = Answer(
    500, _("Something went wrong"), _("The fault is on our side. Please try again.")
)
UNAVAILABLE = Answer(
    503, _("Busy"), _("ChatScape is busy for a moment. Please try again."), RETRY_AFTER
)

BY_EXCEPTION: dict[type[Exception], Answer] = {
    StoreUnavailable: UNAVAILABLE,
    UnknownContact: NOT_FOUND,
    BodyTooLarge: Answer(
        413,
        _("Too long"),
        format_lazy(
            _("A message has at most {limit} characters. Shorten it and send it again."),
            limit=CHARACTERS,
        ),
    ),
    ClientIdReused: Answer(
        409, _("Sent before"), _("This message was already sent with another text.")
    ),
    ContactBlocked: Answer(
        409, _("Blocked"), _("You have blocked this person. Unblock them to write.")
    ),
    InboxFull: Answer(
        409, _("Not delivered"), _("This person cannot receive requests at the moment.")
    ),
    TooManyContacts: Answer(409, _("List full"), _("Your list is full.")),
    DeviceRemoved: Answer(410, _("Removed"), _("Notifications were turned off for this device.")),
    TooManyDevices: Answer(
        400,
        _("Too many devices"),
        _("You are notified on as many devices as possible. Remove one of them first."),
    ),
}


def answer(request: HttpRequest, what: Answer, *, typed: bool = False) -> HttpResponse:
    """`typed`: give back what was typed, to be sent again or copied."""
    context: dict[str, object] = {"title": what.title, "text": what.text}
    if wants_partial(request):
        response = render(request, "_notice.html", context, status=what.status)
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML"
        response.headers["HX-Reselect"] = "unset"  # whatever part of an answer was asked for
    else:
        if typed and request.method == "POST":
            context |= _given_back(request.POST)
        response = render(request, "error.html", context, status=what.status)
    if what.retry_after is not None:
        response.headers["Retry-After"] = str(what.retry_after)
    return response


def _given_back(form: QueryDict) -> dict[str, object]:
    """What was written, to be seen again, and whatever else was sent, which goes with it."""
    written = [(name, *TYPED[name], form[name]) for name in TYPED if form.get(name)]
    chosen = [(name, it) for name in form for it in form.getlist(name)]
    kept = [(name, it) for name, it in chosen if name not in NOT_HIDDEN]
    return {"typed": written, "chosen": kept}


class DomainErrors:
    """Answers the exceptions that views let pass, and methods that they do not know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code == NOT_ALLOWED.status:
            page = answer(request, NOT_ALLOWED)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, RateLimited):
            report(Event.LIMITED, limit=exception.limit, user=_who(request))
            return answer(request, too_many(exception), typed=True)
        what = BY_EXCEPTION.get(type(exception))
        if what is UNAVAILABLE:
            logger.error("store_unavailable", exc_info=exception)
        return answer(request, what, typed=True) if what else None


def too_many(limited: RateLimited) -> Answer:
    what = TOO_MANY[limited.limit]
    text = str(what.text) % waiting_time(limited.retry_after)
    return replace(what, text=text, retry_after=limited.retry_after)


def waiting_time(seconds: int) -> str:
    """As people say it, rounded up: 42 seconds, 5 minutes, 3 hours."""
    if seconds < MINUTE:
        return ngettext("%d second", "%d seconds", seconds) % seconds
    if seconds <= HOUR:
        minutes = ceil(seconds / MINUTE)
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    hours = ceil(seconds / HOUR)
    return ngettext("%d hour", "%d hours", hours) % hours


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    activate(get_language_from_request(request))  # Django refuses a host before it reads that
    report(Event.REQUEST_REFUSED, cause=type(exception).__name__)
    too_large = isinstance(exception, RequestDataTooBig)
    return answer(request, TOO_LARGE if too_large else BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page whose token is of an earlier sign-in loads anew, and its outbox sends again."""
    report(Event.FORM_REFUSED, cause=reason.partition(" - ")[0])
    is_ours = reason.startswith("CSRF")  # and not of a foreign origin
    response = answer(request, STALE_FORM if is_ours else FORBIDDEN, typed=is_ours)
    if wants_partial(request) and is_ours:
        response.headers["HX-Refresh"] = "true"
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    logger.error("unhandled_exception", exc_info=True)
    return answer(request, SERVER_ERROR)


def _who(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return pseudonym(user.id) if user else "nobody"
