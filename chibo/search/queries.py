"""One search over all rooms, as far as the reader may see."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.periods import covers
from chibo.people.models import Account
from chibo.search import inside, lists, sealed
from chibo.search.hits import OF_A_YEAR, Hit, Kind
from chibo.search.inside import Inside
from chibo.search.rules import Term
from chibo.units.models import Unit, UnitName

# Cards of each kind where all kinds are shown, and on a page of one kind.
FEW, MANY = 4, 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for, and how far he has narrowed it."""

    sought: list[Term]
    kind: Kind | None = None
    year: int | None = None
    # From 1; of one kind only.
    page: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one kind that a page shows, of all there are."""

    kind: Kind
    total: int
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one search."""

    groups: list[Group]
    # How many cards there are of each kind, in the year asked for; and in each year.
    totals: dict[Kind, int]
    years: list[tuple[int, int]]
    # The page these cards are of; the last one when a later was asked for.
    page: int

    @property
    def total(self) -> int:
        """Return how many cards there are in all."""
        return sum(self.totals.values())


def find(account: Account, asked: Asked, own: Inside, on: date) -> Found:
    """Return what an account finds on a day: newest first, members and units by name.

    own: where the account belongs, from `scope_of`.

    The number of queries does not depend on how much is found.
    """
    rows = sealed.passages(account, asked.sought, own.cells, on)
    live = inside.hits(own, asked.sought)
    counted = sealed.counts(rows)
    counted.update((hit.kind, hit.day.year) for hit in live if hit.day)
    people = lists.member_keys(account, asked.sought, on)
    units = lists.units(account, asked.sought, on)

    totals = _totals(counted, asked.year)
    if asked.year is None:
        totals |= {Kind.MEMBERS: len(people), Kind.UNITS: len(units)}
    kinds = [kind for kind in Kind if kind in totals and asked.kind in (None, kind)]
    page = min(asked.page, -(-totals[asked.kind] // MANY) or 1) if asked.kind in totals else 1
    begin, end = (0, FEW) if asked.kind is None else (MANY * (page - 1), MANY * page)
    chosen: dict[Kind, list[Hit | int]] = {
        kind: _newest(sealed.newest(rows, kind, asked.year, end), live, kind, asked.year)[begin:end]
        for kind in kinds
        if kind in OF_A_YEAR
    }
    worded = sealed.hits(key for keys in chosen.values() for key in keys if isinstance(key, int))
    shown = {
        kind: [worded[one] if isinstance(one, int) else one for one in ones]
        for kind, ones in chosen.items()
    }
    shown[Kind.MEMBERS] = lists.members(account, people[begin:end], on)
    shown[Kind.UNITS] = units[begin:end]
    return Found(
        groups=[Group(kind, totals[kind], shown[kind]) for kind in kinds if totals[kind]],
        totals=totals,
        years=_years(counted, asked.kind),
        page=page,
    )


def _totals(counted: Counter[tuple[Kind, int]], year: int | None) -> dict[Kind, int]:
    return {
        kind: sum(
            number for (of, when), number in counted.items() if of == kind and year in (None, when)
        )
        for kind in OF_A_YEAR
    }


def _years(counted: Counter[tuple[Kind, int]], kind: Kind | None) -> list[tuple[int, int]]:
    found: Counter[int] = Counter()
    for (of, year), number in counted.items():
        if kind in (None, of):
            found[year] += number
    return sorted(found.items(), reverse=True)


def _newest(
    in_book: list[tuple[date, int]], live: list[Hit], kind: Kind, year: int | None
) -> list[Hit | int]:
    """Cards still in the making and keys of passages, newest first."""
    mine = [
        (hit.day, hit)
        for hit in live
        if hit.kind == kind and hit.day and year in (None, hit.day.year)
    ]
    both: list[tuple[date, Hit | int]] = [*mine, *in_book]
    return [one for _day, one in sorted(both, key=lambda pair: pair[0], reverse=True)]


def names_of(hits: Iterable[Hit], on: date) -> dict[tuple[int, date], str]:
    """Return what the units of some cards were called on their days, by unit and day. One query.

    A card without a day is called by the unit's name of today, or by its last.
    """
    pairs = {(hit.cell_id, hit.day or on) for hit in hits if hit.cell_id is not None}
    names: dict[int, list[UnitName]] = {}
    rows = UnitName.objects.filter(unit__in={unit for unit, _day in pairs})
    for row in rows.order_by("-since", "-pk"):
        names.setdefault(row.unit_id, []).append(row)
    return {
        (unit, day): next(
            (row for row in names[unit] if covers(row.since, row.until, day)), names[unit][0]
        ).full_name
        for unit, day in pairs
        if unit in names
    }


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader's searches go through."""

    # The cells whose books he may read; those he belongs to.
    books: int
    own: Inside


def scope_of(account: Account, on: date) -> Scope:
    """Return how far an account may search on a day."""
    reach = units_where(account, Ability.SEE_CELL, Ability.SEE_FIGURES, on=on)
    cells = Unit.objects.filter(pk__in=reach.values("pk"), kind__is_cell=True)
    return Scope(cells.count(), inside.inside_of(account, on))
