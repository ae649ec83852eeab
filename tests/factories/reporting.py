"""A committee's forms, lines and requests, built through the actions."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from chibo.base.time import local_day
from chibo.quality.rules.spans import span_of
from chibo.reports.actions import climbing, own_forms, own_lines, past, requests, signing
from chibo.reports.actions.requests import Asking
from chibo.reports.importing.plan import Plan, Planned
from chibo.reports.models import OwnLine, PastImport, Report, ReportForm, Request
from chibo.reports.queries.reports import report_of
from chibo.reports.queries.standing import standing_of, texts_of
from chibo.units.models import Unit

BY: dict[str, Any] = {"by": "vanphong", "at": datetime(2026, 6, 1, 2, tzinfo=UTC)}
# Three days after the second quarter.
AFTER: dict[str, Any] = {"by": "vanphong", "at": datetime(2026, 7, 3, 2, tzinfo=UTC)}


def draft_form(
    unit: Unit, *keys: str, name: str = "Phiếu tháng", lengths: Sequence[int] = (1, 3)
) -> ReportForm:
    """Return a draft that has some lines."""
    form = own_forms.begin_form(unit=unit, name=name, purpose="", lengths=lengths, **BY)
    if keys:
        own_forms.add_lines(form_id=form.pk, keys=keys, **BY)
    return form


def form_in_force(
    unit: Unit, *keys: str, since: date = date(2026, 1, 1), name: str = "Phiếu tháng"
) -> ReportForm:
    """Return a form that is in force; of the regular meetings held where no line is named."""
    form = draft_form(unit, *(keys or ("held",)), name=name)
    return own_forms.put_form_in_force(form_id=form.pk, since=since, **BY)


def told(**parts: Any) -> Mapping[str, object]:
    """Return how a catalogue would tell a line: meetings of less than an hour."""
    words = {"vi": "Buổi ngắn", "en": "Buổi ngắn"}
    return {
        "section": "own", "name": words, "words": words, "unit": {"vi": "buổi", "en": "buổi"},
        "table": "months", "count": "rows", "where": ["met"], "only": ["length_minutes < 60"],
        **parts,
    }  # fmt: skip


def own_line(unit: Unit, **parts: Any) -> OwnLine:
    """Return a line of a committee's own."""
    return own_lines.define_line(unit=unit, told=told(**parts), **BY)


def asking(unit: Unit, **parts: Any) -> Asking:
    """Return a question to all cells below a unit that nothing on record answers."""
    span = span_of("2026-q2")
    assert span is not None
    given: dict[str, Any] = {
        "to": "cells", "question": "Nhà văn hóa bản có máy chiếu không?", "purpose": "Cấp máy",
        "span": span, "due_on": date(2026, 6, 20), "minutes": 15, **parts,
    }  # fmt: skip
    return Asking(unit=unit, **given)


def sent(unit: Unit, **parts: Any) -> Request:
    """Return a request that was sent, its cost seen."""
    asked = asking(unit, **parts)
    cost = requests.cost_of(asked, local_day(BY["at"]))
    return requests.send_request(asking=asked, seen=cost.seen, **BY)


def signed_report(unit: Unit, span: str = "2026-q2") -> Report:
    """Return a report that is signed, as its signer saw it."""
    of = span_of(span)
    assert of is not None
    standing = standing_of(unit, of, local_day(AFTER["at"]), texts_of(report_of(unit, of)))
    return signing.sign_report(
        unit=unit, span=of, looked_at=signing.seen(standing), signer="Hà Văn Sáng",
        signer_title="BÍ THƯ", symbol="BC/ĐU", **AFTER,
    )  # fmt: skip


def sent_report(unit: Unit, span: str = "2026-q2") -> Report:
    """Return a report that is with the unit above."""
    report = signed_report(unit, span)
    climbing.send_report(report_id=report.pk, **AFTER)
    report.refresh_from_db(fields=["state"])
    return report


def past_of(unit: Unit, month: date, **figures: int) -> PastImport:
    """Return a file of one old month that was brought in."""
    made = Plan((Planned(2, unit.code, month, figures or {"met": 1, "expected": 1}),), ())
    return past.import_past(
        unit=unit, planned=lambda _: made, shown=made.digest, file="cu.xlsx", **BY
    )
