"""Addresses of scores."""

from django.urls import path

from chibo.quality import board_views, views, year_views

app_name = "quality"
urlpatterns = [
    path("cell/<str:code>/<int:year>/", year_views.of_year, name="year"),
    path("cell/<str:code>/<int:year>/score/", year_views.score_of_year, name="year_score"),
    path("cell/<str:code>/<int:year>/answers/<int:quarter>/", year_views.answer, name="answer"),
    path("below/", board_views.board, name="board"),
    path("below/cells/", board_views.behind, name="board_cells"),
    path("below/<str:code>/", board_views.board, name="board_of"),
    path("below/<str:code>/cells/", board_views.behind, name="board_cells_of"),
    path("<uuid:meeting_id>/", views.of_meeting, name="score"),
]
