"""Who follows which cells, as it stood on a day.

An assignment holds while its period runs and its cell exists; where the cell stands in the tree
does not matter to it. So a cell that was moved keeps who follows it, and one that was merged has
nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from chibo.base.periods import covers, valid_on
from chibo.base.text import fold
from chibo.people.models import Membership, Person, Post
from chibo.supervision.models import Assignment
from chibo.units.models import Ancestry, Unit, UnitEvent
from chibo.units.queries import (
    cells_below,
    children,
    existing,
    names_by_code,
    parents_of,
    subtree,
)


def in_force(on: date) -> Q:
    """Return the condition that an assignment holds on a day."""
    return valid_on(on) & valid_on(on, "cell__")


def followers_of(cell: Unit, on: date) -> QuerySet[Assignment]:
    """Return the assignments of a cell that hold on a day, the oldest first, with officials."""
    return (
        Assignment.objects.filter(in_force(on), cell=cell)
        .select_related("official", "unit")
        .order_by("since", "pk")
    )


def cells_of(official: Person, on: date) -> QuerySet[Unit]:
    """Return the cells an official follows on a day, by code, with their names of that day."""
    followed = Assignment.objects.filter(valid_on(on), official=official).values("cell")
    return existing(on).filter(pk__in=followed).order_by("code")


def unfollowed(cells: QuerySet[Unit], on: date) -> QuerySet[Unit]:
    """Return those of some cells that exist on a day and that nobody follows on it."""
    return cells.filter(valid_on(on)).exclude(
        Exists(Assignment.objects.filter(valid_on(on), cell=OuterRef("pk")))
    )


@dataclass(frozen=True, slots=True)
class Followed:
    """A cell, what stands directly above it, and who follows it; nobody: no assignments."""

    cell: Unit
    parent: Unit | None
    assignments: tuple[Assignment, ...]


def assignments_of_unit(unit: Unit, on: date) -> list[Followed]:
    """Return the cells at and below a unit on a day, each with who follows it. Four queries.

    In the order of the tree: by what stands above them, then by their codes.
    """
    cells = list(cells_below(unit, on).select_related("kind"))
    above = parents_of([cell.pk for cell in cells], on)
    rows = Assignment.objects.filter(in_force(on), cell__in=[cell.pk for cell in cells])
    by_cell: dict[int, list[Assignment]] = {}
    for row in rows.select_related("official").order_by("since", "pk"):
        by_cell.setdefault(row.cell_id, []).append(row)
    found = [Followed(cell, above.get(cell.pk), tuple(by_cell.get(cell.pk, []))) for cell in cells]
    return sorted(found, key=lambda row: (row.parent.code if row.parent else "", row.cell.code))


@dataclass(frozen=True, slots=True)
class Share:
    """A unit with how many of the cells at and below it somebody follows, out of how many."""

    unit: Unit
    followed: int
    cells: int


def shares(unit: Unit, on: date) -> list[Share]:
    """Return the units directly below one, each with how many of its cells somebody follows.

    In the order of the tree. Two queries.
    """
    below = list(children(unit, on).select_related("kind"))
    followed = Exists(Assignment.objects.filter(valid_on(on), cell=OuterRef("unit")))
    rows = (
        Ancestry.objects.filter(
            valid_on(on), ancestor__in=[one.pk for one in below], unit__kind__is_cell=True
        )
        .values_list("ancestor")
        .annotate(cells=Count("pk"), followed=Count("pk", filter=Q(followed)))
        .order_by("ancestor")
    )
    counts = {ancestor: (followed, cells) for ancestor, cells, followed in rows}
    return [Share(one, *counts.get(one.pk, (0, 0))) for one in below]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A cell that was merged into another one, and who followed it to the end."""

    name: str
    on: date
    number: str
    followers: tuple[Person, ...]


def arrivals(cells: Collection[Unit], on: date) -> dict[int, list[Arrival]]:
    """Return what was merged into each of some cells up to a day, by id. Three queries.

    So that an office sees who knew the members of a cell that nobody follows yet.
    """
    merged = list(
        UnitEvent.objects.filter(
            kind=UnitEvent.Kind.MERGE,
            other__in=[cell.pk for cell in cells],
            decision__effective_on__lte=on,
        )
        .select_related("unit", "decision")
        .order_by("decision__effective_on", "pk")
    )
    names = names_by_code([event.unit.code for event in merged], on) if merged else {}
    rows = Assignment.objects.filter(cell__in=[event.unit_id for event in merged])
    followed = list(rows.select_related("official").order_by("since", "pk")) if merged else []
    found: dict[int, list[Arrival]] = {}
    for event in merged:
        last = event.decision.effective_on - timedelta(days=1)
        found.setdefault(event.other_id or 0, []).append(
            Arrival(
                names.get(event.unit.code, event.unit.code),
                event.decision.effective_on,
                event.decision.number,
                tuple(
                    row.official
                    for row in followed
                    if row.cell_id == event.unit_id and covers(row.since, row.until, last)
                ),
            )
        )
    return found


def history_of(cell: Unit) -> QuerySet[Assignment]:
    """Return all assignments of a cell, the latest first, with officials and who assigned."""
    return (
        Assignment.objects.filter(cell=cell)
        .select_related("official", "unit", "cell")
        .order_by("-since", "-pk")
    )


def assignments_of(official: Person) -> QuerySet[Assignment]:
    """Return all assignments of an official, the latest first, with their cells."""
    return (
        Assignment.objects.filter(official=official)
        .select_related("cell", "unit", "grant")
        .order_by("-since", "cell__code", "pk")
    )


def officials_under(unit: Unit, on: date) -> QuerySet[Person]:
    """Return who may be assigned by a unit: who is a member or holds a post under it on a day."""
    below = subtree(unit, on).values("pk")
    members = Membership.objects.filter(valid_on(on), cell__in=below)
    posts = Post.objects.filter(valid_on(on), unit__in=below)
    return Person.objects.filter(
        Q(pk__in=members.values("person")) | Q(pk__in=posts.values("person"))
    ).order_by("name_key", "pk")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be assigned: where he belongs, and how many cells he follows already."""

    person: Person
    cell: str
    posts: tuple[str, ...]
    follows: int


def candidates(unit: Unit, text: str, on: date, *, most: int = 30) -> list[Candidate]:
    """Return whom an office may choose from: by name, or those at hand where no name is given.

    At hand are those who follow cells here already, and those who hold a post in a committee
    above the cells. Five queries.
    """
    people = officials_under(unit, on)
    following = Assignment.objects.filter(in_force(on))
    if text.strip():
        people = people.filter(folded__contains=fold(text.strip()))
    else:
        leading = Post.objects.filter(valid_on(on), unit__kind__is_cell=False)
        people = people.filter(
            Q(pk__in=following.values("official")) | Q(pk__in=leading.values("person"))
        )
    chosen = list(people[:most])
    ids = [person.pk for person in chosen]
    counts = dict(
        following.filter(official__in=ids)
        .values_list("official")
        .annotate(cells=Count("pk"))
        .order_by("official")
    )
    posts = _posts_of(ids, on)
    homes = _homes_of(ids, on)
    return [
        Candidate(
            person,
            homes.get(person.pk, ""),
            tuple(posts.get(person.pk, [])),
            counts.get(person.pk, 0),
        )
        for person in chosen
    ]


def _posts_of(people: Collection[int], on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Post.objects.filter(valid_on(on), person__in=people).order_by("since", "pk")
    for row in rows:
        words = row.get_kind_display()
        if words not in found.setdefault(row.person_id, []):
            found[row.person_id].append(words)
    return found


def _homes_of(people: Collection[int], on: date) -> dict[int, str]:
    rows = Membership.objects.filter(
        valid_on(on), person__in=people, kind=Membership.Kind.OFFICIAL, cell__isnull=False
    )
    cells = dict(rows.values_list("person", "cell"))
    names = existing(on).in_bulk(set(cells.values()))
    return {person: names[cell].full_name for person, cell in cells.items() if cell in names}
