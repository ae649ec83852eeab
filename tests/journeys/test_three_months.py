"""Three months of one cell, from plan to book, and what is left of them on paper."""

import io
import json
import re
import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import page as page_validation
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from chibo.base.time import month_start
from chibo.meetings.models import Meeting
from tests import factories
from tests.documents.test_pdf import faults
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.journeys.walking import Walk, form, section, send, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

WORK = "Nạo vét mương Nà Khà"
PROPOSAL = "Đề nghị xã cấp một máy bơm cho bản."
ANSWER = "Xã cấp một máy bơm trong quý này."


@pytest.fixture
def village(live_server: LiveServer) -> Village:
    del live_server
    found = made.village()
    made.habit(found.cell)
    made.term(found.cell)
    made.quorum(">=2/3", at=found.cell)
    factories.account("bithu", "secretary", at=found.cell, of=found.secretary)
    return found


def third_of(month: date) -> date:
    return month_start(month).replace(day=3)


def months() -> tuple[date, date, date]:
    """Return the 3rd of the last two months, and today."""
    today = timezone.localdate()
    last = third_of(month_start(today) - timedelta(days=1))
    return third_of(month_start(last) - timedelta(days=1)), last, today


def test_three_months_of_a_cell_on_a_phone(phone: Page, village: Village) -> None:
    three_months(phone, village)

    the_book_is_whole_until_someone_touches_it()


def test_three_months_of_a_cell_at_a_desk_and_their_papers(
    desk: Page, village: Village, tmp_path: Path
) -> None:
    first, second, _third = three_months(desk, village)

    papers_read_right(desk, str(second), tmp_path)
    calendar_reads_right(desk, str(first), months()[0])


def three_months(browser_page: Page, village: Village) -> tuple[Any, Any, Any]:
    """Walk from the plan of one meeting to the third in the book; returns their keys."""
    walk = Walk(browser_page)
    first_day, second_day, today = months()
    sign_in(browser_page, "bithu")

    first = first_month(walk, village, first_day)
    second = second_month(walk, village, first_day, second_day)
    third = third_month(walk, village, today)

    assert list(
        Meeting.objects.order_by("starts_at").values_list("pk", "state", "minutes_number")
    ) == [(first, "sealed", 1), (second, "sealed", 2), (third, "sealed", 3)]
    return first, second, third


def first_month(walk: Walk, village: Village, day: date) -> Any:
    key = walk.plan(day)
    walk.prepare(
        key, add=WORK, present=village.secretary, preparer=village.third, by=day - timedelta(days=1)
    )
    walk.notice(key)
    walk.open(key)
    quorum = section(walk.page, "roll").locator(".tally")
    for person in village.expected[:5]:
        walk.call(person)
    expect(quorum).to_contain_text("5/8")
    assert not section(walk.page, "roll").locator(".state--done").count()
    walk.call(village.plain[2])
    expect(quorum).to_contain_text("6/8")
    expect(quorum.locator(".state--done")).to_be_visible()
    walk.call(village.plain[3], "excused")
    walk.call(village.probationary)
    walk.seat(village.secretary, village.deputy)
    walk.go_to(WORK)
    walk.say(village.third, "Mương lấp 400 mét, ruộng Nà Khà thiếu nước.")
    walk.say(village.plain[0], PROPOSAL, proposal=True)
    due = day + timedelta(days=20)
    walk.give("Nạo vét 400 mét mương", village.third, due, "400", "mét")

    # The minutes cannot be closed: there is no conclusion yet, and nobody voted.
    walk.page.goto(f"/meetings/{key}/close/")
    expect(walk.page.locator('form[action$="/close/now/"]')).to_have_count(0)
    expect(walk.page.locator('[name^="conclusion-"]')).to_have_count(1)

    walk.page.goto(f"/meetings/{key}/room/")
    walk.conclude("Nạo vét toàn tuyến, mỗi hộ góp một công.")
    walk.resolve("Giữ sạch mương Nà Khà.")
    walk.vote(6)
    return finish(walk, key, datetime(2026, 1, 1, 21, 5))  # noqa: DTZ001 (only its hour is typed)


def second_month(walk: Walk, village: Village, before: date, day: date) -> Any:
    key = walk.plan(day)
    assert walk.agenda() == [
        "Mở đầu",
        "Kiểm điểm nhiệm vụ của Nghị quyết số 01-NQ/CB",
        "Nạo vét 400 mét mương",
        f"Trả lời kiến nghị: {PROPOSAL}",
        "Kết thúc",
    ]
    unfinished = section(walk.page, "agenda").locator("li", has_text="Nạo vét 400 mét mương")
    expect(unfinished.locator(".reason")).to_contain_text(f"tháng {before.month}")
    expect(unfinished.locator(".reason")).to_contain_text("400 mét")

    # Its owner has no telephone, so the secretary types what came of it.
    walk.page.goto("/tasks/cell/TT.01/")
    walk.page.get_by_role("link", name="Nạo vét 400 mét mương").first.click()
    result = form(walk.page, "/result/")
    result.locator("[name=is_done]").check()
    send(result, amount="400", text="Đã thông nước đến cuối tuyến")
    said = section(walk.page, "results").locator("li").first
    expect(said).to_contain_text("Đã thông nước đến cuối tuyến")
    expect(said).to_contain_text(re.compile(f" hộ .*{village.secretary.full_name}"))

    walk.notice(key)
    everybody(walk, village, key)
    walk.conclude("Hoàn thành nhiệm vụ tháng trước.")
    walk.conclude("Mương đã thông, chi bộ biểu dương đồng chí Chiến.")
    walk.conclude(ANSWER)
    walk.resolve("Chăm sóc lúa hè thu.")
    walk.vote(7)
    return finish(walk, key, datetime(2026, 1, 1, 21, 0))  # noqa: DTZ001 (only its hour is typed)


def third_month(walk: Walk, village: Village, day: date) -> Any:
    now = timezone.localtime()
    key = walk.plan(day, f"{now:%H:%M}")
    assert walk.agenda()[1:-1] == ["Kiểm điểm nhiệm vụ của Nghị quyết số 02-NQ/CB"]
    walk.notice(key)
    everybody(walk, village, key)
    walk.conclude("Không có việc tồn đọng.")
    return finish(walk, key, timezone.localtime())


def everybody(walk: Walk, village: Village, key: str) -> None:
    walk.open(key)
    for person in village.expected:
        walk.call(person)
    walk.seat(village.secretary, village.deputy)


def finish(walk: Walk, key: str, ended: datetime) -> Any:
    walk.read_back(key, ended)
    walk.close()
    walk.seal(key)
    return Meeting.objects.get(pk=key).pk


def papers_read_right(browser_page: Page, key: str, directory: Path) -> None:
    """The second month's minutes and resolution hold what the first month gave and what came."""
    expected = [
        "Kiểm điểm nhiệm vụ của Nghị quyết số 01-NQ/CB",
        "Nạo vét 400 mét mương",
        "Đã thông nước đến cuối tuyến",
    ]
    minutes = [*expected, PROPOSAL.removesuffix("."), ANSWER.removesuffix("."), "Hà Văn Thuấn"]
    for name, words in (("minutes", minutes), ("resolution", expected[1:])):
        pdf = download(browser_page, f"/book/papers/{key}/{name}.pdf")
        assert page_validation.validate_pdf_bytes(pdf).profile is (
            page_validation.ValidationProfile.PDF_A_2B
        )
        assert faults(pdf) == []
        printed = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
        assert missing(words, printed) == []

        docx = directory / f"{name}.docx"
        docx.write_bytes(download(browser_page, f"/book/papers/{key}/{name}.docx"))
        assert missing(words, written(docx)) == []
        office = opened_in_office(docx)
        assert office is None or missing(words, office) == [], "LibreOffice shows other words"


def missing(words: list[str], text: str) -> list[str]:
    """Return what a text does not say, line ends and spaces aside."""
    bare = re.sub(r"\s+", "", text)
    return [wanted for wanted in words if re.sub(r"\s+", "", wanted) not in bare]


def written(docx: Path) -> str:
    """Return all text of a Word file, that of its tables included, as python-docx reads it."""
    return "\n".join(
        part.text or "" for part in Document(str(docx)).element.body.iter() if part.text
    )


def opened_in_office(docx: Path) -> str | None:
    """Return a Word file's text as LibreOffice reads it, or None, said aloud, without one."""
    office = shutil.which("soffice")
    if office is None:
        print("No soffice on this machine: the DOCX was read with python-docx only.")  # noqa: T201
        return None
    profile = docx.parent / "office"
    subprocess.run(
        [
            office, f"-env:UserInstallation=file://{profile}", "--headless",
            "--convert-to", "pdf", "--outdir", str(docx.parent / "converted"), str(docx),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    made_of_it = docx.parent / "converted" / f"{docx.stem}.pdf"
    return "".join(sheet.extract_text() for sheet in PdfReader(made_of_it).pages)


def download(browser_page: Page, url: str) -> bytes:
    answer = browser_page.request.get(url)
    assert answer.ok, f"{url} answered {answer.status}"
    return answer.body()


def calendar_reads_right(browser_page: Page, key: str, day: date) -> None:
    """Read by hand, not by the library that wrote it."""
    text = download(browser_page, f"/meetings/{key}/notice.ics").decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    fields = {
        head.partition(";")[0]: value
        for head, _colon, value in (row.partition(":") for row in lines)
    }
    assert fields["UID"] == f"{key}@chibo"
    assert fields["DTSTART"] == f"{day:%Y%m%d}T123000Z"
    assert fields["DTEND"] > fields["DTSTART"]
    assert (fields["LOCATION"], fields["STATUS"]) == ("nhà văn hóa bản Máy", "CONFIRMED")
    assert fields["SUMMARY"].endswith(f"tháng {day.month}")


def the_book_is_whole_until_someone_touches_it() -> None:
    assert verified() == {"checked": 3, "findings": {}}
    with connection.cursor() as cursor:
        cursor.execute("SELECT canonical FROM book_sealedrecord WHERE sequence = 2")
        page = bytearray(cursor.fetchone()[0])
        page[len(page) // 2] ^= 1
        cursor.execute(
            "UPDATE book_sealedrecord SET canonical = %s WHERE sequence = 2", [bytes(page)]
        )

    found = verified(expected_exit=1)

    assert found["checked"] == 3
    assert {"page": 2, "flaw": "altered"} in found["findings"]["TT.01"]


def verified(expected_exit: int = 0) -> dict[str, Any]:
    out = io.StringIO()
    try:
        call_command("book", "verify", "--json", stdout=out)
    except SystemExit as end:
        assert end.code == expected_exit
    else:
        assert expected_exit == 0
    found: dict[str, Any] = json.loads(out.getvalue())
    return found
