"""Who may: views that need a signed-in person, and views that only ask whether there is one."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast, overload

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from accounts.domain import User
from accounts.http import ChatRequest, VisitorRequest, page_of, sign_in_url
from accounts.session import identify, renew, report_refused
from chatscape.logs import Event, report
from chatscape.pseudonyms import pseudonym
from chatscape.responses import wants_partial
from chatscape.wiring import users

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
SignedInView = Callable[Concatenate[ChatRequest, P], HttpResponse]
VisitorView = Callable[Concatenate[VisitorRequest, P], HttpResponse]


@overload
def signed_in(view: SignedInView[P]) -> View[P]: ...


@overload
def signed_in(*, consistent: bool) -> Callable[[SignedInView[P]], View[P]]: ...


def signed_in(
    view: SignedInView[P] | None = None, *, consistent: bool = True
) -> View[P] | Callable[[SignedInView[P]], View[P]]:
    """Let only people through who are signed in and not suspended; one read finds out."""

    def decorate(view: SignedInView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            user = identify(request.session, users(), time.time(), consistent=consistent)
            if user is None:
                return _sign_in_first(request)
            return _admit(view, request, user, *args, **kwargs)

        return guarded

    return decorate(view) if view else decorate


def identified(view: VisitorView[P]) -> View[P]:
    """Let everybody through but the suspended; `user` is None for someone who is not signed in."""

    @wraps(view)
    def known(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = identify(request.session, users(), time.time())
        if user is None:
            visitor = cast(VisitorRequest, request)
            visitor.user = None
            return view(visitor, *args, **kwargs)
        return _admit(view, request, user, *args, **kwargs)

    return known


def staff_only(view: SignedInView[P]) -> View[P]:
    """Let only staff through; whoever else is signed in is told that it is not for them."""
    return _only(lambda user: user.is_staff, view)


def moderators_only(view: SignedInView[P]) -> View[P]:
    """Let only those of the staff through who decide, and do not only read."""
    return _only(lambda user: user.may_decide, view)


def _only(may: Callable[[User], bool], view: SignedInView[P]) -> View[P]:
    @signed_in
    @wraps(view)
    def guarded(request: ChatRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may(request.user):
            report(Event.STAFF_PAGE_REFUSED, user=pseudonym(request.user.id))
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _admit(
    view: Callable[Concatenate[ChatRequest, P], HttpResponse],
    request: HttpRequest,
    user: User,
    *args: P.args,
    **kwargs: P.kwargs,
) -> HttpResponse:
    known = cast(ChatRequest, request)
    known.user = user
    if user.is_suspended(datetime.now(UTC)):
        report(Event.SUSPENDED_TURNED_AWAY, user=pseudonym(user.id))
        return _suspended(request)
    if request.method == "GET" and not wants_partial(request):
        renew(request)
    return view(known, *args, **kwargs)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    report_refused(request)
    address = sign_in_url(page_of(request))
    if wants_partial(request):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _suspended(request: HttpRequest) -> HttpResponse:
    context = {"appeals": settings.CHATSCAPE_APPEALS_EMAIL}
    response = render(request, "accounts/suspended.html", context, status=403)
    if wants_partial(request):
        response["HX-Refresh"] = "true"
    return response
