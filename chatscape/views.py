"""Pages that belong to no app."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe
from pwa.views import manifest as pwa_manifest

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
@conditional_page
def manifest(request: HttpRequest) -> HttpResponse:
    """What the site is as an installed application, in the language of the reader."""
    response: HttpResponse = pwa_manifest(request)
    response.headers["Content-Type"] = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
@conditional_page
def service_worker(request: HttpRequest) -> HttpResponse:
    """A browser asks for it again and again, and takes another text for a new version."""
    worker = {
        "version": shell.version(),
        "shell": shell.addresses(),
        "headers": dict(settings.SECURITY_HEADERS),
        "icon": static("icons/icon-192.png"),
        "badge": static("icons/badge-96.png"),
    }
    context = {"main": static("js/worker/main.js"), "settings": worker}
    response = render(request, "serviceworker.js", context, content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response
