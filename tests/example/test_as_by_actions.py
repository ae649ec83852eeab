"""What is made in bulk equals what the actions of the rooms would have made."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F, Q

from chibo.book import actions as book
from chibo.book import facts, passages
from chibo.book.models import MonthlyFacts, Passage, SealedRecord
from chibo.example.places import MAY, NGAM, WITHOUT_COMMITTEE
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.queries import next_open
from chibo.resolutions.actions import carry_over
from chibo.resolutions.models import Resolution
from chibo.units.models import Unit
from tests.example.replay import pages_and_records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

_CELLS = pytest.mark.parametrize("code", [MAY, NGAM, WITHOUT_COMMITTEE])


def test_the_books_are_whole(world: datetime) -> None:
    out = StringIO()

    call_command("book", "verify", stdout=out)

    assert out.getvalue().endswith(" records checked, 0 findings\n")
    assert SealedRecord.objects.count() > 40


@_CELLS
def test_every_page_says_what_the_book_would_have_written_then(code: str) -> None:
    pairs = list(pages_and_records(Unit.objects.get(code=code)))

    assert len(pairs) > 10
    for sealed, record in pairs:
        assert sealed == record


@_CELLS
def test_closing_and_sealing_by_hand_gives_the_same_bytes(code: str) -> None:
    page = SealedRecord.objects.filter(cell__code=code).latest("sequence")
    next(pages_and_records(page.cell))
    meeting, sealed, closed_at = page.meeting, bytes(page.canonical), page.meeting.closed_at
    page.delete()
    _open_again(meeting)

    assert closed_at is not None
    book.close_meeting(meeting_id=meeting.pk, by=page.sealed_by, at=closed_at)
    again = book.seal_meeting(meeting_id=meeting.pk, by=page.sealed_by, at=page.sealed_at)

    assert bytes(again.canonical) == sealed
    assert again.sha256 == page.sha256


def _open_again(meeting: Meeting) -> None:
    """Put a meeting back to where its minutes were read and approved."""
    Meeting.objects.filter(pk=meeting.pk).update(
        state="held", closed_at=None, minutes_number=None, term=None
    )
    Resolution.objects.filter(meeting=meeting).update(number=None, term=None, vote=None)


@pytest.mark.parametrize("code", [MAY, NGAM])
def test_the_next_agenda_is_what_carrying_over_brings(code: str, world: datetime) -> None:
    meeting = next_open(Unit.objects.get(code=code))
    assert meeting is not None
    carried = Q(reason__in=["review", "unfinished", "proposal"])
    items = AgendaItem.objects.filter(carried, meeting=meeting)
    before = _shown(meeting, carried)
    items.delete()

    carry_over(meeting_id=meeting.pk, by="bithu", at=world)

    assert before
    assert _shown(meeting, carried) == before


def _shown(meeting: Meeting, which: Q) -> list[tuple[object, ...]]:
    rows = AgendaItem.objects.filter(which, meeting=meeting).order_by("position")
    return list(
        rows.values_list(
            "title", "part", "minutes", "presenter", "reason", "reason_facts", "origin_key"
        )
    )


@_CELLS
def test_facts_are_those_of_the_pages(code: str) -> None:
    cell = Unit.objects.get(code=code)
    fields = [field.name for field in MonthlyFacts._meta.fields if field.name not in ("id", "cell")]
    before = list(MonthlyFacts.objects.filter(cell=cell).order_by("month").values(*fields))

    facts.rebuild(cell)

    assert before
    assert list(MonthlyFacts.objects.filter(cell=cell).order_by("month").values(*fields)) == before


@_CELLS
def test_what_can_be_found_is_what_the_pages_say(code: str) -> None:
    cell = Unit.objects.get(code=code)
    fields = ["record", "position", "kind", "day", "folded"]
    before = list(Passage.objects.filter(cell=cell).order_by("record", "position").values(*fields))

    passages.rebuild(cell)

    assert before
    assert (
        list(Passage.objects.filter(cell=cell).order_by("record", "position").values(*fields))
        == before
    )


def test_numbers_run_through_the_term_without_a_gap(world: datetime) -> None:
    for code in (MAY, NGAM):
        meetings = Meeting.objects.filter(cell__code=code, minutes_number__isnull=False)
        numbers = list(meetings.order_by("starts_at").values_list("minutes_number", flat=True))

        assert numbers == list(range(1, len(numbers) + 1))


def test_nothing_is_written_before_it_happened(world: datetime) -> None:
    assert not SealedRecord.objects.filter(sealed_at__gt=world).exists()
    assert not SealedRecord.objects.filter(sealed_at__lt=F("meeting__ended_at")).exists()
    assert not Meeting.objects.filter(opened_at__gt=world).exists()
    first = Meeting.objects.order_by("month").values_list("month", flat=True)[0]
    assert first == date(2025, 12, 1)
