"""Writing score sheets, putting them in force and ending them."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record as log
from chibo.base.text import fold
from chibo.book.rules import digest
from chibo.quality.models import Assessment, ScoreSheet, YearAssessment
from chibo.quality.queries.sheets import bases_of, findings_of, last_sealed, parsed
from chibo.quality.rules.editing import blank, own
from chibo.quality.rules.findings import Finding
from chibo.quality.rules.layers import without_base
from chibo.quality.rules.reading import read
from chibo.quality.rules.rewriting import flattened, plain, rewritten
from chibo.units.models import Unit
from chibo.units.queries import subtree


class CannotKeep(Exception):
    """A sheet cannot be changed, put in force or ended as it stands; the view says why."""


class InForceAlready(CannotKeep):
    """Meetings are scored by it from a day on: its text stays as it is."""


class NotInForce(CannotKeep):
    """It is in force nowhere, so there is nothing to end."""


class Overtaken(CannotKeep):
    """Somebody else changed it meanwhile."""


class NotUsable(CannotKeep):
    """Something in it is wrong or open; `findings` say what."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings)
        self.findings = findings


class OverSealed(CannotKeep):
    """Meetings it would score are in the book already; `last` is the day of the latest."""

    def __init__(self, last: date) -> None:
        super().__init__(last)
        self.last = last


class Beside(CannotKeep):
    """Another sheet for the same meetings begins on the same day at the same unit."""

    def __init__(self, other: ScoreSheet) -> None:
        super().__init__(other.pk)
        self.other = other


class BadDays(CannotKeep):
    """It would end before it begins."""


class NotBelow(CannotKeep):
    """The unit is not a part of the tree of the committee that wrote the sheet."""


def copy_sheet(
    *, sheet_id: uuid.UUID, unit: Unit, issuer: str, by: str, at: datetime
) -> ScoreSheet:
    """Begin a committee's own sheet with another one, which stays as it is.

    What that one inherits the copy says itself. Comments are kept. issuer: what the committee
    is called.
    """
    with transaction.atomic(durable=True):
        source = ScoreSheet.objects.select_related("base__base").get(pk=sheet_id)
        data, lowest = without_base(source.text, dict(bases_of(source)).get)
        text = rewritten(lowest, own(data, key=_free_key(unit), issuer=issuer))
        made = _begun(unit, text)
        log("sheet.copied", made, by=by, at=at, unit_code=unit.code, source=str(source.pk))
    return made


def begin_sheet(*, unit: Unit, title: str, issuer: str, by: str, at: datetime) -> ScoreSheet:
    """Begin a committee's own sheet with nothing but its title and who issues it."""
    with transaction.atomic(durable=True):
        text = blank(key=_free_key(unit), title=title, issuer=issuer)
        made = _begun(unit, text)
        log("sheet.begun", made, by=by, at=at, unit_code=unit.code)
    return made


def take_in_sheet(*, unit: Unit, text: str, by: str, at: datetime) -> ScoreSheet:
    """Begin a committee's own sheet with a file.

    Raises NoSheet of `rules.reading` where the file is none; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        read(text, _shipped_text)
        made = _begun(unit, flattened(text, _shipped_text))
        log("sheet.taken_in", made, by=by, at=at, unit_code=unit.code)
    return made


def rewrite_sheet(
    *, sheet_id: uuid.UUID, text: str, seen: str, by: str, at: datetime
) -> ScoreSheet:
    """Give a sheet that is in force nowhere another text.

    seen: the hash of the text that was changed.
    Raises InForceAlready, Overtaken, or NoSheet of `rules.reading`; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        sheet = _draft(sheet_id)
        if sheet.sha256 != seen:
            raise Overtaken
        title = read(text, dict(bases_of(sheet)).get).sheet.title
        sheet.text, sheet.title, sheet.sha256 = text, title, digest(text.encode())
        sheet.save(update_fields=["text", "title", "sha256"])
        log("sheet.rewritten", sheet, by=by, at=at, unit_code=_code(sheet))
    return sheet


def discard_sheet(*, sheet_id: uuid.UUID, by: str, at: datetime) -> None:
    """Throw away a sheet that never was in force. Raises InForceAlready."""
    with transaction.atomic(durable=True):
        sheet = _draft(sheet_id)
        log("sheet.discarded", sheet, by=by, at=at, unit_code=_code(sheet), title=sheet.title)
        sheet.delete()


def put_in_force(
    *,
    sheet_id: uuid.UUID,
    unit: Unit,
    since: date,
    until: date | None,
    seen: str,
    by: str,
    at: datetime,
) -> ScoreSheet:
    """Let meetings of the cells at and below a unit be scored by a sheet from a day on.

    until: the first day on which they are not any more. seen: the hash of the text one looked at.
    What is in the book stays under its own sheet: nothing is put in force over it.
    Raises InForceAlready, Overtaken, NotUsable, NotBelow, BadDays, OverSealed or Beside.
    """
    with transaction.atomic(durable=True):
        sheet = _draft(sheet_id)
        if sheet.sha256 != seen:
            raise Overtaken
        findings = findings_of(sheet)
        if findings:
            raise NotUsable(findings)
        if sheet.unit is None or not subtree(sheet.unit, since).filter(pk=unit.pk).exists():
            raise NotBelow
        if until is not None and until <= since:
            raise BadDays
        _refuse_over_sealed(sheet, unit, since)
        _refuse_beside(sheet, unit, since)
        sheet.unit, sheet.since, sheet.until = unit, since, until
        sheet.save(update_fields=["unit", "since", "until"])
        log(
            "sheet.put_in_force", sheet, by=by, at=at, unit_code=unit.code,
            since=since.isoformat(), until=until.isoformat() if until else "",
        )  # fmt: skip
    return sheet


def end_sheet(*, sheet_id: uuid.UUID, until: date, by: str, at: datetime) -> ScoreSheet:
    """Let no meeting from a day on be scored by a sheet any more; what was, stays under it.

    On the day it begins, or before it, it is in force nowhere again and can be changed.
    Raises NotInForce, or OverSealed where meetings from that day on are in the book.
    """
    with transaction.atomic(durable=True):
        sheet = ScoreSheet.objects.select_for_update().get(pk=sheet_id)
        if sheet.since is None or sheet.unit is None:
            raise NotInForce
        _refuse_over_sealed(sheet, sheet.unit, max(until, sheet.since))
        withdrawn = until <= sheet.since and not _was_used(sheet)
        if withdrawn:
            sheet.since, sheet.until = None, None
        else:
            sheet.until = max(until, sheet.since)
            if sheet.until == sheet.since:
                raise BadDays
        sheet.save(update_fields=["since", "until"])
        log(
            "sheet.withdrawn" if withdrawn else "sheet.ended", sheet, by=by, at=at,
            unit_code=_code(sheet), until=until.isoformat(),
        )  # fmt: skip
    return sheet


def _begun(unit: Unit, text: str) -> ScoreSheet:
    title = read(text).sheet.title
    return ScoreSheet.objects.create(
        key=plain(text)["sheet"], title=title, text=text, sha256=digest(text.encode()), unit=unit
    )


def _free_key(unit: Unit) -> str:
    """A key nobody used yet at a unit: its code and a number."""
    code = "".join(char if char.isalnum() else "-" for char in fold(unit.code)).strip("-")[:30]
    taken = set(ScoreSheet.objects.filter(key__startswith=f"{code}-").values_list("key", flat=True))
    number = 1 + len(taken)
    while f"{code}-{number}" in taken:
        number += 1
    return f"{code}-{number}"


def _shipped_text(key: str) -> str | None:
    rows = ScoreSheet.objects.filter(key=key, unit=None).order_by("pk")
    return rows.values_list("text", flat=True).last()


def _draft(sheet_id: uuid.UUID) -> ScoreSheet:
    sheet = ScoreSheet.objects.select_for_update().get(pk=sheet_id)
    if sheet.since is not None or sheet.unit_id is None:
        raise InForceAlready
    return sheet


def _was_used(sheet: ScoreSheet) -> bool:
    scored = (Assessment.objects, YearAssessment.objects)
    return any(rows.filter(sheet=sheet).exists() for rows in scored)


def _refuse_over_sealed(sheet: ScoreSheet, unit: Unit, since: date) -> None:
    last = last_sealed(parsed(sheet), unit, since)
    if last is not None:
        raise OverSealed(last)


def _refuse_beside(sheet: ScoreSheet, unit: Unit, since: date) -> None:
    mine = parsed(sheet)
    for other in ScoreSheet.objects.filter(unit=unit, since=since).select_related("base__base"):
        theirs = parsed(other)
        meetings = mine.period == theirs.period and set(mine.meetings) & set(theirs.meetings)
        cells = not mine.cells or not theirs.cells or set(mine.cells) & set(theirs.cells)
        if meetings and cells:
            raise Beside(other)


def _code(sheet: ScoreSheet) -> str:
    return sheet.unit.code if sheet.unit else ""
