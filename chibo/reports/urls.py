"""Addresses of the board, of figures and of reports."""

from django.urls import path

from chibo.reports.views import board, figures, reports, sections

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
    # Reports.
    path("of/<str:code>/", reports.of_unit, name="reports"),
    path("of/<str:code>/<str:key>/", reports.report, name="report"),
    path("of/<str:code>/<str:key>/sign/", reports.sign, name="sign"),
    path("of/<str:code>/<str:key>/version/", reports.begin_version, name="begin_version"),
    path("of/<str:code>/<str:key>/file/<slug:kind>/", reports.file, name="report_file"),
    path("of/<str:code>/<str:key>/write/<slug:section_key>/", sections.section, name="section"),
]
