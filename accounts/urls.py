from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("oidc/authenticate/", views.sign_in, name="sign_in"),
    path("oidc/callback/", views.callback, name="callback"),
    path("oidc/logout/", views.sign_out, name="sign_out"),
    path("account/", views.account, name="account"),
    path("account/language/", views.language, name="language"),
    path("account/token/", views.token, name="token"),
    path("account/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
]
