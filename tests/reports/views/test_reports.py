"""The pages of a report, as an office reads, writes and signs it."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from chibo.reports.models import Report, ReportText
from chibo.supervision.models import PassedUp, Visit
from tests import factories
from tests.factories import meetings as made
from tests.factories import reports as reported
from tests.factories.meetings import JUNE, Village
from tests.factories.units import move

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(village: Village, client: Client) -> Client:
    client.force_login(factories.account("vanphong", "office", at=village.commune))
    return client


@pytest.fixture
def supervisor(village: Village) -> Client:
    client = Client()
    client.force_login(factories.account("canbo", "supervisor", at=village.commune))
    return client


def url(name: str, *more: str) -> str:
    return reverse(f"reports:{name}", args=["TT", "2026-q2", *more])


def page(client: Client, name: str = "report", *more: str, status: int = 200) -> str:
    answer = client.get(url(name, *more))
    assert answer.status_code == status
    return answer.content.decode()


def write(client: Client, section: str = "attendance", **sent: Any) -> Any:
    return client.post(url("section", section), sent)


def test_every_figure_of_the_draft_opens_its_note(office: Client, village: Village) -> None:
    made.sealed(village, JUNE)

    text = page(office)

    assert "bản nháp, lập từ sổ" in text
    assert '<a class="fig" href="#fig-attendance">8/8</a>' in text
    assert 'id="fig-attendance"' in text
    assert reverse("reports:figure", args=["TT", "2026-q2", "attendance"]) in text
    hrefs = {part.split('"')[0] for part in text.split('class="fig" href="#')[1:]}
    assert all(text.count(f'id="{one}"') == 1 for one in hrefs)


def test_a_sentence_is_changed_and_its_figure_stays_one(office: Client, village: Village) -> None:
    made.sealed(village, JUNE)

    answer = write(
        office, do="write", sentence="attendance", text="Có mặt ⟦8/8⟧ lượt, tăng 2 lượt."
    )

    assert answer.status_code == 302
    assert ReportText.objects.get().text == "Có mặt ⟦attendance⟧ lượt, tăng 2 lượt."
    text = page(office)
    assert 'Có mặt <a class="fig" href="#fig-attendance">8/8</a> lượt, tăng 2 lượt.' in text
    assert "số ghi tay: 2" in text
    assert "vanphong viết" in page(office, "section", "attendance")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Có mặt ⟦9/8⟧ lượt.", "⟦9/8⟧ không phải số liệu của mục này"),
        ("Có mặt ⟦8/8 lượt.", "đứng một mình"),
        ("  ", "Viết câu này, hoặc bỏ hẳn"),
    ],
)
def test_a_wrong_figure_is_refused_and_nothing_typed_is_lost(
    office: Client, village: Village, typed: str, says: str
) -> None:
    made.sealed(village, JUNE)

    answer = write(office, do="write", sentence="attendance", text=typed)

    assert answer.status_code == 422
    text = answer.content.decode()
    assert says in text
    assert typed.strip() in text
    assert not Report.objects.exists()


def test_a_sentence_is_left_out_and_taken_in_again(office: Client, village: Village) -> None:
    made.sealed(village, JUNE)

    write(office, do="leave", sentence="attendance")
    without = page(office)
    write(office, do="restore", text_id=str(ReportText.objects.get().pk))

    assert "#fig-attendance" not in without
    assert "#fig-attendance" in page(office)


def test_own_sentences_may_hold_any_figure_where_the_section_has_none(
    office: Client, village: Village
) -> None:
    made.sealed(village, JUNE)

    answer = write(
        office, "directions", do="add", text="Giữ mức có mặt ⟦100% (có mặt trên phải dự)⟧."
    )

    if answer.status_code != 302:
        shown = answer.context["figures"]
        raise AssertionError(shown)
    assert ReportText.objects.get().text == "Giữ mức có mặt ⟦attendance.share⟧."


def test_weak_points_and_proposals_are_offered_and_taken_in(
    office: Client, village: Village
) -> None:
    visit = Visit.objects.create(
        official=village.secretary, cell=village.cell, month=date(2026, 6, 1), day=JUNE,
        came_at="19:30", weak_points="Ít người phát biểu.", received_at=made.AT,
    )  # fmt: skip
    PassedUp.objects.create(visit=visit, text="Xin thêm loa.", unit=village.commune)

    offered = page(office, "section", "difficulties")
    write(office, "difficulties", do="take", origin=[f"visit:{visit.pk}:0", "visit:unknown"])

    assert "Ít người phát biểu." in offered
    assert "Xin thêm loa." in offered
    assert "Chi bộ bản Máy: Ít người phát biểu." in page(office)
    assert "đã đưa vào" in page(office, "section", "difficulties")


def test_taking_in_nothing_is_refused(office: Client) -> None:
    answer = write(office, "difficulties", do="take")

    assert answer.status_code == 409
    assert "Chưa viết hoặc chưa chọn gì." in answer.content.decode()


def sign(client: Client, **more: str) -> Any:
    form = client.get(url("sign")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"signer": "Lò Văn Dũng"}
    return client.post(url("sign"), sent | more)


def test_signing_gives_a_number_and_freezes(
    office: Client, village: Village, supervisor: Client
) -> None:
    made.sealed(village, date(2026, 4, 3))
    before = supervisor.get(url("report")).status_code

    answer = sign(office)
    made.sealed(village, JUNE)

    assert (before, answer.status_code) == (404, 302)
    text = page(supervisor)
    assert "01-BC/ĐU" in text
    assert "Đã thay đổi sau khi ký" in text
    assert "1/3 → 2/3 (vì: Chi bộ bản Máy, tháng 6/2026)" in text
    assert "Sửa mục này" not in text
    assert write(office, do="leave", sentence="attendance").status_code == 302
    assert not ReportText.objects.exists()


def test_a_symbol_that_is_none_is_refused(office: Client, village: Village) -> None:
    answer = sign(office, symbol="báo cáo")

    assert answer.status_code == 422
    assert "Ghi ký hiệu như BC/ĐU." in answer.content.decode()


def test_what_changed_meanwhile_is_shown_before_it_is_signed(
    office: Client, village: Village
) -> None:
    form = office.get(url("sign")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"signer": "Lò Văn Dũng"}
    made.sealed(village, JUNE)

    answer = office.post(url("sign"), sent)

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "báo cáo vừa thay đổi" in text
    assert "Lò Văn Dũng" in text
    again = answer.context["form"]
    assert office.post(url("sign"), again.data).status_code == 302


def test_another_version_says_what_it_replaces_and_why(office: Client, village: Village) -> None:
    first = reported.signed(village.commune)

    refused = office.post(url("begin_version"), {"because": ""})
    begun = office.post(url("begin_version"), {"because": "Sót một buổi."})

    assert (refused.status_code, begun.status_code) == (422, 302)
    text = page(office)
    assert "Thay cho báo cáo 01-BC/ĐU. Lý do: Sót một buổi." in text
    assert (
        "Đã có bản khác thay bản này." in office.get(f"{url('report')}?version=1").content.decode()
    )
    assert first.superseded_by.version == 2


def test_a_span_that_is_not_over_says_so_everywhere(office: Client, village: Village) -> None:
    del village
    today = date.today()  # noqa: DTZ011 (which year it is does not matter here)
    for name in ("report", "sign"):
        answer = office.get(reverse(f"reports:{name}", args=["TT", str(today.year)]))
        assert "chưa hết kỳ" in answer.content.decode()


def test_the_list_has_what_can_be_drafted_and_what_was_signed(
    office: Client, supervisor: Client, village: Village
) -> None:
    reported.signed(village.commune)

    text = office.get(reverse("reports:reports", args=["TT"])).content.decode()
    seen = supervisor.get(reverse("reports:reports", args=["TT"])).content.decode()

    assert "01-BC/ĐU" in text
    assert "Lập báo cáo" in text
    assert "01-BC/ĐU" in seen
    assert "Lập báo cáo" not in seen


def test_the_questions_asked_do_not_grow_with_the_cells(
    office: Client, village: Village, django_assert_max_num_queries: Any
) -> None:
    made.sealed(village, JUNE)
    with django_assert_max_num_queries(90) as one:
        page(office)
    for code in ("TT.02", "TT.03"):
        made.sealed(made.village(code, f"bản {code}", under=village.commune), JUNE)
    with django_assert_max_num_queries(len(one)):
        page(office)


def test_the_command_writes_every_file_and_says_which(
    village: Village, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    made.sealed(village, JUNE)

    call_command("report", "quarterly", unit="TT", quarter="2026-Q2", out=tmp_path)

    said = capsys.readouterr().out.split()
    assert [name.rpartition("/")[2] for name in said] == [
        f"bao-cao-TT-2026-q2.{kind}" for kind in ("docx", "pdf", "xlsx", "csv")
    ]
    assert all((tmp_path / name.rpartition("/")[2]).stat().st_size for name in said)


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "quarterly", "unit": "TT", "quarter": "2026-09"},
        {"kind": "monthly", "unit": "TT"},
        {"kind": "quarterly", "unit": "KHAC", "quarter": "2026-Q2"},
        {"kind": "yearly", "unit": "TT", "year": "2099"},
    ],
)
def test_the_command_says_what_is_wrong(
    village: Village, tmp_path: Any, given: dict[str, str]
) -> None:
    del village
    kind = given.pop("kind")
    with pytest.raises(CommandError):
        call_command("report", kind, out=tmp_path, **given)


def test_those_above_read_what_was_signed_and_write_and_sign_nothing_of_it(
    office: Client, village: Village
) -> None:
    province = factories.unit("TH", kind="province", name="Tỉnh ủy Thanh Hóa")
    move(village.commune, to=province, on=made.LONG_AGO)
    above = Client()
    above.force_login(factories.account("ban", "board", at=province))

    assert above.get(url("report")).status_code == 404
    assert above.get(url("section", "meetings")).status_code == 404
    assert above.post(url("sign")).status_code == 404
    assert not Report.objects.exists()

    reported.signed(village.commune)

    assert above.get(url("report")).status_code == 200
    assert above.get(url("section", "meetings")).status_code == 404
