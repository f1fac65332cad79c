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
