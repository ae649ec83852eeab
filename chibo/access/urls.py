"""Addresses of signing in, of preferences and of accounts."""

from django.urls import path

from chibo.access import views

app_name = "access"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("preferences/", views.preferences, name="preferences"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<str:code>/open/", views.open_account, name="open_account"),
    path("accounts/grants/<int:grant_id>/end/", views.end_grant, name="end_grant"),
    path("accounts/grants/<int:grant_id>/password/", views.new_password, name="new_password"),
]
