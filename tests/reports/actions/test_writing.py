"""Writing into a report, signing it, and putting a signed one right."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chibo.audit.models import Entry
from chibo.quality.rules.spans import Span
from chibo.reports.actions import signing, writing
from chibo.reports.catalogue import lines
from chibo.reports.models import Report, ReportText
from chibo.reports.queries.standing import standing_of, standing_of_report, texts_of
from chibo.reports.rules.changed import changes
from chibo.reports.rules.tokens import read
from tests.factories import meetings as made
from tests.factories.meetings import JUNE, Village

pytestmark = pytest.mark.django_db

Q2 = Span(date(2026, 4, 1), 3)
AT = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)
AS_OF = date(2026, 7, 10)
BY: dict[str, Any] = {"by": "vanphong", "at": AT}
SIGNER = {"signer": "Lò Văn Dũng", "signer_title": "BÍ THƯ", "symbol": "BC/ĐU"}


def here(village: Village, **more: Any) -> dict[str, Any]:
    return {"unit": village.commune, "span": Q2, **BY, **more}


def spoken(village: Village, section: str) -> list[str]:
    report = Report.objects.order_by("-version").first()
    standing = standing_of(village.commune, Q2, AS_OF, texts_of(report))
    part = next(one for one in standing.parts if one.key == section)
    return [read(one.text, standing.figures) for one in part.said]


def sign(village: Village, at: datetime = AT) -> Report:
    report = Report.objects.order_by("-version").first()
    standing = standing_of(village.commune, Q2, at.date(), texts_of(report))
    given = here(village, looked_at=signing.seen(standing), **SIGNER) | {"at": at}
    return signing.sign_report(**given)


def verbs() -> list[str]:
    found = Entry.objects.filter(verb__startswith="report.").order_by("pk")
    return list(found.values_list("verb", flat=True))


def test_a_sentence_is_written_left_out_and_restored(village: Village) -> None:
    made.sealed(village, JUNE)
    drafted = spoken(village, "attendance")

    writing.write_sentence(
        **here(village, section="attendance", sentence="attendance", text="Có mặt ⟦attendance⟧.")
    )
    left = writing.leave_out(**here(village, section="attendance", sentence="length"))

    assert spoken(village, "attendance") == ["Có mặt 8/8."]
    assert verbs() == ["report.sentence_written", "report.sentence_left_out"]
    for row in (left, ReportText.objects.get(sentence="attendance")):
        writing.restore(**here(village, text_id=row.pk))
    assert spoken(village, "attendance") == drafted
    assert Report.objects.count() == 1


def test_own_sentences_stand_in_their_order_and_can_be_changed(village: Village) -> None:
    first = writing.add_sentence(**here(village, section="directions", text=" Giữ lịch họp. "))
    writing.add_sentence(**here(village, section="directions", text="Chấm điểm đủ."))
    writing.change_added(**here(village, text_id=first.pk, text="Giữ lịch họp mùng 3."))

    assert spoken(village, "directions") == ["Giữ lịch họp mùng 3.", "Chấm điểm đủ."]


def test_points_are_taken_in_once(village: Village) -> None:
    points = [("visit:1", "Ít người phát biểu."), ("passed_up:2", "Xin thêm loa.")]

    writing.take_in(**here(village, section="difficulties", points=points[:1]))
    taken = writing.take_in(**here(village, section="difficulties", points=points))

    assert [row.origin for row in taken] == ["passed_up:2"]
    assert spoken(village, "difficulties") == ["Ít người phát biểu.", "Xin thêm loa."]


def test_a_text_that_says_nothing_is_refused(village: Village) -> None:
    with pytest.raises(writing.SaysNothing):
        writing.add_sentence(**here(village, section="directions", text="  "))
    with pytest.raises(writing.NotThere):
        writing.restore(**here(village, text_id=uuid.uuid4()))

    assert (ReportText.objects.count(), verbs()) == (0, [])


def test_signing_freezes_the_report_and_numbers_it(village: Village) -> None:
    made.sealed(village, JUNE)
    writing.add_sentence(**here(village, section="directions", text="Giữ lịch họp."))

    report = sign(village)

    assert (report.state, report.label, report.version) == ("signed", "01-BC/ĐU", 1)
    standing = standing_of_report(Report.objects.get(), AS_OF)
    assert standing == standing_of(village.commune, Q2, AS_OF, texts_of(report))
    assert verbs()[-1] == "report.signed"
    with pytest.raises(writing.AlreadySigned):
        writing.add_sentence(**here(village, section="directions", text="Thêm."))


def test_what_changed_since_the_signer_looked_is_not_signed(village: Village) -> None:
    looked_at = signing.seen(standing_of(village.commune, Q2, AS_OF))
    made.sealed(village, JUNE)

    with pytest.raises(signing.ChangedMeanwhile):
        signing.sign_report(**here(village, looked_at=looked_at, **SIGNER))

    assert not Report.objects.exists()


def test_a_span_that_has_not_begun_is_not_signed(village: Village) -> None:
    with pytest.raises(signing.NotBegun):
        signing.sign_report(
            **here(village, looked_at="", **SIGNER) | {"span": Span(date(2026, 10, 1), 3)}
        )


def test_a_later_meeting_shows_as_changed_with_its_cell(village: Village) -> None:
    made.sealed(village, date(2026, 4, 3))
    report = sign(village)
    made.sealed(village, JUNE)

    signed = standing_of_report(Report.objects.get(pk=report.pk), AS_OF)
    now = standing_of(village.commune, Q2, AS_OF)
    found = {one.then.key: one for one in changes(signed, now, lines())}

    held = found["held"]
    assert (held.then.numerator, held.now.numerator) == (1, 2)
    assert held.rows == ("Chi bộ bản Máy, 2026-06-01",)
    assert "cells" not in found


def test_another_version_replaces_a_signed_one_for_a_reason(village: Village) -> None:
    writing.add_sentence(**here(village, section="directions", text="Giữ lịch họp."))
    first = sign(village)

    with pytest.raises(signing.NoReason):
        signing.begin_version(report_id=first.pk, because=" ", **BY)
    second = signing.begin_version(report_id=first.pk, because="Sót một buổi.", **BY)

    assert (second.version, second.supersedes, second.is_draft) == (2, first, True)
    assert spoken(village, "directions") == ["Giữ lịch họp."]
    with pytest.raises(signing.ReplacedAlready):
        signing.begin_version(report_id=first.pk, because="Lại nữa.", **BY)
    with pytest.raises(signing.NotSigned):
        signing.begin_version(report_id=second.pk, because="Chưa ký.", **BY)
    assert sign(village).label == "02-BC/ĐU"
