from django.urls import path

from . import views

app_name = "messaging"

urlpatterns = [
    path("updates/", views.updates, name="updates"),
    path("chats/", views.inbox, name="inbox"),
    path("chats/<user_id:contact>/", views.conversation, name="conversation"),
    path("chats/<user_id:contact>/messages/", views.log, name="messages"),
    path("chats/<user_id:contact>/read/", views.read, name="read"),
]
