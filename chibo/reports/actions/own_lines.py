"""Defining a line of a committee's own, and taking it back while no form has it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record as log
from chibo.base.keys import uuid7
from chibo.reports.models import FormLine, OwnLine
from chibo.reports.rules.lines import line_of
from chibo.units.models import Unit


class StandsInForms(Exception):
    """A form has the line, so it stays; `form` is the name of one."""

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.form = form


def define_line(*, unit: Unit, told: Mapping[str, object], by: str, at: datetime) -> OwnLine:
    """Keep a line for the forms of a unit and of those below it; it never changes afterwards.

    told: as a catalogue tells it. Raises BadLine of `rules.lines` where it cannot be counted.
    """
    key = f"own-{uuid7().hex}"
    line_of(key, told)
    with transaction.atomic(durable=True):
        line = OwnLine.objects.create(unit=unit, key=key, told=told, defined_at=at, defined_by=by)
        log("line.defined", line, by=by, at=at, unit_code=unit.code)
    return line


def discard_line(*, line_id: int, by: str, at: datetime) -> None:
    """Take back a line that no form has. Raises StandsInForms."""
    with transaction.atomic(durable=True):
        line = (
            OwnLine.objects.select_for_update(of=("self",)).select_related("unit").get(pk=line_id)
        )
        used = FormLine.objects.filter(key=line.key).select_related("form").first()
        if used is not None:
            raise StandsInForms(used.form.name)
        log("line.discarded", line, by=by, at=at, unit_code=line.unit.code)
        line.delete()
