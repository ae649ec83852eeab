"""The doors: which room answers under which address."""

from django.urls import include, path

urlpatterns = [
    path("", include("chibo.desk.urls")),
    path("", include("chibo.access.urls")),
    path("trust/", include("chibo.https.urls")),
    path("units/", include("chibo.units.urls")),
    path("people/", include("chibo.people.urls")),
    path("lists/", include("chibo.documents.importing.urls")),
    path("templates/", include("chibo.documents.urls")),
    path("meetings/", include("chibo.room.urls")),
    path("tasks/", include("chibo.resolutions.urls")),
    path("search/", include("chibo.search.urls")),
    path("scores/", include("chibo.quality.urls")),
    path("book/", include("chibo.book.urls")),
    path("visits/", include("chibo.supervision.urls")),
    path("reports/", include("chibo.reports.urls")),
]
