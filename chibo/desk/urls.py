"""Addresses of the pages people open first."""

from django.urls import path

from chibo.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("cells/", views.cells, name="cells"),
    path("cells/<str:code>/", views.cell, name="cell"),
    path("mine/", views.mine, name="mine"),
]
