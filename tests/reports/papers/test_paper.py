"""What a report is as a paper, drafted and signed."""

from dataclasses import replace
from datetime import date

import pytest

from chibo.quality.rules.spans import Span
from chibo.reports.actions.signing import begin_version
from chibo.reports.models import Report
from chibo.reports.papers.paper import paper_of
from chibo.reports.queries.standing import standing_of, standing_of_report
from chibo.reports.rules.standing import Rows
from tests.factories import meetings as made
from tests.factories import reports as reported
from tests.factories.meetings import Village
from tests.factories.units import unit

pytestmark = pytest.mark.django_db


def test_a_signed_report_has_its_number_its_day_and_its_signer(village: Village) -> None:
    report = reported.signed(village.commune)

    paper = paper_of(standing_of_report(report, date(2026, 12, 1)), report)

    assert (paper.head.number, paper.head.symbol) == (1, "BC/ĐU")
    assert paper.head.date == date(2026, 7, 10)
    assert paper.head.body == "Đảng ủy xã Trung Thượng"
    assert paper.signature.roles == ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")
    assert paper.signature.name == "Lò Văn Dũng"
    assert not paper.draft


def test_a_draft_says_on_which_day_it_was_made_and_has_no_number(village: Village) -> None:
    paper = paper_of(standing_of(village.commune, reported.Q2, date(2026, 7, 10)), None)

    assert paper.head.number is None
    assert paper.draft_mark == "Bản nháp, lập từ sổ ngày 10/7/2026"
    assert paper.recipients == ("Lưu Văn phòng Đảng ủy xã Trung Thượng",)


def test_a_span_that_is_not_over_says_so_before_its_figures(village: Village) -> None:
    made.sealed(village, date(2026, 4, 3))

    paper = paper_of(standing_of(village.commune, reported.Q2, date(2026, 5, 20)), None)

    assert paper.lead == (
        "Số liệu tính đến ngày 20/5/2026; quý II/2026 chưa kết thúc.",
        "Đảng ủy xã Trung Thượng báo cáo kết quả sinh hoạt chi bộ quý II/2026 như sau:",
    )


def test_a_span_in_which_cells_moved_says_where_they_are_counted(village: Village) -> None:
    standing = standing_of(village.commune, reported.Q2, date(2026, 7, 10))
    moved = Rows(("cell", "what"), (("TT.01", "move"),))
    reorganised = replace(standing, rows={**standing.rows, "events": moved})

    before = paper_of(reorganised, None).lead[-2]

    assert before.startswith("Trong kỳ có thay đổi về tổ chức")


def test_what_the_book_does_not_reach_back_to_is_said(village: Village) -> None:
    nothing = paper_of(standing_of(village.commune, reported.Q2, date(2026, 7, 10)), None)
    made.sealed(village, date(2026, 6, 3))

    paper = paper_of(standing_of(village.commune, reported.Q2, date(2026, 7, 10)), None)

    assert nothing.lead[0] == "Sổ biên bản trên máy chưa có buổi sinh hoạt nào."
    assert paper.lead[0].startswith("Sổ biên bản trên máy bắt đầu từ tháng 6/2026")


def test_another_version_says_which_it_replaces_and_why(village: Village) -> None:
    first = reported.signed(village.commune)
    begin_version(report_id=first.pk, because="Sót buổi tháng 6.", by="vanphong", at=reported.AT)
    second = Report.objects.select_related("unit", "supersedes").get(version=2)

    paper = paper_of(standing_of_report(second, date(2026, 7, 12)), second)

    assert paper.lead[0] == ("Báo cáo này thay thế Báo cáo số 01-BC/ĐU. Lý do: Sót buổi tháng 6.")


def test_a_province_reports_under_its_own_name(village: Village) -> None:
    del village
    top = unit("TH", kind="province", name="Đảng bộ tỉnh Thanh Hóa")

    paper = paper_of(standing_of(top, Span(date(2026, 1, 1), 12), date(2027, 1, 5)), None)

    assert (paper.head.parent, paper.head.body) == ("", "Tỉnh ủy Thanh Hóa")
    assert paper.head.symbol == "BC/TU"
    assert paper.subject == "Kết quả sinh hoạt chi bộ năm 2026"
