"""A signed report goes up, and comes back with a reason or is approved."""

from datetime import date

import pytest

from chibo.guidance.models import RuleValue
from chibo.quality.rules.spans import span_of
from chibo.reports.actions import climbing as actions
from chibo.reports.actions.signing import begin_version
from chibo.reports.models import Report, Sending
from chibo.reports.queries.climbing import below, differing, expected
from chibo.units.models import Unit
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.factories.reporting import AFTER, sent_report, signed_report
from tests.factories.units import move
from tests.factories.watching import logged, refused

pytestmark = pytest.mark.django_db

SPAN, TODAY = span_of("2026-q2"), date(2026, 7, 20)


@pytest.fixture
def province(village: Village) -> Unit:
    above = factories.unit("TH", kind="province", name="Đảng bộ tỉnh")
    move_under(village.commune, above)
    return above


def move_under(unit: Unit, above: Unit) -> None:
    move(unit, to=above, on=unit.since)


def states() -> list[tuple[int, str]]:
    return list(Report.objects.order_by("version").values_list("version", "state"))


def test_a_report_is_sent_taken_and_approved(village: Village, province: Unit) -> None:
    report = signed_report(village.commune)

    with logged("report.sent", "TT"):
        actions.send_report(report_id=report.pk, **AFTER)
    with logged("report.taken", "TT"):
        actions.take_report(report_id=report.pk, **AFTER)
    with logged("report.approved", "TT"):
        actions.approve_report(report_id=report.pk, **AFTER)

    assert states() == [(1, "approved")]
    assert Sending.objects.get().to == province


def test_a_report_comes_back_with_a_reason_and_its_draft_is_open_again(
    village: Village, province: Unit
) -> None:
    report = sent_report(village.commune)

    with refused(actions.NoReasonGiven):
        actions.return_report(report_id=report.pk, because="  ", **AFTER)
    with logged("report.returned", "TT"):
        draft = actions.return_report(report_id=report.pk, because="Thiếu kiến nghị", **AFTER)

    assert (draft.because, draft.supersedes) == ("Thiếu kiến nghị", report)
    assert states() == [(1, "returned"), (2, "draft")]


def test_only_a_signed_report_that_nothing_replaces_is_sent_once(
    village: Village, province: Unit
) -> None:
    report = signed_report(village.commune)
    draft = begin_version(report_id=report.pk, because="Sửa số liệu", **AFTER)

    for key in (report.pk, draft.pk):
        with refused(actions.NotReadyToSend):
            actions.send_report(report_id=key, **AFTER)


def test_a_unit_with_nobody_above_sends_nothing(village: Village) -> None:
    report = signed_report(village.commune)

    with refused(actions.NobodyAbove):
        actions.send_report(report_id=report.pk, **AFTER)


def test_what_is_not_there_is_not_decided(village: Village, province: Unit) -> None:
    report = signed_report(village.commune)

    for act in (actions.take_report, actions.approve_report):
        with refused(actions.NotToBeDecided):
            act(report_id=report.pk, **AFTER)


def test_those_above_see_who_sent_what_and_when(village: Village, province: Unit) -> None:
    other = factories.unit("TL", kind="commune", name="Đảng bộ xã Tam Lư", under=province)
    factories.unit("TL.01", under=other)
    assert SPAN is not None
    sent_report(village.commune)

    found = below(province, SPAN, TODAY)

    assert found.due == date(2026, 7, 10)
    assert [(row.unit.code, row.is_there, row.is_on_time) for row in found.rows] == [
        ("TL", False, False),
        ("TT", True, True),
    ]


def test_who_owes_a_report_is_a_dated_setting(village: Village, province: Unit) -> None:
    assert [unit.code for unit in expected(province, TODAY)] == ["TT"]

    RuleValue.objects.create(
        name="reports.owed_from", value="above", unit=province, since=date(2026, 1, 1),
        source_id="CHIBO/2026",
    )  # fmt: skip

    assert expected(province, TODAY) == []


def test_a_figure_that_changed_since_the_report_is_shown_as_a_difference(
    village: Village, province: Unit
) -> None:
    assert SPAN is not None
    made.sealed(village, date(2026, 4, 3))
    sent_report(village.commune)
    made.sealed(village, date(2026, 5, 6))

    found = {one.key: one for one in differing(below(province, SPAN, TODAY), TODAY)}

    assert (found["held"].own[0], found["held"].sum[0]) == (2, 1)
    assert found["held"].reported[0][0] == "Đảng bộ xã Trung Thượng"


def test_a_report_that_is_missing_makes_no_difference(village: Village, province: Unit) -> None:
    other = factories.unit("TL", kind="commune", name="Đảng bộ xã Tam Lư", under=province)
    factories.unit("TL.01", under=other)
    assert SPAN is not None
    made.sealed(village, date(2026, 4, 3))
    sent_report(village.commune)

    assert differing(below(province, SPAN, TODAY), TODAY) == []
