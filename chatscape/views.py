"""Pages that belong to no app."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.decorators import identified
from accounts.http import VisitorRequest


@require_safe
@identified
def landing(request: VisitorRequest) -> HttpResponse:
    if request.user:
        return redirect("messaging:inbox")
    return render(request, "landing.html")


@require_safe
@identified
def about(request: VisitorRequest) -> HttpResponse:
    return render(request, "about.html")
