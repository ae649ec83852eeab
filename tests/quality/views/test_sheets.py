"""A committee's own sheet on its pages."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chibo.quality.actions import sheets as actions
from chibo.quality.forms.parts import part
from chibo.quality.models import ScoreSheet
from chibo.quality.queries.sheets import parsed
from chibo.quality.rules.rewriting import plain
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.filled_in import as_sent
from tests.factories.meetings import JUNE, Village
from tests.factories.watching import changed, tables

BY = made.BY
LIST = "/scores/sheets/of/TT/"


@pytest.fixture
def office(village: Village) -> Client:
    return reader("office", village)


def copied(village: Village, key: str = "hd42-frame") -> ScoreSheet:
    source = ScoreSheet.objects.get(key=key, unit=None)
    return actions.copy_sheet(sheet_id=source.pk, unit=village.commune, issuer="Xã", **BY)


def words(response: HttpResponse) -> str:
    return unescape(response.content.decode())


def send(client: Client, sheet: ScoreSheet, name: str, **typed: str) -> HttpResponse:
    sent = as_sent(part(name, plain(sheet.text)))
    sent["seen"] = sheet.sha256
    for field, value in typed.items():
        sent[field] = value
    return client.post(  # type: ignore[return-value]  # what a client answers is one
        f"/scores/sheets/{sheet.pk}/{name}/change/",
        sent.urlencode(),
        content_type="application/x-www-form-urlencoded",
    )


def test_the_list_shows_what_is_in_force_written_and_to_be_copied(
    village: Village, office: Client
) -> None:
    draft = copied(village)

    page = office.get(LIST)

    assert [row.key for row, _ in page.context["in_force"]] == ["hd42-frame"]
    assert [row for row, _ in page.context["drafts"]] == [draft]
    assert len(page.context["shipped"]) == 6


def test_the_list_asks_the_database_as_often_for_more_sheets(
    village: Village, office: Client
) -> None:
    office.get(LIST)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            office.get(LIST)
        counts.append(len(asked))
        for _more in range(3):
            copied(village)

    assert counts[0] == counts[1]


def test_a_sheet_is_copied_and_opened(village: Village, office: Client) -> None:
    source = ScoreSheet.objects.get(key="an-phu-2025", unit=None)

    response = office.post(f"{LIST}copy/{source.pk}/", follow=True)

    draft = ScoreSheet.objects.get(unit=village.commune)
    assert response.redirect_chain == [(f"/scores/sheets/{draft.pk}/", 302)]
    assert [one.at for one in response.context["findings"]] == ["1", "1", "4.3", "4.5"]
    assert "force" not in response.context


def test_a_new_sheet_begins_with_its_frame(village: Village, office: Client) -> None:
    response = office.post(f"{LIST}begin/", {"title": "Phiếu xã"})

    draft = ScoreSheet.objects.get(unit=village.commune)
    assert response["Location"] == f"/scores/sheets/{draft.pk}/frame/change/"
    assert parsed(draft).issuer == "Đảng bộ xã Trung Thượng"


def test_a_sheet_without_title_is_refused_where_it_is_asked_for(office: Client) -> None:
    before = tables()

    response = office.post(f"{LIST}begin/", {"title": " "})

    assert response.status_code == 422
    assert list(response.context["begin"].errors) == ["title"]
    assert changed(before, tables()) == set()


def test_a_file_that_is_no_sheet_is_refused_with_line_and_words(office: Client) -> None:
    text = "sheet: a\ntitle: b\nissuer: c\nseen: local\ntotal: many\n"

    response = office.post(f"{LIST}take-in/", {"file": SimpleUploadedFile("a.yaml", text.encode())})

    assert response.status_code == 422
    assert response.context["file"].errors["file"][0].startswith("Line 5: ")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"PK\x03\x04" * 10, b"- a\n- b"])
def test_a_file_that_is_no_text_is_refused(office: Client, content: bytes) -> None:
    response = office.post(f"{LIST}take-in/", {"file": SimpleUploadedFile("a.yaml", content)})

    assert response.status_code == 422
    assert response.context["file"].errors["file"]


def test_what_was_given_out_can_be_taken_in_again(village: Village, office: Client) -> None:
    draft = copied(village, "an-phu-2025")
    given = office.get(f"/scores/sheets/{draft.pk}/file/")
    assert given.content.decode() == draft.text

    office.post(f"{LIST}take-in/", {"file": SimpleUploadedFile("a.yaml", given.content)})

    assert ScoreSheet.objects.filter(unit=village.commune, text=draft.text).count() == 2


def test_a_part_is_changed(village: Village, office: Client) -> None:
    draft = copied(village)

    response = send(office, draft, "group-0", title="Giờ giấc")

    draft.refresh_from_db()
    assert response.status_code == 302
    assert parsed(draft).groups[0].title == "Giờ giấc"


def test_what_cannot_be_read_is_kept_in_its_field(village: Village, office: Client) -> None:
    draft = copied(village)
    before = tables()

    response = send(office, draft, "group-0", title="Giờ giấc", points="nhiều")

    assert response.status_code == 422
    assert 'value="nhiều"' in words(response)
    assert 'value="Giờ giấc"' in words(response)
    assert changed(before, tables()) == set()


def test_nobody_is_overwritten_unseen(village: Village, office: Client) -> None:
    draft = copied(village)
    stale = ScoreSheet.objects.get(pk=draft.pk)
    send(office, draft, "group-0", title="Giờ giấc")

    response = send(office, stale, "group-1", title="Đi họp")

    assert response.status_code == 409
    assert 'value="Đi họp"' in words(response)
    draft.refresh_from_db()
    assert parsed(draft).groups[0].title == "Giờ giấc"


def test_the_check_runs_with_each_change(village: Village, office: Client) -> None:
    draft = copied(village)
    assert "force" in office.get(f"/scores/sheets/{draft.pk}/").context

    send(office, draft, "group-0", points="6")

    page = office.get(f"/scores/sheets/{draft.pk}/")
    assert [(one.at, one.part) for one in page.context["findings"]] == [
        ("", "frame"),
        ("1", "group-0"),
    ]
    assert "force" not in page.context
    part_ = office.get(f"/scores/sheets/{draft.pk}/group-0/change/")
    assert [one.at for one in part_.context["findings"]] == ["1"]


def test_a_part_is_taken_out_and_moved(village: Village, office: Client) -> None:
    draft = copied(village)
    at = f"/scores/sheets/{draft.pk}"

    office.post(f"{at}/group-0/move/", {"way": "down", "seen": draft.sha256})
    draft.refresh_from_db()
    assert [one.key for one in parsed(draft).groups][:2] == ["2", "1"]

    office.post(f"{at}/group-0/take-out/", {"seen": draft.sha256})
    draft.refresh_from_db()
    assert [one.key for one in parsed(draft).groups][:2] == ["1", "3"]


@pytest.mark.parametrize("name", ["frame", "grades", "group-new", "nothing", "group-77"])
def test_what_is_no_part_of_a_list_is_not_taken_out(
    village: Village, office: Client, name: str
) -> None:
    draft = copied(village)

    response = office.post(f"/scores/sheets/{draft.pk}/{name}/take-out/", {"seen": draft.sha256})

    assert response.status_code == 404


def test_it_is_put_in_force_and_ended(village: Village, office: Client) -> None:
    draft = copied(village)
    at = f"/scores/sheets/{draft.pk}"
    asked = {"unit": village.cell.pk, "since": "01/12/2026", "until": "", "seen": draft.sha256}

    response = office.post(f"{at}/in-force/", asked, follow=True)

    draft.refresh_from_db()
    assert (draft.unit, str(draft.since)) == (village.cell, "2026-12-01")
    assert response.context["may_end"]
    assert not response.context["may_write"]
    office.post(f"{at}/end/", {"until": "01/12/2026"})
    draft.refresh_from_db()
    assert draft.since is None


def test_over_the_book_it_is_refused_with_what_to_do_instead(
    village: Village, office: Client
) -> None:
    made.sealed(village, JUNE)
    draft = copied(village)
    asked = {"unit": village.cell.pk, "since": "01/06/2026", "seen": draft.sha256}

    response = office.post(f"/scores/sheets/{draft.pk}/in-force/", asked)

    assert response.status_code == 409
    (error,) = response.context["force"].errors["since"]
    assert "03/06/2026" in error
    assert "04/06/2026" in error


def test_a_draft_is_thrown_away(village: Village, office: Client) -> None:
    draft = copied(village)

    response = office.post(f"/scores/sheets/{draft.pk}/discard/")

    assert response["Location"] == LIST
    assert not ScoreSheet.objects.filter(pk=draft.pk).exists()


def test_those_of_a_cell_read_what_binds_them_and_no_drafts(village: Village) -> None:
    member = reader("member", village)
    frame = ScoreSheet.objects.get(key="hd42-frame", unit=None)
    draft = copied(village)

    assert member.get(f"/scores/sheets/{frame.pk}/").status_code == 200
    assert member.get(f"/scores/sheets/{draft.pk}/").status_code == 404


def test_a_draft_naming_what_is_not_there_is_shown_all_the_same(
    village: Village, office: Client
) -> None:
    text = """sheet: a
title: b
issuer: c
seen: local
total: 5
grades: [{grade: A, at_least: 3}, {grade: B}]
groups:
  - group: "1"
    title: x
    points: 5
    criteria:
      - criterion: "1.1"
        title: y
        kind: bands
        points: 5
        measure: no_such_measure
        bands: [{when: ">= 1", points: 5}]
        show: [another_one]
"""

    response = office.post(
        f"{LIST}take-in/", {"file": SimpleUploadedFile("a.yaml", text.encode())}, follow=True
    )

    assert response.status_code == 200
    assert [one.part for one in response.context["findings"]] == ["criterion-0-0"] * 2
    draft = ScoreSheet.objects.get(unit=village.commune)
    at = f"/scores/sheets/{draft.pk}/criterion-0-0/change/"
    assert office.get(at).status_code == 200
