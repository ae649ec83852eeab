"""Terms of office of units: from one congress to the next."""

from datetime import date, datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.people.actions.guards import check_free, check_period, check_unit, plain
from chibo.people.models import Term
from chibo.units.models import Unit


def begin_term(
    *, unit: Unit, name: str, since: date, until: date | None, by: str, at: datetime
) -> Term:
    """Write a unit's term of office; the one without an end before it ends on its first day.

    name: as the unit counts its terms, "2025–2030" or "khóa XV". until: only where its end is
    known; terms are lengthened and shortened by later documents.

    Raises EndsBeforeItBegins, UnitNotThere or Overlaps (all CannotKeep); then nothing has
    changed.
    """
    check_period(since, until)
    with transaction.atomic(durable=True):
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        check_unit(unit, since)
        terms = Term.objects.filter(unit=unit)
        terms.filter(until=None, since__lt=since).update(until=since)
        check_free(terms, since, until)
        row = Term.objects.create(unit=unit, name=nfc(name), since=since, until=until)
        _log("term.begun", row, by, at)
    return row


def end_term(*, term_id: int, on: date, by: str, at: datetime) -> Term:
    """Set the day on which a term of office ends, earlier or later than was thought.

    Raises EndsBeforeItBegins, or Overlaps with the term that follows (both CannotKeep); then
    nothing has changed.
    """
    with transaction.atomic(durable=True):
        row = Term.objects.select_for_update(of=("self",)).select_related("unit").get(pk=term_id)
        check_period(row.since, on)
        check_free(Term.objects.filter(unit=row.unit).exclude(pk=row.pk), row.since, on)
        row.until = on
        row.save(update_fields=["until"])
        _log("term.ended", row, by, at)
    return row


def _log(verb: str, row: Term, by: str, at: datetime) -> None:
    record(
        verb,
        row,
        by=by,
        at=at,
        unit_code=row.unit.code,
        name=row.name,
        since=plain(row.since),
        until=plain(row.until),
    )
