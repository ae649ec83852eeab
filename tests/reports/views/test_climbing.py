"""The pages of reports on their way up, and what stands on Today for both sides."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.reports.models import Report
from chibo.reports.showing.due import due_upwards
from chibo.units.models import Unit
from tests import factories
from tests.factories.access import reader
from tests.factories.meetings import Village
from tests.factories.reporting import AFTER, sent_report, signed_report
from tests.factories.units import move

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(village: Village) -> Unit:
    above = factories.unit("TH", kind="province", name="Đảng bộ tỉnh")
    move(village.commune, to=above, on=village.commune.since)
    return above


@pytest.fixture
def board(province: Unit) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(factories.account("bantochuc", "board", at=province))
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_an_office_sends_and_the_board_returns_it(village: Village, board: Client) -> None:
    report = signed_report(village.commune)
    office, address = reader("office", village), reverse("reports:climbing", args=[report.pk])

    assert "Send it to Đảng bộ tỉnh" in text(office.get(address))
    office.post(reverse("reports:send_report", args=[report.pk]))
    below = text(board.get(reverse("reports:below", args=["TH", "2026-q2"])))
    empty = board.post(reverse("reports:return_report", args=[report.pk]), {"because": ""})
    board.post(reverse("reports:return_report", args=[report.pk]), {"because": "Thiếu kiến nghị"})

    assert "not looked at yet" in below
    assert empty.status_code == 422
    assert "Thiếu kiến nghị" in text(office.get(address))
    assert Report.objects.filter(state="draft", because="Thiếu kiến nghị").exists()


def test_a_decision_comes_once(village: Village, board: Client) -> None:
    report = sent_report(village.commune)
    approve = reverse("reports:approve_report", args=[report.pk])

    assert board.post(approve).status_code == 302
    again = board.post(approve)

    assert again.status_code == 409
    assert "Somebody decided on this report meanwhile." in text(again)


def test_the_sender_decides_nothing(village: Village, province: Unit) -> None:
    report = sent_report(village.commune)

    answer = reader("office", village).post(reverse("reports:approve_report", args=[report.pk]))

    assert answer.status_code == 404


def test_both_sides_find_it_on_today(village: Village, province: Unit) -> None:
    office = factories.account("vanphong", "office", at=village.commune)
    board = factories.account("bantochuc", "board", at=province)
    day = AFTER["at"].date()

    before = [one.title for one in due_upwards(office, day)]
    report = sent_report(village.commune)

    assert len(before) == 1
    assert due_upwards(office, day) == []
    assert [one.url for one in due_upwards(board, day)] == [
        reverse("reports:below", args=["TH", report.span.key])
    ]


def test_reports_from_below_cost_the_same_for_one_and_three(
    village: Village, province: Unit, board: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            board.get(reverse("reports:below", args=["TH", "2026-q2"]))
        return len(found)

    sent_report(village.commune)
    one = queries()
    for code in ("TL", "SD"):
        other = factories.unit(code, kind="commune", name=f"Đảng bộ xã {code}", under=province)
        factories.unit(f"{code}.01", under=other)
        sent_report(other)

    assert queries() == one
