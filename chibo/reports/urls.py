"""Addresses of the board, of figures and of reports."""

from django.urls import path

from chibo.reports.views import board, figures

app_name = "reports"
urlpatterns = [
    # Figures and the rows behind them.
    path("figures/<str:code>/<str:key>/", figures.catalogue, name="figures"),
    path("figure/<str:code>/<str:key>/<slug:line_key>/", figures.figure, name="figure"),
    path("roll/<uuid:meeting_id>/", figures.roll, name="roll"),
    # The board.
    path("board/", board.board, name="board"),
    path("board/cells/", board.cells, name="board_cells"),
    path("board/projector/", board.projector, name="board_projector"),
    path("board/cell/<str:code>/", board.of_cell, name="board_cell"),
    path("board/<str:code>/", board.board, name="board_of"),
    path("board/<str:code>/cells/", board.cells, name="board_cells_of"),
    path("board/<str:code>/projector/", board.projector, name="board_projector_of"),
]
