"""Signing a report, and beginning another version of one that is signed."""

import hashlib
import json
import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from chibo.audit.log import record as log
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.people.queries import term_on
from chibo.quality.rules.spans import Span
from chibo.reports.actions.writing import CannotWrite, draft_row
from chibo.reports.models import Report, ReportText
from chibo.reports.queries.reports import STANDARD
from chibo.reports.queries.standing import standing_of, texts_of
from chibo.reports.rules.standing import Standing, to_json
from chibo.units.models import Unit


class ChangedMeanwhile(CannotWrite):
    """What is to be signed is not what the signer looked at."""


class NotSigned(CannotWrite):
    """Only a signed report is replaced; a draft is still written in."""


class ReplacedAlready(CannotWrite):
    """Another version replaces this report already."""


class NoReason(CannotWrite):
    """A version replaces another for a reason."""


class NotBegun(CannotWrite):
    """Nothing of the span has happened yet."""


def seen(standing: Standing) -> str:
    """Return a mark of what somebody looked at: its texts and figures, not the rows behind."""
    told = to_json(standing)
    looked_at = {key: told[key] for key in ("figures", "parts", "months", "organisations")}
    text = json.dumps(looked_at, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def sign_report(
    *,
    unit: Unit,
    span: Span,
    looked_at: str,
    signer: str,
    signer_title: str,
    symbol: str,
    by: str,
    at: datetime,
    form: str = STANDARD,
) -> Report:
    """Sign a report: it gets its number, and all of it is frozen as it stands.

    looked_at: what `seen` made of the report the signer saw. signer_title: "BÍ THƯ".
    symbol: "BC/ĐU"; numbers run per symbol through a term of the committee.

    Raises AlreadySigned, NotBegun or ChangedMeanwhile; then nothing has changed.
    """
    today = local_day(at)
    if span.first > today:
        raise NotBegun
    with transaction.atomic(durable=True):
        report = draft_row(unit, span, form)
        standing = standing_of(unit, span, today, texts_of(report))
        if seen(standing) != looked_at:
            raise ChangedMeanwhile
        report.state = Report.State.SIGNED
        report.frozen = to_json(standing)
        report.symbol = symbol
        report.term = term_on(unit, today)
        report.number = _next_number(report)
        report.signer, report.signer_title = nfc(signer), nfc(signer_title)
        report.signed_by, report.signed_at = by, at
        report.save(
            update_fields=[
                "state", "frozen", "symbol", "term", "number", "signer", "signer_title",
                "signed_by", "signed_at",
            ]
        )  # fmt: skip
        log(
            "report.signed", report, by=by, at=at, unit_code=unit.code, span=span.key,
            number=report.number, version=report.version,
        )  # fmt: skip
    return report


def begin_version(*, report_id: uuid.UUID, because: str, by: str, at: datetime) -> Report:
    """Begin another version of a signed report: a draft with the texts people wrote.

    Raises NotSigned, ReplacedAlready or NoReason; then nothing has changed.
    """
    if not because.strip():
        raise NoReason
    with transaction.atomic(durable=True):
        old = Report.objects.select_for_update().defer("frozen").get(pk=report_id)
        if old.is_draft:
            raise NotSigned
        new = followed(old, because)
        log(
            "report.version_begun", new, by=by, at=at, unit_code=new.unit.code,
            span=new.span.key, version=new.version,
        )  # fmt: skip
    return new


def followed(old: Report, because: str) -> Report:
    """Make the draft that follows a version, inside somebody's transaction.

    Raises ReplacedAlready.
    """
    if Report.objects.filter(supersedes=old).exists():
        raise ReplacedAlready
    new = Report.objects.create(
        unit_id=old.unit_id,
        first=old.first,
        length=old.length,
        form=old.form,
        version=old.version + 1,
        supersedes=old,
        because=nfc(because.strip()),
    )
    _copy_texts(old, new)
    return new


def _next_number(report: Report) -> int:
    same = Report.objects.filter(unit=report.unit_id, term=report.term, symbol=report.symbol)
    last: int | None = same.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _copy_texts(old: Report, new: Report) -> None:
    rows = list(ReportText.objects.filter(report=old))
    ReportText.objects.bulk_create(
        ReportText(
            report=new,
            section=row.section,
            sentence=row.sentence,
            position=row.position,
            text=row.text,
            left_out=row.left_out,
            origin=row.origin,
            written_by=row.written_by,
            written_at=row.written_at,
        )
        for row in rows
    )
