"""What one whole meeting costs through the actions, and its papers."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from chibo.book import actions as book
from chibo.book.papers import minutes_paper
from chibo.book.record import Record, record_of
from chibo.documents.papers import Paper
from chibo.documents.pdf import compiler, to_pdf, words_of
from chibo.documents.word import to_word
from chibo.meetings.actions import ending, hold, opening, plan, prepare
from chibo.meetings.models import AgendaItem, Meeting
from chibo.people.models import Person
from chibo.units.models import Unit
from tests.factories.meetings import rules
from tests.factories.people import member, post
from tests.factories.units import unit

_LAPS = 20
_NOW = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def bench_whole_meeting() -> None:
    cell, people = _cell()
    times = []
    for month in range(12):
        before = time.perf_counter()
        meeting = _whole_meeting(cell, people, _NOW + timedelta(days=31 * month))
        times.append(time.perf_counter() - before)
    middle = 1000 * statistics.median(times)
    print(f"\none whole meeting through the actions: {middle:.0f} ms (limit 60 ms)")
    _papers(record_of(meeting, _NOW))


def _papers(record: Record) -> None:
    """Each lap sets minutes of its own: the typesetter remembers what it has set before."""
    papers = [_minutes(record, number) for number in range(3 * _LAPS)]
    typesetter = compiler()
    stamp = int(_NOW.timestamp())

    def set_alone(words: str) -> None:
        typesetter.compile(
            format="pdf", sys_inputs={"sheets": words}, pdf_standards="a-2b", timestamp=stamp
        )

    alone, whole, word = [], [], []
    for one, two, three in zip(*[iter(papers)] * 3, strict=True):
        alone.append(_seconds(partial(set_alone, words_of([one]))))
        whole.append(_seconds(partial(to_pdf, [two], created_at=_NOW)))
        word.append(_seconds(partial(to_word, three, created_at=_NOW)))
    least = statistics.median(alone)
    mine = statistics.median(whole)
    print(
        f"minutes as PDF: {1000 * mine:.1f} ms, {mine / least:.2f} x the typesetter alone "
        f"({1000 * least:.1f} ms; limit 2 x)"
    )
    print(f"minutes as DOCX: {1000 * statistics.median(word):.1f} ms (limit 60 ms)")


def _seconds(act: Callable[[], object]) -> float:
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


def _minutes(record: Record, number: int) -> Paper:
    items = [{**item, "conclusion": f"Nhất trí {number}."} for item in record["items"]]
    return minutes_paper({**record, "items": items}, draft=False)


def _cell() -> tuple[Unit, list[Person]]:
    rules()
    commune = unit("B", kind="commune", name="Đảng bộ xã B")
    cell = unit("B.01", name="bản Một", under=commune, place="B")
    people = [member(cell, f"Hà Văn Thứ {number}") for number in range(21)]
    post(people[0], cell, "secretary")
    return cell, people


def _whole_meeting(cell: Unit, people: list[Person], at: datetime) -> Meeting:
    """Eight items, each with a speech and a conclusion, twenty-one roll marks, sealed."""
    who: dict[str, Any] = {"by": "bench", "at": at}
    meeting = plan.plan_meeting(cell=cell, kind="regular", starts_at=at, place="nhà văn hóa", **who)
    for number in range(8):
        prepare.add_item(meeting_id=meeting.pk, title=f"Nội dung {number}", minutes=10, **who)
    prepare.send_notice(meeting_id=meeting.pk, **who)
    opening.open_meeting(meeting_id=meeting.pk, **who)
    opening.mark_rest_present(meeting_id=meeting.pk, **who)
    opening.seat(meeting_id=meeting.pk, chair=people[0], meeting_secretary=people[1], **who)
    items = meeting.items.filter(part=AgendaItem.Part.BODY, state=AgendaItem.State.PLANNED)
    for item in items.order_by("position"):
        hold.add_speech(item_id=item.pk, person=people[2], gist="Đồng ý, làm sớm.", **who)
        hold.conclude(item_id=item.pk, conclusion="Cả chi bộ nhất trí.", **who)
    who["at"] = at + timedelta(minutes=95)
    ending.read_back(
        meeting_id=meeting.pk,
        was_read=True,
        approved=True,
        reserved_opinions="",
        ended_at=who["at"],
        **who,
    )
    book.close_meeting(meeting_id=meeting.pk, **who)
    book.seal_meeting(meeting_id=meeting.pk, **who)
    return meeting
