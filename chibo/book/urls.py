"""Addresses of the book and of its papers."""

from django.urls import path

from chibo.book import views

app_name = "book"
urlpatterns = [
    path("cell/<str:code>/", views.of_cell, name="of_cell"),
    path("cell/<str:code>/verify/", views.verify, name="verify"),
    path("minutes/<uuid:meeting_id>/", views.minutes, name="minutes"),
    path("minutes/<uuid:meeting_id>/correct/", views.correct, name="correct"),
    path("minutes/<uuid:meeting_id>/posted/", views.post, name="post"),
    path("papers/<uuid:meeting_id>/<slug:paper>.<slug:form>", views.paper, name="paper"),
    path("records/<int:record_id>.json", views.sealed, name="sealed"),
]
