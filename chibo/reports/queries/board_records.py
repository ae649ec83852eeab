"""The sealed records behind one cell's months; a board of many cells does not ask for them."""

import uuid
from collections.abc import Sequence
from datetime import date

from chibo.book.models import SealedRecord
from chibo.meetings.models import Meeting
from chibo.units.models import Unit


def minutes_of(cell: Unit, months: Sequence[date]) -> dict[date, uuid.UUID]:
    """Return the regular meetings of a cell's months whose minutes are in the book, by month."""
    rows = SealedRecord.objects.filter(
        cell=cell,
        kind=SealedRecord.Kind.MEETING,
        meeting__kind=Meeting.Kind.REGULAR,
        meeting__month__in=months,
    )
    return dict(rows.order_by("sequence").values_list("meeting__month", "meeting"))
