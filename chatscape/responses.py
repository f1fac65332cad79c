"""Answers that every app gives in the same way."""

from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


class SeeOther(HttpResponseRedirect):
    """Go on with GET, whatever was asked with."""

    status_code = 303


def go_on(request: HttpRequest, address: str) -> HttpResponse:
    """Another page instead of this one, whoever asked."""
    if wants_partial(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return SeeOther(address)


def not_found() -> NoReturn:
    raise Http404


def wants_partial(request: HttpRequest) -> bool:
    """An htmx request, unless htmx rebuilds the whole page after Back."""
    told = request.META  # request.headers would read them all
    return told.get("HTTP_HX_REQUEST") == "true" and "HTTP_HX_HISTORY_RESTORE_REQUEST" not in told


def partial_or_redirect(
    request: HttpRequest, template: str, context: dict[str, object], *, to: str
) -> HttpResponse:
    if wants_partial(request):
        return render(request, template, context)
    return SeeOther(to)


def invalid_form(
    request: HttpRequest, partial: str, target: str, page: str, context: dict[str, object]
) -> HttpResponse:
    """The form again with its errors: in its own place for htmx, else on a whole page."""
    if not wants_partial(request):
        return render(request, page, context, status=422)
    response = render(request, partial, context, status=422)
    response.headers["HX-Retarget"] = target
    response.headers["HX-Reswap"] = "outerHTML"
    return response
