"""Addresses of scores and score sheets."""

from django.urls import path

from chibo.quality.views import ratings, scores, sheet_parts, sheets

app_name = "quality"
urlpatterns = [
    path("cell/<str:code>/<int:year>/", scores.of_year, name="year"),
    path("<uuid:meeting_id>/", scores.of_meeting, name="score"),
    path("sheets/of/<str:code>/", sheets.of_unit, name="sheets"),
    path("sheets/of/<str:code>/begin/", sheets.begin, name="begin_sheet"),
    path("sheets/of/<str:code>/take-in/", sheets.take_in, name="take_in_sheet"),
    path("sheets/of/<str:code>/copy/<uuid:sheet_id>/", sheets.copy, name="copy_sheet"),
    path("sheets/<uuid:sheet_id>/", sheets.one, name="sheet"),
    path("sheets/<uuid:sheet_id>/file/", sheets.file, name="sheet_file"),
    path("sheets/<uuid:sheet_id>/in-force/", sheets.force, name="force_sheet"),
    path("sheets/<uuid:sheet_id>/end/", sheets.end, name="end_sheet"),
    path("sheets/<uuid:sheet_id>/discard/", sheets.discard, name="discard_sheet"),
    path("sheets/<uuid:sheet_id>/<str:name>/change/", sheet_parts.change, name="sheet_part"),
    path("sheets/<uuid:sheet_id>/<str:name>/take-out/", sheet_parts.take_out, name="take_out"),
    path("sheets/<uuid:sheet_id>/<str:name>/move/", sheet_parts.move, name="move_part"),
    path("cell/<str:code>/questions/", ratings.asking, name="asking"),
    path("cell/<str:code>/questions/switch/", ratings.switch, name="switch"),
    path("<uuid:meeting_id>/questions/", ratings.questions, name="questions"),
]
