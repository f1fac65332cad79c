"""The least that Django can be with a session and forms; also in a package for AWS Lambda."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path


def bare(request: HttpRequest) -> HttpResponse:
    """Who somebody is, by the cookie alone."""
    return HttpResponse(status=204 if request.session.get("user") else 200)


def come_in(request: HttpRequest) -> HttpResponse:
    request.session["user"] = "0" * 20
    get_token(request)
    return HttpResponse(status=204)


urlpatterns = [path("bare/", bare), path("in/", come_in)]

settings.configure(
    SECRET_KEY="only for measuring",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    INSTALLED_APPS=["django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
)
application = get_wsgi_application()
