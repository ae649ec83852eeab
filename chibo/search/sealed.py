"""What is found in the minutes books."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.book.models import Passage
from chibo.book.passages import Wording, wordings
from chibo.book.record import Record
from chibo.meetings.templatetags.titles import meeting_title
from chibo.people.models import Account
from chibo.search.hits import Hit, Kind, together
from chibo.search.rules import Term

_GROUP = {
    Passage.Kind.MEETING: Kind.MEETINGS,
    Passage.Kind.ITEM: Kind.MEETINGS,
    Passage.Kind.CORRECTION: Kind.MEETINGS,
    Passage.Kind.RESOLUTION: Kind.RESOLUTIONS,
    Passage.Kind.TASK: Kind.TASKS,
}


def passages(
    account: Account, sought: Iterable[Term], inside: Collection[int], on: date
) -> QuerySet[Passage]:
    """Return the passages that say all that is sought, of the books an account may read.

    inside: cells whose tasks are found as they stand now; those in their books are left out.
    """
    reach = units_where(account, Ability.SEE_CELL, Ability.SEE_FIGURES, on=on)
    says = Q()
    for term in sought:
        says &= Q(folded__contains=term.needle)
    rows = Passage.objects.filter(says, cell__in=reach.values("pk"))
    return rows.exclude(kind=Passage.Kind.TASK, cell__in=inside) if inside else rows


def counts(rows: QuerySet[Passage]) -> Counter[tuple[Kind, int]]:
    """Return how many passages there are of each kind of card and year. One query."""
    found: Counter[tuple[Kind, int]] = Counter()
    days = rows.order_by("kind", "day").values_list("kind", "day").annotate(number=Count("pk"))
    for kind, day, number in days:
        found[_GROUP[Passage.Kind(kind)], day.year] += number
    return found


def newest(
    rows: QuerySet[Passage], kind: Kind, year: int | None, most: int
) -> list[tuple[date, int]]:
    """Return day and key of passages of a kind of card, newest first, at most so many."""
    of_kind = [own for own, group in _GROUP.items() if group == kind]
    rows = rows.filter(kind__in=of_kind)
    if year is not None:
        rows = rows.filter(day__gte=date(year, 1, 1), day__lt=date(year + 1, 1, 1))
    rows = rows.order_by("-day", "-record_id", "position")
    return list(rows.values_list("day", "pk")[:most])


def hits(keys: Iterable[int]) -> dict[int, Hit]:
    """Return the cards of passages by key, worded from their sealed pages. One query."""
    rows = Passage.objects.filter(pk__in=list(keys)).select_related("record__meeting")
    pages: dict[int, Record] = {}
    found = {}
    for row in rows:
        record = pages.setdefault(row.record_id, {})
        if not record:
            record.update(json.loads(bytes(row.record.canonical)))
        found[row.pk] = _hit(row, wordings(record)[row.position], record)
    return found


def _hit(row: Passage, wording: Wording, record: Record) -> Hit:
    tasks = [task for item in record.get("items", []) for task in item["tasks"]]
    due = next((task["due_on"] for task in tasks if task["what"] == wording.title), None)
    is_correction = wording.kind == Passage.Kind.CORRECTION
    anchor = f"dinh-chinh-{row.record.sequence}" if is_correction else wording.anchor
    page = reverse("book:minutes", args=[row.record.meeting_id])
    is_task = wording.kind == Passage.Kind.TASK
    return Hit(
        kind=_GROUP[wording.kind],
        title=wording.title,
        url=f"{page}#{anchor}" if anchor else page,
        text=together(wording.pieces),
        day=row.day,
        cell_id=row.cell_id,
        meeting_kind=row.record.meeting.get_kind_display(),
        meeting_title=meeting_title(row.record.meeting),
        is_correction=is_correction,
        due_on=date.fromisoformat(due) if is_task and due else None,
    )
