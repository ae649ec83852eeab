"""Addresses of scores and score sheets."""

from django.urls import path

from chibo.quality.views import boards, ratings, scores, sheet_parts, sheets, years

app_name = "quality"
urlpatterns = [
    path("cell/<str:code>/<int:year>/", years.of_year, name="year"),
    path("cell/<str:code>/<int:year>/score/", years.score_of_year, name="year_score"),
    path("cell/<str:code>/<int:year>/answers/<int:quarter>/", years.answer, name="answer"),
    path("below/", boards.board, name="board"),
    path("below/cells/", boards.behind, name="board_cells"),
    path("below/<str:code>/", boards.board, name="board_of"),
    path("below/<str:code>/cells/", boards.behind, name="board_cells_of"),
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
