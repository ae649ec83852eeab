"""What an account may see and answer for: units with cells below them."""

from datetime import date

from chibo.access.queries import granted_at, units_where
from chibo.access.rules import Ability
from chibo.people.models import Account
from chibo.units.models import Unit
from chibo.units.queries import existing


def unit_for_figures(account: Account, code: str, today: date) -> Unit | None:
    """Return a unit whose figures an account sees, also one that has ended; None when there is none."""
    return _unit(account, code, Ability.SEE_FIGURES, today)


def unit_for_reports(account: Account, code: str, today: date) -> Unit | None:
    """Return a unit whose reports an account keeps; None when there is none."""
    return _unit(account, code, Ability.KEEP_REPORTS, today)


def units_for_reports(account: Account, today: date) -> list[Unit]:
    """Return the units above cells at which an account was granted reports, the highest first."""
    granted = granted_at(account, [Ability.KEEP_REPORTS], today)
    units = existing(today).filter(pk__in=granted, kind__is_cell=False)
    return list(units.order_by("kind__level", "code"))


def _unit(account: Account, code: str, ability: Ability, today: date) -> Unit | None:
    rows = units_where(account, ability, on=today).filter(code=code)
    return rows.select_related("kind").first()
