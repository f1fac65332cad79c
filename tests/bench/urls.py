from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from chatscape.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def bare(request: HttpRequest) -> HttpResponse:
    """All the middleware, and who somebody is by the cookie alone."""
    return HttpResponse(status=204 if request.session.keys() else 401)


urlpatterns = [path("bare/", bare), path("", include("chatscape.urls"))]
