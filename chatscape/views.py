"""Pages that belong to no app."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from accounts.decorators import identified
from accounts.http import VisitorRequest
from chatscape import shell


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


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows of a page that it does not have; nobody's, so that it may be kept."""
    return render(request, "offline.html")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """A browser asks for it again and again, and takes another text for a new version."""
    config = {
        "version": shell.version(),
        "shell": shell.addresses(),
        "headers": dict(settings.SECURITY_HEADERS),
    }
    context = {
        "main": static("js/worker/main.js"),
        "settings": mark_safe(json.dumps(config)),  # noqa: S308 - all of it is ours
    }
    response = render(request, "serviceworker.js", context, content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response
