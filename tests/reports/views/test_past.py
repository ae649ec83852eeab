"""A table of old figures: chosen, looked at, put right, confirmed, taken back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chibo.reports.models import PastFigures, PastImport
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import Village

pytestmark = pytest.mark.django_db

TABLE = (
    "BÁO CÁO SINH HOẠT\n"
    "Tháng,Đơn vị,Số buổi phải họp,Số buổi đã họp,Đảng viên phải dự,Đảng viên dự họp,Xếp loại Tốt\n"
    "01/2024,,23,22,430,400,5\n"
    "02/2024,,23,23,431,402,6\n"
)


@pytest.fixture
def office(village: Village, settings: Any, tmp_path: Any) -> Client:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    return reader("office", village)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def upload(office: Client, table: str, year: str = "") -> str:
    file = SimpleUploadedFile("cu.csv", table.encode("utf-8-sig"))
    response = office.post(reverse("reports:past", args=["TT"]), {"file": file, "year": year})
    return str(response["Location"])


def shown(response: Any) -> str:
    return text(response).split('name="shown" value="')[1].split('"')[0]


def test_a_table_is_looked_at_confirmed_and_taken_back(office: Client) -> None:
    address = upload(office, TABLE)
    looked = office.get(address)
    assert "Enter 2 months" in text(looked)
    assert not PastFigures.objects.exists()

    entered = office.post(address, {"shown": shown(looked)}, follow=True)

    assert "marked as taken from old reports" in text(entered)
    assert "from an old report" in text(entered)
    assert list(PastFigures.objects.order_by("month").values_list("met", "must_attend")) == [
        (22, 430),
        (23, 431),
    ]

    office.post(reverse("reports:undo_past", args=[PastImport.objects.get().pk]))
    assert not PastFigures.objects.exists()


def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_entered(office: Client) -> None:
    table = TABLE.replace("02/2024,,23,23", "tháng 2,,23,24")

    address = upload(office, table)
    page = text(office.get(address))
    office.post(address, {"shown": "x"})

    assert "row 4, column A" in page
    assert "“tháng 2” has no year." in page
    assert "24 meetings were held, and only 23 were due. Put one right." in page
    assert not PastFigures.objects.exists()


def test_a_month_that_the_book_has_leads_to_it(office: Client, village: Village) -> None:
    made.sealed(village)

    page = text(office.get(upload(office, TABLE.replace("02/2024", "06/2026"))))

    assert "The minutes book has 06/2026 of this unit." in page
    assert reverse("reports:past_facts", args=["TT", "2026-06"]) in page


def test_a_column_is_taken_for_what_a_person_says(office: Client) -> None:
    table = "Tháng,Đơn vị,Cuộc\n01/2024,,22\n"

    address = upload(office, table)
    page = text(office.get(address, {"c2": "met"}))

    assert "The row has no figure." in text(office.get(address))
    assert "Enter 1 month" in page


def test_a_file_that_is_no_table_says_what_to_do(office: Client) -> None:
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4")

    response = office.post(reverse("reports:past", args=["TT"]), {"file": file})
    empty = office.post(reverse("reports:past", args=["TT"]), {})

    assert response.status_code == empty.status_code == 422
    assert "save it as XLSX" in text(response)
    assert "Choose the file of the figures." in text(empty)
