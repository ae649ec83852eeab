"""Addresses of a committee's Word templates."""

from django.urls import path

from chibo.documents import views

app_name = "documents"
urlpatterns = [
    path("<str:code>/", views.of_unit, name="templates"),
    path("<str:code>/<slug:kind>/", views.template, name="template"),
    path("<str:code>/<slug:kind>/end/", views.end, name="end_template"),
    path("<str:code>/<slug:kind>/<slug:which>.docx", views.file, name="template_file"),
]
