from django.urls import path

from . import views

app_name = "moderation"

urlpatterns = [
    path("contacts/<user_id:contact>/report/", views.report, name="report"),
    path("reports/", views.reports, name="reports"),
    path("reports/read/", views.read_answers, name="read_answers"),
    path("account/warning/", views.acknowledge, name="acknowledge"),
]
