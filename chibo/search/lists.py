"""Members and units that bear a name."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from chibo.access.queries import people_seen, units_where
from chibo.access.rules import Ability
from chibo.base.periods import covers, valid_on
from chibo.base.text import words_apart
from chibo.people.models import Account, Membership
from chibo.search.hits import Hit, Kind
from chibo.search.rules import Term, answers
from chibo.units.models import UnitName
from chibo.units.queries import existing


def member_keys(account: Account, sought: list[Term], on: date) -> list[int]:
    """Return the keys of members an account may see by name, in the order of their names.

    The database finds whatever contains the letters; whole words are looked for here, since
    a name may have an apostrophe or a dash in it: H'Mai, Y-Blô.
    """
    contains = Q()
    for word in _words(sought):
        contains &= Q(folded__contains=word)
    rows = people_seen(account, on).filter(contains).order_by("name_key", "pk")
    return [
        pk
        for pk, full_name in rows.values_list("pk", "full_name")
        if answers(sought, words_apart(full_name))
    ]


def members(account: Account, keys: list[int], on: date) -> list[Hit]:
    """Return the cards of members in the order of their keys. Two queries."""
    people = people_seen(account, on).in_bulk(keys)
    cells = dict(
        Membership.objects.filter(valid_on(on), person__in=keys, kind=Membership.Kind.OFFICIAL)
        .order_by("pk")
        .values_list("person", "cell")
    )
    return [
        Hit(
            kind=Kind.MEMBERS,
            title=people[pk].full_name,
            url=reverse("people:member", args=[pk]),
            cell_id=cells.get(pk),
        )
        for pk in keys
        if pk in people
    ]


def units(account: Account, sought: list[Term], on: date) -> list[Hit]:
    """Return the units an account may see, found by any name they ever bore or by code.

    By rank and code. Two queries.
    """
    figures = set(units_where(account, Ability.SEE_FIGURES, on=on).values_list("pk", flat=True))
    own = existing(on).filter(
        pk__in=units_where(account, Ability.SEE_CELL, on=on).values("pk"), kind__is_cell=True
    )
    seen = Q(unit__in=units_where(account, Ability.SEE_FIGURES, on=on).values("pk")) | Q(
        unit__in=own.values("pk")
    )
    contains = Q()
    for word in _words(sought):
        contains &= Q(folded__contains=word) | Q(unit__code__icontains=word)
    found: dict[int, list[UnitName]] = {}
    named = UnitName.objects.filter(seen, contains).select_related("unit__kind")
    for row in named.order_by("unit__kind__level", "unit__code", "-since"):
        if answers(sought, words_apart(row.full_name, row.unit.code)):
            found.setdefault(row.unit_id, []).append(row)
    return [
        _unit(rows[0], on, page="units:unit" if pk in figures else "desk:cell")
        for pk, rows in found.items()
    ]


def _unit(row: UnitName, on: date, *, page: str) -> Hit:
    """The card of a unit under the latest of its names that was found."""
    is_now = covers(row.since, row.until, on)
    return Hit(
        kind=Kind.UNITS,
        title=row.full_name,
        url=reverse(page, args=[row.unit.code]),
        text=row.unit.code,
        cell_id=None if is_now else row.unit_id,
        since=None if is_now else row.since,
        until=None if is_now else row.until,
    )


def _words(sought: list[Term]) -> list[str]:
    return [word for term in sought for word in term.words]
