"""What a meeting is called, in both languages."""

import pytest
from django.utils.translation import override

from chibo.base.time import local_moment
from chibo.meetings.models import Meeting
from chibo.meetings.templatetags.titles import meeting_line, meeting_title, meeting_title_in_year
from tests.factories.meetings import EVENING, JUNE


@pytest.mark.parametrize(
    ("kind", "vietnamese", "english"),
    [
        ("regular", "Sinh hoạt thường kỳ tháng 6", "Regular meeting of June"),
        ("thematic", "Sinh hoạt chuyên đề tháng 6", "Thematic meeting of June"),
        ("committee", "Họp chi ủy tháng 6", "Cell committee's meeting of June"),
        ("extraordinary", "Họp đột xuất tháng 6", "Extraordinary meeting of June"),
        ("admission", "Họp xét kết nạp tháng 6", "Admission meeting of June"),
    ],
)
def test_kind_and_month_are_one_message(kind: str, vietnamese: str, english: str) -> None:
    meeting = Meeting(kind=kind, month=JUNE.replace(day=1))

    with override("vi"):
        assert meeting_title(meeting) == vietnamese
        assert meeting_title_in_year(meeting) == f"{vietnamese}/2026"
    with override("en"):
        assert meeting_title(meeting) == english
        assert meeting_title_in_year(meeting) == f"{english} 2026"


def test_every_kind_has_its_title() -> None:
    month = JUNE.replace(day=1)

    titles = {meeting_title(Meeting(kind=kind, month=month)) for kind in Meeting.Kind}

    assert len(titles) == len(Meeting.Kind)


def test_a_line_says_when_and_where() -> None:
    month = JUNE.replace(day=1)
    starts = local_moment(JUNE, EVENING)
    meeting = Meeting(kind="regular", month=month, starts_at=starts, place="nhà văn hóa")

    with override("vi"):
        line = meeting_line(meeting)

    assert line == "Sinh hoạt thường kỳ tháng 6: thứ Tư, 03/06/2026, 19:30, nhà văn hóa"
