"""Pages that belong to no app."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.decorators import identified


@require_safe
@identified
def landing(request: HttpRequest) -> HttpResponse:
    if hasattr(request, "user"):
        return redirect("messaging:inbox")
    return render(request, "landing.html")


@require_safe
@identified
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process answers; the store is not asked, so that a probe costs nothing."""
    return HttpResponse("ok", content_type="text/plain")
