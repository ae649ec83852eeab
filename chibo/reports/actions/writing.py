"""Writing into the draft of a report."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from chibo.audit.log import record as log
from chibo.base.text import nfc
from chibo.quality.rules.spans import Span
from chibo.reports.models import Report, ReportText
from chibo.reports.queries.reports import STANDARD, report_of
from chibo.units.models import Unit


class CannotWrite(Exception):
    """A report cannot be written in as it stands."""


class AlreadySigned(CannotWrite):
    """The report is signed; it is put right by another version."""

    def __init__(self, report: Report) -> None:
        super().__init__(str(report.pk))
        self.report = report


class SaysNothing(CannotWrite):
    """There is no text: a drafted sentence is left out, one's own is taken away."""


class NotThere(CannotWrite):
    """What is to be changed is not in this report any more."""


def write_sentence(
    *,
    unit: Unit,
    span: Span,
    section: str,
    sentence: str,
    text: str,
    by: str,
    at: datetime,
    form: str = STANDARD,
) -> ReportText:
    """Put one's own text in the place of a drafted sentence.

    text: with figures as tokens, see rules.tokens.

    Raises SaysNothing or AlreadySigned; then nothing has changed.
    """
    if not text.strip():
        raise SaysNothing
    with transaction.atomic(durable=True):
        report = draft_row(unit, span, form)
        row = _instead(report, section, sentence, text=nfc(text.strip()), by=by, at=at)
        log("report.sentence_written", report, by=by, at=at, unit_code=unit.code, section=section)
    return row


def leave_out(
    *,
    unit: Unit,
    span: Span,
    section: str,
    sentence: str,
    by: str,
    at: datetime,
    form: str = STANDARD,
) -> ReportText:
    """Leave a drafted sentence out of a report.

    Raises AlreadySigned; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        report = draft_row(unit, span, form)
        row = _instead(report, section, sentence, text="", by=by, at=at)
        log("report.sentence_left_out", report, by=by, at=at, unit_code=unit.code, section=section)
    return row


def restore(
    *, unit: Unit, span: Span, text_id: uuid.UUID, by: str, at: datetime, form: str = STANDARD
) -> None:
    """Let a drafted sentence stand again; a text that was added is taken away.

    Raises NotThere or AlreadySigned; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        report = draft_row(unit, span, form)
        row = _own(report, text_id)
        section = row.section
        row.delete()
        log("report.sentence_restored", report, by=by, at=at, unit_code=unit.code, section=section)


def add_sentence(
    *,
    unit: Unit,
    span: Span,
    section: str,
    text: str,
    by: str,
    at: datetime,
    form: str = STANDARD,
) -> ReportText:
    """Add one's own text at the end of a section.

    Raises SaysNothing or AlreadySigned; then nothing has changed.
    """
    if not text.strip():
        raise SaysNothing
    with transaction.atomic(durable=True):
        report = draft_row(unit, span, form)
        row = _add(report, section, text, origin="", by=by, at=at)
        log("report.sentence_added", report, by=by, at=at, unit_code=unit.code, section=section)
    return row


def change_added(
    *,
    unit: Unit,
    span: Span,
    text_id: uuid.UUID,
    text: str,
    by: str,
    at: datetime,
    form: str = STANDARD,
) -> ReportText:
    """Write a text anew that was added.

    Raises SaysNothing, NotThere or AlreadySigned; then nothing has changed.
    """
    if not text.strip():
        raise SaysNothing
    with transaction.atomic(durable=True):
        report = draft_row(unit, span, form)
        row = _own(report, text_id)
        row.text, row.written_by, row.written_at = nfc(text.strip()), by, at
        row.save(update_fields=["text", "written_by", "written_at"])
        log(
            "report.sentence_written", report, by=by, at=at, unit_code=unit.code,
            section=row.section,
        )  # fmt: skip
    return row


def take_in(
    *,
    unit: Unit,
    span: Span,
    section: str,
    points: Iterable[tuple[str, str]],
    by: str,
    at: datetime,
    form: str = STANDARD,
) -> list[ReportText]:
    """Take points that were offered into a section, each once. points: origin and text.

    Raises SaysNothing when there is none, or AlreadySigned; then nothing has changed.
    """
    wanted = dict(points)
    if not wanted:
        raise SaysNothing
    with transaction.atomic(durable=True):
        report = draft_row(unit, span, form)
        here = ReportText.objects.filter(report=report, section=section, origin__in=wanted)
        known = set(here.values_list("origin", flat=True))
        rows = [
            _add(report, section, text, origin=origin, by=by, at=at)
            for origin, text in wanted.items()
            if origin not in known
        ]
        log(
            "report.points_taken_in", report, by=by, at=at, unit_code=unit.code, section=section,
            count=len(rows),
        )  # fmt: skip
    return rows


def draft_row(unit: Unit, span: Span, form: str) -> Report:
    """Return the draft of a report, locked; made when nobody wrote into it yet.

    Inside a transaction of an action. Raises AlreadySigned.
    """
    # Two who begin at once: the second waits here and finds the row of the first.
    Unit.objects.select_for_update().get(pk=unit.pk)
    report = report_of(unit, span, form)
    if report is None:
        return Report.objects.create(unit=unit, first=span.first, length=span.length, form=form)
    if not report.is_draft:
        raise AlreadySigned(report)
    return report


def _instead(
    report: Report, section: str, sentence: str, *, text: str, by: str, at: datetime
) -> ReportText:
    row, _made = ReportText.objects.update_or_create(
        report=report,
        section=section,
        sentence=sentence,
        defaults={"text": text, "left_out": not text, "written_by": by, "written_at": at},
    )
    return row


def _add(
    report: Report, section: str, text: str, *, origin: str, by: str, at: datetime
) -> ReportText:
    same = ReportText.objects.filter(report=report, section=section)
    last = same.aggregate(last=Max("position"))["last"] or 0
    return ReportText.objects.create(
        report=report,
        section=section,
        position=last + 1,
        text=nfc(text.strip()),
        origin=origin,
        written_by=by,
        written_at=at,
    )


def _own(report: Report, text_id: uuid.UUID) -> ReportText:
    row = ReportText.objects.filter(report=report, pk=text_id).first()
    if row is None:
        raise NotThere
    return row
