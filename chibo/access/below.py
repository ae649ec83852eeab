"""The cells below a unit, or below all a reader sees, as a board of them is made up."""

from collections.abc import Iterable, Sequence
from datetime import date

from chibo.access.queries import granted_at, units_where
from chibo.access.rules import Ability
from chibo.base.periods import valid_on
from chibo.people.models import Account
from chibo.units.models import Ancestry, Unit
from chibo.units.queries import existing


def unit_with_cells(account: Account, code: str, on: date, today: date) -> Unit | None:
    """Return a unit with cells below it whose figures an account sees; None when there is none.

    on: the day of the tree. today: the day of the account's rights.
    """
    reach = units_where(account, Ability.SEE_FIGURES, on=today)
    rows = existing(on).filter(pk__in=reach.values("pk"), kind__is_cell=False, code=code)
    return rows.select_related("kind").first()


def tops(account: Account, on: date, today: date) -> list[Unit]:
    """Return the units at which an account sees figures, in the order of the tree."""
    granted = granted_at(account, [Ability.SEE_FIGURES], today)
    rows = existing(on).filter(pk__in=granted).select_related("kind")
    return list(rows.order_by("kind__level", "code"))


def cells_under(account: Account, heads: Iterable[Unit], on: date, today: date) -> list[Unit]:
    """Return the cells at or below some units whose figures an account sees, by code."""
    reach = units_where(account, Ability.SEE_FIGURES, on=today)
    below = Ancestry.objects.filter(valid_on(on), ancestor__in=[head.pk for head in heads])
    return list(
        existing(on)
        .filter(kind__is_cell=True, pk__in=below.values("unit"))
        .filter(pk__in=reach.values("pk"))
        .order_by("code")
    )


def heads_of(heads: Sequence[Unit], cells: Iterable[Unit], on: date) -> dict[int, int]:
    """Return under which of some units each cell stands, by id; the first where under two."""
    place = {head.pk: number for number, head in enumerate(heads)}
    lines = Ancestry.objects.filter(
        valid_on(on), ancestor__in=place, unit__in=[cell.pk for cell in cells]
    ).values_list("unit", "ancestor")
    found: dict[int, int] = {}
    for cell, head in lines:
        if cell not in found or place[head] < place[found[cell]]:
            found[cell] = head
    return found
