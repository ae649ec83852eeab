"""What can be found in the book: the passages of its pages, and their words for searching."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from chibo.base.text import words_apart
from chibo.base.time import local_day
from chibo.book.models import Passage, SealedRecord
from chibo.book.record import Record, day_of
from chibo.units.models import Unit

_BATCH = 500
_BODY = "body"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a passage says: a title, and pieces that a phrase does not run across.

    anchor: of the place that says it on the page that shows the minutes; "" where they begin.
    """

    kind: Passage.Kind
    title: str
    pieces: tuple[str, ...] = ()
    anchor: str = ""


def wordings(record: Record) -> list[Wording]:
    """Return the passages of a sealed page in their order, always the same for one page."""
    if "correction" in record:
        return [Wording(Passage.Kind.CORRECTION, "", (record["correction"],))]
    found = [_meeting(record)]
    for item in record["items"]:
        wording = item_wording(
            title=item["title"],
            said=[f"{speech['name']}: {speech['text']}" for speech in item["speeches"]],
            voted=[vote["question"] for vote in item["votes"]],
            reviewed=[f"{task['what']}: {task['result']}" for task in item["review"]],
            conclusion=item["conclusion"],
        )
        # The minutes print the numbered items only.
        anchor = "" if item["number"] is None else f"muc-{item['number']}"
        # "Chào cờ" opens every meeting and answers no question.
        if wording.pieces or item["part"] == _BODY:
            found.append(replace(wording, anchor=anchor))
        found += [replace(_task(task), anchor=anchor) for task in item["tasks"]]
    resolution = record["resolution"]
    if resolution and resolution["text"]:
        label = resolution_label(resolution["number"], resolution["symbol"])
        found.append(Wording(Passage.Kind.RESOLUTION, label, (resolution["text"],)))
    return found


def item_wording(
    *,
    title: str,
    said: Iterable[str],
    voted: Iterable[str],
    reviewed: Iterable[str],
    conclusion: str,
) -> Wording:
    """Return what an agenda item says, in the book or before; empty pieces left out."""
    # A vote's question is most often the title over again.
    pieces = [conclusion, *said, *reviewed, *(question for question in voted if question != title)]
    return Wording(Passage.Kind.ITEM, title, tuple(filter(None, pieces)))


def resolution_label(number: int | None, symbol: str) -> str:
    """Return "05-NQ/CB", or nothing for one that was not carried."""
    return "" if number is None else f"{number:02}-{symbol}"


def _meeting(record: Record) -> Wording:
    meeting = record["meeting"]
    number = f"{meeting['number']:02}-BB/CB" if meeting["number"] is not None else ""
    guests = [", ".join(filter(None, guest.values())) for guest in record["guests"]]
    # Not the place: the same each month, and every month would be found by it.
    pieces = [*guests, meeting["moved_because"], record["reserved_opinions"]]
    return Wording(Passage.Kind.MEETING, meeting["theme"], tuple(filter(None, [number, *pieces])))


def _task(task: Record) -> Wording:
    amount = f"{task['amount']} {task['measure']}".strip()
    pieces = (task["owner"], task["expected"], amount)
    return Wording(Passage.Kind.TASK, task["what"], tuple(filter(None, pieces)))


def write(page: SealedRecord) -> None:
    """Write the passages of a page that has just been sealed, or that lost them."""
    Passage.objects.bulk_create(_rows(page), batch_size=_BATCH)


def _rows(page: SealedRecord) -> list[Passage]:
    record = json.loads(bytes(page.canonical))
    is_annex = "correction" in record
    day = local_day(page.sealed_at).isoformat() if is_annex else day_of(record)
    return [
        Passage(
            record=page,
            position=position,
            kind=wording.kind,
            cell_id=page.cell_id,
            day=day,
            folded=words_apart(wording.title, *wording.pieces),
        )
        for position, wording in enumerate(wordings(record))
    ]


def rebuild(cell: Unit) -> None:
    """Make the passages of a cell's book anew from its pages."""
    with transaction.atomic():
        Passage.objects.filter(cell=cell).delete()
        for page in SealedRecord.objects.filter(cell=cell).order_by("sequence").iterator():
            write(page)


def complete() -> int:
    """Write the passages of pages that have none, sealed before there was a search.

    Returns how many pages there were. Every page has at least one passage.
    """
    missing = list(
        SealedRecord.objects.filter(passages=None).order_by("pk").values_list("pk", flat=True)
    )
    for pk in missing:
        write(SealedRecord.objects.get(pk=pk))
    return len(missing)
