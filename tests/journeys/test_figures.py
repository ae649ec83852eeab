"""A figure is clicked down to one member's line on a roll, by one who may, and by nobody else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo.base.time import month_start
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def village() -> Village:
    found = made.village()
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    factories.account("dangvien", "member", at=found.cell, of=found.plain[0])
    factories.account("ban", "board", at=found.commune)
    return found


def test_from_a_figure_to_one_members_line(desk: Page, phone: Page, village: Village) -> None:
    last = month_start(month_start(timezone.localdate()) - timedelta(days=1))
    meeting = made.held(village, last.replace(day=3))
    made.mark(meeting, village.plain[1], "unexcused")
    made.seal(meeting)
    figures = f"/reports/figures/TT/{_quarter(last)}/"

    sign_in(desk, "ban")
    desk.goto(figures)
    desk.get_by_role("link", name="Có mặt trên phải dự").click()
    expect(desk.locator("dl.division")).to_contain_text("7")
    desk.locator("section:has(#rows) tbody").get_by_role("link", name="Điểm danh").click()
    line = desk.get_by_role("row", name=village.plain[1].full_name)
    expect(line).to_contain_text("vắng không lý do")
    roll = desk.url

    # The member himself may read the roll of his own cell, and nothing of the figures above it.
    sign_in(phone, "dangvien")
    refused = phone.goto(figures)
    assert refused is not None
    assert refused.status == 404
    assert phone.goto(roll) is not None
    expect(phone.get_by_text("vắng không lý do")).to_be_visible()

    # Nobody of another cell may.
    stranger = factories.unit("TT.02", name="bản Ngàm", under=village.commune)
    factories.account("xa", "secretary", at=stranger)
    phone.context.clear_cookies()
    sign_in(phone, "xa")
    for address in (figures, roll):
        answer = phone.goto(address)
        assert answer is not None
        assert answer.status == 404


def _quarter(month: date) -> str:
    return f"{month.year}-q{(month.month + 2) // 3}"
