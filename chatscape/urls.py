from django.contrib import admin
from django.urls import include, path, register_converter

from accounts.converters import UserIdConverter
from moderation.converters import ReportIdConverter

from . import views

register_converter(UserIdConverter, "user_id")
register_converter(ReportIdConverter, "report_id")

urlpatterns = [
    path("", include("messaging.urls")),  # first, since an open page asks for news all the time
    path("", views.landing, name="landing"),
    path("about/", views.about, name="about"),
    path("offline/", views.offline, name="offline"),
    path("manifest.json", views.manifest, name="manifest"),
    path("serviceworker.js", views.service_worker, name="service_worker"),
    path("", include("accounts.urls")),
    path("", include("notifications.urls")),
    path("", include("contacts.urls")),
    path("", include("moderation.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "chatscape.errors.bad_request"
handler403 = "chatscape.errors.permission_denied"
handler404 = "chatscape.errors.page_not_found"
handler500 = "chatscape.errors.server_error"
