"""Addresses of the board, of figures and of reports."""

from django.urls import path

from chibo.reports.views import (
    board,
    climbing,
    figures,
    filled,
    own_forms,
    own_lines,
    past,
    reports,
    requests,
    sections,
)

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
    path("", reports.home, name="home"),
    path("of/<str:code>/", reports.of_unit, name="reports"),
    path("of/<str:code>/<str:key>/", reports.report, name="report"),
    path("of/<str:code>/<str:key>/sign/", reports.sign, name="sign"),
    path("of/<str:code>/<str:key>/version/", reports.begin_version, name="begin_version"),
    path("of/<str:code>/<str:key>/file/<slug:kind>/", reports.file, name="report_file"),
    path("of/<str:code>/<str:key>/write/<slug:section_key>/", sections.section, name="section"),
    path("forms/of/<str:code>/", own_forms.of_unit, name="own_forms"),
    path("forms/of/<str:code>/begin/", own_forms.begin, name="begin_own_form"),
    path("forms/of/<str:code>/lines/define/", own_lines.define, name="define_line"),
    path("forms/lines/<int:line_id>/", own_lines.one, name="own_line"),
    path("forms/lines/<int:line_id>/discard/", own_lines.discard, name="discard_line"),
    path("forms/<uuid:form_id>/", own_forms.one, name="own_form"),
    path("forms/<uuid:form_id>/rename/", own_forms.rename, name="rename_form"),
    path("forms/<uuid:form_id>/add/", own_forms.add, name="add_form_lines"),
    path("forms/<uuid:form_id>/heading/", own_forms.add_heading, name="add_form_heading"),
    path("forms/<uuid:form_id>/<int:place>/move/", own_forms.move, name="move_form_line"),
    path(
        "forms/<uuid:form_id>/<int:place>/take-out/", own_forms.take_out, name="take_out_form_line"
    ),
    path("forms/<uuid:form_id>/copy/<str:code>/", own_forms.copy, name="copy_form"),
    path("forms/<uuid:form_id>/version/", own_forms.next_version, name="next_form_version"),
    path("forms/<uuid:form_id>/force/", own_forms.force, name="force_form"),
    path("forms/<uuid:form_id>/end/", own_forms.end, name="end_form"),
    path("forms/<uuid:form_id>/discard/", own_forms.discard, name="discard_form"),
    path("forms/<uuid:form_id>/fill/<str:code>/<str:span>/", filled.page, name="filled"),
    path(
        "forms/<uuid:form_id>/fill/<str:code>/<str:span>/<str:kind>/",
        filled.file,
        name="filled_file",
    ),
    path("requests/of/<str:code>/", requests.of_unit, name="requests"),
    path("requests/of/<str:code>/ask/", requests.ask, name="ask"),
    path("requests/of/<str:code>/held/", requests.held, name="held"),
    path("requests/<uuid:request_id>/", requests.one, name="request"),
    path("requests/<uuid:request_id>/withdraw/", requests.withdraw, name="withdraw_request"),
    path("requests/<uuid:request_id>/<str:code>/", requests.answer, name="answer"),
    path("burden/<str:code>/<int:year>/", requests.burden, name="burden"),
    path("below/<str:code>/<str:span>/", climbing.below, name="below"),
    path("climbing/<uuid:report_id>/", climbing.one, name="climbing"),
    path("climbing/<uuid:report_id>/send/", climbing.send, name="send_report"),
    path("climbing/<uuid:report_id>/take/", climbing.take, name="take_report"),
    path("climbing/<uuid:report_id>/approve/", climbing.approve, name="approve_report"),
    path("climbing/<uuid:report_id>/return/", climbing.give_back, name="return_report"),
    path("past/<str:code>/", past.start, name="past"),
    path("past/<str:code>/<uuid:key>/", past.look, name="look_past"),
    path("past/<uuid:import_id>/undo/", past.undo, name="undo_past"),
    path("past/<str:code>/facts/<str:month>/", past.facts, name="past_facts"),
]
