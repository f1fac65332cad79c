from django.urls import path

from . import views

app_name = "contacts"

urlpatterns = [
    path("contacts/", views.add, name="add"),
    path("contacts/<user_id:contact>/accept/", views.accept, name="accept"),
    path("contacts/<user_id:contact>/rename/", views.rename, name="rename"),
    path("contacts/<user_id:contact>/block/", views.block, name="block"),
    path("contacts/<user_id:contact>/unblock/", views.unblock, name="unblock"),
    path("contacts/<user_id:contact>/remove/", views.remove, name="remove"),
]
