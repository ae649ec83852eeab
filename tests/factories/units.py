"""Units for tests, without the decision that would found them."""

from datetime import date

from chibo.base.text import fold
from chibo.units import tree
from chibo.units.loading import load_kinds
from chibo.units.models import Placement, Unit, UnitKind, UnitName

LONG_AGO = date(2020, 1, 1)


def unit(
    code: str = "TT.MAY",
    *,
    kind: str = "village_cell",
    name: str = "",
    under: Unit | None = None,
    since: date = LONG_AGO,
    place: str = "",
) -> Unit:
    """Return a new unit that exists, bears a name and has its place from one day on."""
    if not UnitKind.objects.filter(pk=kind).exists():
        load_kinds()
    made = Unit.objects.create(code=code, kind_id=kind, since=since, place=place)
    named(made, name or code, since=since)
    if under is not None:
        Placement.objects.create(unit=made, parent=under, since=since)
    tree.rebuild()
    return made


def named(bearer: Unit, name: str, *, since: date, until: date | None = None) -> UnitName:
    """Return a new name of a unit, whose full name says that it is a cell where it is one."""
    full_name = f"Chi bộ {name}" if bearer.kind.is_cell else name
    return UnitName.objects.create(
        unit=bearer,
        name=name,
        full_name=full_name,
        folded=fold(full_name),
        since=since,
        until=until,
    )


def move(moved: Unit, *, to: Unit, on: date) -> None:
    """Let a unit stand under another one from a day on."""
    Placement.objects.filter(unit=moved, until=None).update(until=on)
    Placement.objects.create(unit=moved, parent=to, since=on)
    tree.rebuild()
