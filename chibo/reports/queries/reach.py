"""What an account may see and answer for: units with cells below them."""

from datetime import date

from chibo.access.queries import granted_at, units_where
from chibo.access.rules import Ability
from chibo.people.models import Account
from chibo.units.models import Unit
from chibo.units.queries import existing


def unit_for_figures(account: Account, code: str, today: date) -> Unit | None:
    """Return a unit whose figures an account sees, also one that has ended; None when there is none."""
    rows = units_where(account, Ability.SEE_FIGURES, on=today).filter(code=code)
    return rows.select_related("kind").first()


def unit_for_reports(account: Account, code: str, today: date) -> Unit | None:
    """Return a unit whose own reports an account keeps; None when there is none.

    A report speaks for its committee: an office above reads it once it is signed, and writes and
    signs none of it.
    """
    granted = granted_at(account, [Ability.KEEP_REPORTS], today)
    return Unit.objects.filter(pk__in=granted, code=code).select_related("kind").first()


def units_for_reports(account: Account, today: date) -> list[Unit]:
    """Return the units above cells at which an account was granted reports, the highest first."""
    granted = granted_at(account, [Ability.KEEP_REPORTS], today)
    units = existing(today).filter(pk__in=granted, kind__is_cell=False)
    return list(units.order_by("kind__level", "code"))
