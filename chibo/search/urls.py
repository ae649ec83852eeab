"""The address of the search page."""

from django.urls import path

from chibo.search import views

app_name = "search"
urlpatterns = [path("", views.page, name="page")]
