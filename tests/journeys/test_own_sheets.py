"""Sheets unlike all that come with the program, entered through pages only, and scored by."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chibo.meetings.models import Meeting
from chibo.quality.loading import load_sheets
from chibo.quality.models import Assessment, ScoreSheet, YearAssessment
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.journeys.drafting import Drafting, bands, listed
from tests.journeys.walking import send, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()
SINCE = TODAY - timedelta(days=60)


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    load_sheets()
    factories.account("vanphong", "office", at=found.commune)
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    return found


def test_sheets_unlike_all_others_are_entered_and_used(desk: Page, village: Village) -> None:
    sign_in(desk, "vanphong")
    regular_sheet(Drafting(desk))
    thematic_sheet(Drafting(desk))
    assert ScoreSheet.objects.filter(unit=village.commune, since=SINCE).count() == 2
    regular, thematic = evening(village)

    desk.context.clear_cookies()
    sign_in(desk, "bithu")
    by_the_regular_sheet(desk, regular)
    by_the_thematic_sheet(desk, thematic)


def regular_sheet(draft: Drafting) -> None:
    """Twenty points, three colours, a check that is passed or not, a gate and an event."""
    draft.begin(
        "Phiếu hai mươi điểm", number="05-HD/ĐU", scale="points", total="20",
        meetings=["regular"], self_scored="after_minutes", decides="self", differs_by="3",
    )  # fmt: skip
    draft.group("1", "Có mặt", "12")
    draft.criterion(
        0, bands((">=", "95", "", "", "8"), (">=", "60", "<", "95", "4,5"), ("<", "60", "", "", "0")),
        title="Tỷ lệ dự", kind="bands", points="8", measure="attendance",
    )  # fmt: skip
    draft.criterion(
        0, {"each": "1,5", "free": "1", "least": "1"},
        title="Vắng không lý do", kind="deduct", points="4", measure="unexcused",
    )  # fmt: skip
    draft.group("2", "Bàn và quyết", "8")
    draft.criterion(1, title="Chủ trì có gợi mở", kind="manual", points="5", guidance="Ai ít nói?")
    draft.criterion(
        1, {"when_sign": ">=", "when_end": "1"},
        title="Có giao việc", kind="yes_no", points="3", measure="tasks_given",
    )  # fmt: skip
    draft.criterion(
        1, {"when_sign": "yes"}, title="Thông qua biên bản", kind="pass", measure="approved"
    )
    draft.part("grades", listed(
        "rows",
        {"grade": "Xanh", "sign": "more_than", "number": "17"},
        {"grade": "Vàng", "sign": "at_least", "number": "11"},
        {"grade": "Đỏ"},
    ))  # fmt: skip
    draft.part("gates", listed(
        "gates",
        {"grade": "Xanh", "full": "1.1, 2.3", "otherwise": "Vàng"},
    ))  # fmt: skip
    draft.part("overrides", listed(
        "overrides",
        {"event": "Có đảng viên bị kỷ luật", "grade": "Đỏ"},
    ))  # fmt: skip
    assert draft.findings() == []
    draft.force(SINCE)


def thematic_sheet(draft: Drafting) -> None:
    """Only passed or not, for thematic meetings."""
    draft.begin("Phiếu chuyên đề", scale="points", total="4", meetings=["thematic"], decides="self")
    draft.group("1", "Chuyên đề", "4")
    draft.criterion(0, title="Có liên hệ với việc của bản", kind="manual", points="4")
    draft.part("grades", listed(
        "rows",
        {"grade": "Đạt", "sign": "at_least", "number": "2,5"},
        {"grade": "Chưa đạt"},
    ))  # fmt: skip
    # What does not add up is said, and leads to where it is mended.
    draft.part("group-0", {"points": "5"})
    found = draft.findings()
    assert len(found) == 2
    assert all("5" in words and "4" in words for words in found)
    draft.page.get_by_role("link", name="Sửa chỗ này").last.click()
    draft.part("group-0", {"points": "4"})
    assert draft.findings() == []
    draft.force(SINCE)


def test_a_year_is_graded_by_levels_without_points(desk: Page, village: Village) -> None:
    last = TODAY.year - 1
    meeting = made.held(village, date(last, 6, 3))
    made.mark(meeting, village.plain[0], "excused")
    made.seal(meeting)
    sign_in(desk, "vanphong")
    annual_sheet(Drafting(desk), date(last, 1, 1))

    desk.context.clear_cookies()
    sign_in(desk, "bithu")
    desk.goto(f"/scores/cell/TT.01/{last}/")
    desk.get_by_role("link", name="Chấm điểm năm", exact=True).click()
    # 7 of 8 came: 87,5 percent, which the sheet calls Đạt.
    expect(desk.locator('[name="points-1.1"]')).to_have_value("Đạt")
    expect(desk.locator('[name="points-1.2"]')).to_have_value("")
    desk.locator('[name="points-1.2"]').select_option("Nổi bật")
    send(desk.locator("#sheet"))
    expect(desk.locator("main")).to_contain_text("Vững")

    own = YearAssessment.objects.get(cell=village.cell, year=last)
    assert [(one["criterion"], one["level"], one["why"]) for one in own.lines] == [
        ("1.1", "Đạt", "measured"),
        ("1.2", "Nổi bật", "decided"),
    ]
    assert (own.grade, own.sheet.title) == ("Vững", "Xếp mức chi bộ năm")


def annual_sheet(draft: Drafting, since: date) -> None:
    """Three levels and two grades of a whole year, no points at all."""
    draft.begin(
        "Xếp mức chi bộ năm", period="year", scale="levels",
        levels="Nổi bật\nĐạt\nChưa đạt", decides="superior,self",
    )  # fmt: skip
    draft.group("1", "Nền nếp và kết quả")
    draft.criterion(
        0, bands((">=", "95", "", "", "Nổi bật"), (">=", "80", "<", "95", "Đạt"), ("<", "80", "", "", "Chưa đạt")),
        title="Tỷ lệ dự cả năm", kind="bands", measure="year_attendance",
    )  # fmt: skip
    draft.criterion(0, title="Chuyển biến trong bản", kind="manual", guidance="Việc gì tiến bộ?")
    draft.part("grades", listed(
        "needs",
        {
            "grade": "Vững", "reach_0": "Đạt", "of_0": "share", "when_0_sign": "=",
            "when_0_end": "100", "reach_1": "Nổi bật", "of_1": "count", "when_1_sign": ">=",
            "when_1_end": "1",
        },
        {"grade": "Cần giúp"},
    ))  # fmt: skip
    assert draft.findings() == []
    draft.force(since)


def evening(village: Village) -> tuple[Meeting, Meeting]:
    """A regular and a thematic meeting some days ago, with one who did not come."""
    day = TODAY - timedelta(days=TODAY.weekday() + 3)
    regular = made.held(village, day)
    for person, mark in ((village.plain[0], "unexcused"), (village.plain[1], "unexcused")):
        made.mark(regular, person, mark)
    made.task(regular, owner=village.third, due_on=day + timedelta(days=20))
    made.resolve(regular, in_favour=5)
    made.read(regular)
    thematic = made.held(village, day + timedelta(days=1), Meeting.Kind.THEMATIC)
    made.read(thematic)
    return regular, thematic


def by_the_regular_sheet(page: Page, meeting: Meeting) -> None:
    """6 of 8 came: 4,5; two without reason, one free: 2,5; tasks 3; five from people: 15."""
    page.goto(f"/scores/{meeting.pk}/")
    proposed = {
        key: page.locator(f'[name="points-{key}"]').input_value()
        for key in ("1.1", "1.2", "2.1", "2.2", "2.3")
    }
    assert proposed == {"1.1": "4,5", "1.2": "2,5", "2.1": "", "2.2": "3", "2.3": "yes"}

    page.locator('[name="points-2.1"]').fill("5")
    page.locator('[name="event-event-1"][value="no"]').check()
    send(page.locator("#sheet"), in_favour="5")
    expect(page.locator("main")).to_contain_text("5/7")

    own = Assessment.objects.get(meeting=meeting)
    assert (float(own.points), float(own.most), own.grade) == (15, 20, "Vàng")
    assert own.sheet.title == "Phiếu hai mươi điểm"

    # The event forces the grade, whatever the points are.
    page.locator('[name="event-event-1"][value="yes"]').check()
    send(page.locator("#sheet"), in_favour="5")
    expect(page.locator("main")).to_contain_text("Có đảng viên bị kỷ luật")
    latest = Assessment.objects.get(meeting=meeting, replaced_at=None)
    assert (float(latest.points), latest.grade) == (15, "Đỏ")


def by_the_thematic_sheet(page: Page, meeting: Meeting) -> None:
    page.goto(f"/scores/{UUID(str(meeting.pk))}/")
    send(page.locator("#sheet"), **{"points-1.1": "2,5"})
    expect(page.locator("main")).to_contain_text("Đạt")
    own = Assessment.objects.get(meeting=meeting)
    assert (float(own.points), own.grade, own.sheet.title) == (2.5, "Đạt", "Phiếu chuyên đề")
