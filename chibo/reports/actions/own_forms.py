"""Writing a committee's own forms, putting them in force and ending them. Decision 0033."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record as log
from chibo.base.text import nfc
from chibo.base.time import local_day
from chibo.reports.models import FormLine, ReportForm
from chibo.reports.queries.own_forms import entries_of, known_lines
from chibo.reports.rules.composing import Entry, added, headed, moved, taken_out
from chibo.units.models import Unit


class CannotKeepForm(Exception):
    """A form cannot be changed, put in force or ended as it stands; the view says why."""


class FormInForce(CannotKeepForm):
    """Reports are made by it from a day on: it stays as it is, a change is a new version."""


class FormNotInForce(CannotKeepForm):
    """It is in force nowhere, so it has neither an end nor a next version."""


class NoLines(CannotKeepForm):
    """It has nothing to count."""


class UnknownLine(CannotKeepForm):
    """Neither the catalogue nor the committee has a line of this key."""


class HasNextVersion(CannotKeepForm):
    """A next version is there already."""

    def __init__(self, version: ReportForm) -> None:
        super().__init__(version.pk)
        self.version = version


class BeginsTooEarly(CannotKeepForm):
    """It would begin before the version it follows, or on the same day."""

    def __init__(self, earlier: date) -> None:
        super().__init__(earlier)
        self.earlier = earlier


class EndsTooEarly(CannotKeepForm):
    """It would end before it begins."""


def begin_form(
    *, unit: Unit, name: str, purpose: str, lengths: Sequence[int], by: str, at: datetime
) -> ReportForm:
    """Begin a form without lines. lengths: months of the spans it is for, of 1, 3, 6 and 12."""
    with transaction.atomic(durable=True):
        form = ReportForm.objects.create(
            unit=unit, name=nfc(name), purpose=nfc(purpose), lengths=sorted(lengths)
        )
        log("form.begun", form, by=by, at=at, unit_code=unit.code)
    return form


def rename_form(
    *, form_id: uuid.UUID, name: str, purpose: str, lengths: Sequence[int], by: str, at: datetime
) -> ReportForm:
    """Change what a draft is called, what for and of which spans. Raises FormInForce."""
    with transaction.atomic(durable=True):
        form = _draft(form_id)
        form.name, form.purpose, form.lengths = nfc(name), nfc(purpose), sorted(lengths)
        form.save(update_fields=["name", "purpose", "lengths"])
        log("form.renamed", form, by=by, at=at, unit_code=form.unit.code)
    return form


def add_lines(*, form_id: uuid.UUID, keys: Sequence[str], by: str, at: datetime) -> ReportForm:
    """Put lines at the end of a draft; what it has already stays where it is.

    Raises FormInForce or UnknownLine; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        form = _draft(form_id)
        if not known_lines(form.unit, local_day(at)).keys() >= set(keys):
            raise UnknownLine
        _write(form, lambda entries: added(entries, keys))
        log("form.lines_added", form, by=by, at=at, unit_code=form.unit.code, keys=list(keys))
    return form


def add_heading(*, form_id: uuid.UUID, heading: str, by: str, at: datetime) -> ReportForm:
    """Put a heading at the end of a draft. Raises FormInForce."""
    with transaction.atomic(durable=True):
        form = _draft(form_id)
        _write(form, lambda entries: headed(entries, nfc(heading)))
        log("form.heading_added", form, by=by, at=at, unit_code=form.unit.code)
    return form


def move_line(*, form_id: uuid.UUID, place: int, up: bool, by: str, at: datetime) -> ReportForm:
    """Move a line of a draft by one. place: from 0.

    Raises FormInForce, or NoEntry of `rules.composing`; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        form = _draft(form_id)
        _write(form, lambda entries: moved(entries, place, up=up))
        log("form.line_moved", form, by=by, at=at, unit_code=form.unit.code)
    return form


def take_out_line(*, form_id: uuid.UUID, place: int, by: str, at: datetime) -> ReportForm:
    """Take a line out of a draft. place: from 0.

    Raises FormInForce, or NoEntry of `rules.composing`; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        form = _draft(form_id)
        _write(form, lambda entries: taken_out(entries, place))
        log("form.line_taken_out", form, by=by, at=at, unit_code=form.unit.code)
    return form


def copy_form(*, form_id: uuid.UUID, unit: Unit, by: str, at: datetime) -> ReportForm:
    """Begin a form with another one's lines, as far as the unit knows them."""
    with transaction.atomic(durable=True):
        source = ReportForm.objects.get(pk=form_id)
        form = ReportForm.objects.create(
            unit=unit, name=source.name, purpose=source.purpose, lengths=source.lengths
        )
        known = known_lines(unit, local_day(at))
        _fill(form, [one for one in entries_of(source) if one.heading or one.key in known])
        log("form.copied", form, by=by, at=at, unit_code=unit.code, source=str(source.pk))
    return form


def begin_version(*, form_id: uuid.UUID, by: str, at: datetime) -> ReportForm:
    """Begin the next version of a form in force; the one in force stays until that one begins.

    Raises FormNotInForce or HasNextVersion.
    """
    with transaction.atomic(durable=True):
        before = ReportForm.objects.select_for_update().select_related("unit").get(pk=form_id)
        if before.since is None:
            raise FormNotInForce
        following = ReportForm.objects.filter(follows=before).first()
        if following is not None:
            raise HasNextVersion(following)
        form = ReportForm.objects.create(
            unit=before.unit,
            name=before.name,
            purpose=before.purpose,
            lengths=before.lengths,
            version=before.version + 1,
            follows=before,
        )
        _fill(form, entries_of(before))
        log("form.version_begun", form, by=by, at=at, unit_code=form.unit.code)
    return form


def put_form_in_force(*, form_id: uuid.UUID, since: date, by: str, at: datetime) -> ReportForm:
    """Let reports be made by a form from a day on; the version before it ends then.

    Raises FormInForce, NoLines or BeginsTooEarly; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        form = _draft(form_id)
        if not form.lines.exclude(key="").exists():
            raise NoLines
        before = form.follows
        if before is not None and before.since is not None:
            if since <= before.since:
                raise BeginsTooEarly(before.since)
            before.until = since if before.until is None else min(before.until, since)
            before.save(update_fields=["until"])
        form.since = since
        form.save(update_fields=["since"])
        log(
            "form.put_in_force", form, by=by, at=at, unit_code=form.unit.code,
            since=since.isoformat(),
        )  # fmt: skip
    return form


def end_form(*, form_id: uuid.UUID, until: date, by: str, at: datetime) -> ReportForm:
    """Let no report be made by a form from a day on. Raises FormNotInForce or EndsTooEarly."""
    with transaction.atomic(durable=True):
        form = ReportForm.objects.select_for_update().select_related("unit").get(pk=form_id)
        if form.since is None:
            raise FormNotInForce
        if until <= form.since:
            raise EndsTooEarly
        form.until = until
        form.save(update_fields=["until"])
        log("form.ended", form, by=by, at=at, unit_code=form.unit.code, until=until.isoformat())
    return form


def discard_form(*, form_id: uuid.UUID, by: str, at: datetime) -> None:
    """Throw a draft away. Raises FormInForce."""
    with transaction.atomic(durable=True):
        form = _draft(form_id)
        log("form.discarded", form, by=by, at=at, unit_code=form.unit.code, name=form.name)
        form.delete()


def _draft(form_id: uuid.UUID) -> ReportForm:
    rows = ReportForm.objects.select_for_update(of=("self",))
    form = rows.select_related("unit", "follows").get(pk=form_id)
    if form.since is not None:
        raise FormInForce
    return form


def _write(form: ReportForm, change: Callable[[list[Entry]], list[Entry]]) -> None:
    entries = change(entries_of(form))
    form.lines.all().delete()
    _fill(form, entries)


def _fill(form: ReportForm, entries: Sequence[Entry]) -> None:
    FormLine.objects.bulk_create(
        FormLine(form=form, position=place, heading=entry.heading, key=entry.key)
        for place, entry in enumerate(entries)
    )
