"""Addresses of bringing lists in and taking them out."""

from django.urls import path

from chibo.documents.importing import views

app_name = "importing"
urlpatterns = [
    path("<slug:slug>/", views.start, name="start"),
    path("<slug:slug>/export/", views.export, name="export"),
    path("<slug:slug>/<uuid:key>/", views.look, name="look"),
]
