"""Who leads the cells of a board on a day, and who follows them."""

from collections.abc import Sequence
from datetime import date

from chibo.base.periods import valid_on
from chibo.people.models import Post, Term
from chibo.reports.rules.board_needs import Leading
from chibo.supervision.models import Assignment

_BESIDE = (Post.Kind.DEPUTY_SECRETARY, Post.Kind.COMMITTEE_MEMBER)


def leading_of(cells: Sequence[int], on: date) -> dict[int, Leading]:
    """Return who leads each of some cells on a day, by id; nothing where nobody holds a post.

    Two queries. Its term ends when the last one begun does, or the secretary's post before that.
    """
    posts = Post.objects.filter(
        valid_on(on), unit__in=cells, kind__in=[Post.Kind.SECRETARY, *_BESIDE]
    )
    secretaries: dict[int, set[int]] = {}
    beside: dict[int, set[int]] = {}
    ends: dict[int, date] = _terms(cells, on)
    rows = posts.order_by("pk").values_list("unit", "person", "kind", "until")
    for unit, person, kind, until in rows:
        if kind == Post.Kind.SECRETARY:
            secretaries.setdefault(unit, set()).add(person)
            if until is not None:
                ends[unit] = min(until, ends.get(unit, until))
        else:
            beside.setdefault(unit, set()).add(person)
    return {
        cell: Leading(
            has_secretary=cell in secretaries,
            beside=len(beside.get(cell, set()) - secretaries.get(cell, set())),
            ends_on=ends.get(cell),
        )
        for cell in {*secretaries, *beside, *ends}
    }


def _terms(cells: Sequence[int], on: date) -> dict[int, date]:
    """When the last term of each cell ends; nothing where it has no end, or no term is on record."""
    rows = Term.objects.filter(unit__in=cells, since__lte=on).order_by("since", "pk")
    last = dict(rows.values_list("unit", "until"))
    return {unit: until for unit, until in last.items() if until is not None}


def followers_of(cells: Sequence[int], on: date) -> dict[int, tuple[str, ...]]:
    """Return the names of those who follow each of some cells on a day, by id. One query."""
    rows = (
        Assignment.objects.filter(valid_on(on), cell__in=cells)
        .order_by("since", "pk")
        .values_list("cell", "official__full_name")
    )
    found: dict[int, tuple[str, ...]] = {}
    for cell, name in rows:
        found[cell] = (*found.get(cell, ()), name)
    return found
