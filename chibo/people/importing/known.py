"""Reads what the register knows of the cells and people that a list may mean."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from chibo.base.periods import valid_on
from chibo.people.importing.cells import Cells, KnownCell
from chibo.people.importing.matching import KnownMember, Register
from chibo.people.importing.rows import MemberRow
from chibo.people.models import Membership, Person, Post, Standing
from chibo.units.models import Placement, Unit
from chibo.units.queries import existing

T = TypeVar("T")

# Below what a database takes as parameters of one query.
_BATCH = 500


def known_cells(reach: QuerySet[Unit] | None, on: date) -> Cells:
    """Return the cells that exist on a day within reach; None reaches everywhere."""
    cells = existing(on).filter(kind__is_cell=True).order_by("code")
    if reach is not None:
        cells = cells.filter(pk__in=reach.values("pk"))
    names = {unit.pk: unit.full_name for unit in existing(on)}
    above = dict(Placement.objects.filter(valid_on(on)).values_list("unit_id", "parent_id"))
    return Cells(
        KnownCell(
            id=cell.pk,
            code=cell.code,
            name=cell.name or cell.code,
            full_name=cell.full_name or cell.code,
            parent_name=names.get(above.get(cell.pk, 0)) or "",
            since=cell.since,
        )
        for cell in cells
    )


def register_for(
    rows: Sequence[MemberRow], cells: Cells, default: KnownCell | None, on: date
) -> Register:
    """Return the people that rows may mean: of the cells they name, of their cards, or of
    their full name and birth date in another cell.

    Periods that begin later count too, so that an earlier day of a list makes nobody anew.
    """
    codes = {cell.id for cell in _named(rows, cells, default)}
    going_on = Q(until=None) | Q(until__gt=on)
    ids = set(
        Membership.objects.filter(going_on, cell__in=codes).values_list("person_id", flat=True)
    )
    cards = {row.card for row in rows if row.card}
    births = {row.born for row in rows if len(row.born) == 10}
    people: dict[int, Person] = {}
    for field, values in (("pk", ids), ("card_number", cards), ("born", births)):
        for batch in _batches(values):
            people |= Person.objects.in_bulk(
                Person.objects.filter(**{f"{field}__in": batch}).values_list("pk", flat=True)
            )
    return Register(_known(people, {cell.id: cell.code for cell in cells.all}, going_on))


def _named(
    rows: Iterable[MemberRow], cells: Cells, default: KnownCell | None
) -> Iterator[KnownCell]:
    if default is not None:
        yield default
    for text in {text for row in rows for text in (row.cell_code, row.cell, row.section) if text}:
        yield from cells.find(text)


def _batches(values: Collection[T]) -> Iterator[list[T]]:
    listed = list(values)
    for first in range(0, len(listed), _BATCH):
        yield listed[first : first + _BATCH]


def _known(people: dict[int, Person], codes: dict[int, str], going_on: Q) -> list[KnownMember]:
    memberships: dict[int, list[Membership]] = defaultdict(list)
    posts: dict[int, list[Post]] = defaultdict(list)
    standings: dict[int, set[str]] = defaultdict(set)
    for batch in _batches(people):
        for row in Membership.objects.filter(going_on, person__in=batch).order_by("since", "pk"):
            memberships[row.person_id].append(row)
        for post in Post.objects.filter(going_on, person__in=batch):
            posts[post.person_id].append(post)
        for standing in Standing.objects.filter(going_on, person__in=batch):
            standings[standing.person_id].add(standing.kind)
    return [
        _member(people[pk], memberships[pk], posts[pk], standings[pk], codes)
        for pk in sorted(people)
    ]


def _member(
    person: Person,
    memberships: Iterable[Membership],
    posts: Iterable[Post],
    standings: Iterable[str],
    codes: dict[int, str],
) -> KnownMember:
    official: Membership | None = None
    away: Membership | None = None
    for row in memberships:
        if row.kind == Membership.Kind.OFFICIAL:
            official = row
        else:
            away = row
    at = official.cell_id if official else None
    guest = away.cell_id if away else None
    return KnownMember(
        person_id=person.pk,
        name=person.full_name,
        born=person.born,
        joined=person.joined,
        official=person.official,
        card=person.card_number,
        phone=person.phone,
        cell=codes.get(at, "") if at else "",
        guest_at=codes.get(guest, "") if guest else "",
        away=away.place if away else "",
        posts=frozenset(post.kind for post in posts if post.unit_id == at),
        standings=frozenset(standings),
        since=official.since if official else None,
        # Who is in a cell out of reach is not to be seen, nor to be told from a stranger.
        in_reach=all(place in codes for place in (at, guest) if place),
    )
