"""What must always be true of reports, whoever writes them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from chibo.reports.models import Report, ReportText
from chibo.units.models import Unit
from tests.factories.units import unit

AT = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
SIGNED: dict[str, Any] = {
    "state": Report.State.SIGNED,
    "frozen": {"as_of": "2026-10-05"},
    "number": 12,
    "symbol": "BC/ĐU",
    "signed_by": "Lò Văn Dũng",
    "signed_at": AT,
}


@pytest.fixture
def commune(db: None) -> Unit:
    return unit("TT", kind="commune", name="xã Trung Thượng")


def report(commune: Unit, **changed: Any) -> Report:
    given = {"unit": commune, "first": date(2026, 7, 1), "length": 3} | changed
    return Report.objects.create(**given)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({**SIGNED, "frozen": None}, id="signed and not frozen"),
        pytest.param({"frozen": {"as_of": "2026-10-05"}}, id="frozen and not signed"),
        pytest.param({**SIGNED, "number": None}, id="signed without a number"),
        pytest.param({"length": 2}, id="two months"),
        pytest.param({"first": date(2026, 7, 2)}, id="from the middle of a month"),
        pytest.param({"version": 2, "because": "Sót một buổi."}, id="replaces nothing"),
        pytest.param({"because": "Sót một buổi."}, id="a reason to replace nothing"),
    ],
)
def test_what_cannot_be_is_refused(commune: Unit, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        report(commune, **wrong)


def test_a_unit_has_one_draft_of_a_report(commune: Unit) -> None:
    report(commune)
    report(commune, form="khoi-nong-thon")

    with pytest.raises(IntegrityError):
        report(commune)


def test_a_number_is_given_once_also_where_no_term_is_known(commune: Unit) -> None:
    report(commune, **SIGNED)

    with pytest.raises(IntegrityError):
        report(commune, first=date(2026, 10, 1), **SIGNED)


def test_a_report_is_called_by_its_number(commune: Unit) -> None:
    assert report(commune, **SIGNED).label == "12-BC/ĐU"
    assert report(commune, first=date(2026, 10, 1)).label == ""


def test_a_version_replaces_another_for_a_reason(commune: Unit) -> None:
    first = report(commune, **SIGNED)

    second = report(commune, version=2, supersedes=first, because="Sót một buổi của bản Máy.")

    assert first.superseded_by == second
    assert second.is_draft


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"sentence": "met", "text": ""}, id="says nothing"),
        pytest.param({"sentence": "met", "left_out": True, "text": "x"}, id="left out and said"),
        pytest.param({"left_out": True}, id="leaves out what was never drafted"),
    ],
)
def test_a_text_says_something_or_leaves_a_drafted_one_out(
    commune: Unit, wrong: dict[str, Any]
) -> None:
    written_in = report(commune)

    with pytest.raises(IntegrityError):
        ReportText.objects.create(
            report=written_in, section="meetings", written_by="Văn phòng", written_at=AT, **wrong
        )
