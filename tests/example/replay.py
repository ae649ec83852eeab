"""Going back in a cell's year: what was known when each page of its book was sealed."""

import json
from collections.abc import Iterator
from typing import Any

from chibo.base.time import local_day
from chibo.book.models import SealedRecord
from chibo.book.record import record_of
from chibo.resolutions.models import Extension, Result, Task
from chibo.units.models import Unit

Record = dict[str, Any]

# What sealing adds to the record of a meeting.
_BOOK = ("format", "kind", "sequence", "previous", "sealed_at", "sealed_by")


def pages_and_records(cell: Unit) -> Iterator[tuple[Record, Record]]:
    """Yield each sealed page and what `record_of` says of its meeting, last to first.

    Undoes on the way what came later, so wants a transaction that is rolled back.
    """
    pages = SealedRecord.objects.filter(cell=cell).order_by("-sequence")
    for page in pages.select_related("meeting__cell", "meeting__term"):
        _forget_after(cell, page)
        sealed = json.loads(bytes(page.canonical))
        page_record = {key: value for key, value in sealed.items() if key not in _BOOK}
        yield page_record, json.loads(json.dumps(record_of(page.meeting, page.sealed_at)))


def _forget_after(cell: Unit, page: SealedRecord) -> None:
    day = local_day(page.sealed_at)
    Result.objects.filter(task__cell=cell, reported_on__gt=day).delete()
    Task.objects.filter(cell=cell, done_on__gt=day).update(done_on=None)
    later = Extension.objects.filter(task__cell=cell, given_at__gt=page.sealed_at)
    for extension in later.order_by("-given_at", "-pk"):
        Task.objects.filter(pk=extension.task_id).update(due_on=extension.before)
    later.delete()
