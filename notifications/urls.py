from django.urls import path

from . import views

app_name = "notifications"

urlpatterns = [
    path("push/subscriptions/", views.subscribe, name="subscribe"),
    path("push/subscriptions/remove/", views.remove, name="remove"),
    path("push/subscriptions/test/", views.test, name="test"),
    path("push/settings/", views.choose, name="settings"),
]
