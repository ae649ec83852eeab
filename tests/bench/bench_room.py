"""The offline room: what it weighs, how fast it folds, how many devices it hears."""

import gzip
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chibo.quality.loading import load_sheets
from chibo.room.actions import documents
from chibo.room.actions.folding import fold
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import Village
from tests.factories.phones import NEXT_DAY, Phone

BUILT = Path(__file__).resolve().parents[2] / "chibo/base/static/built"
BY: dict[str, Any] = {"by": "thuky", "at": NEXT_DAY}

pytestmark = pytest.mark.django_db(transaction=True)


def bench_the_room_weighs_little() -> None:
    sizes = {
        name: len(gzip.compress((BUILT / name).read_bytes(), 9))
        for name in ("room.js", "chibo.css")
    }
    print(f"\nroom, packed: {sizes}, together {sum(sizes.values()) / 1000:.0f} kB (at most 150)")


def bench_folding_sixty_members() -> None:
    village = made.village()
    load_sheets()
    others = [factories.member(village.cell, f"Nguyễn Văn {number}") for number in range(50)]
    times, again = [], []
    for number in range(5):
        meeting = made.planned(village, made.JUNE + timedelta(days=31 * number))
        document = documents.begin(meeting=meeting, **BY)
        phone = _evening(village, meeting, others)
        documents.receive(document_id=document.pk, data=phone.sent(), device=None, **BY)
        times.append(_timed(lambda: fold(document_id=document.pk, **BY)))  # noqa: B023
        assert not document.open_points.exists()
        again.append(_timed(lambda: fold(document_id=document.pk, **BY)))  # noqa: B023
    print(
        f"\nfolding 60 members: {statistics.median(times):.0f} ms the first time, "
        f"{statistics.median(again):.0f} ms when nothing is new (at most 50)"
    )


def bench_hearing_check_ins() -> None:
    village = made.village()
    meeting = made.planned(village)
    document = documents.begin(meeting=meeting, **BY)
    times = []
    phone = Phone()
    for number in range(200):
        before = phone.doc.get_state()
        phone.mark(village.plain[number % 4])
        part = phone.doc.get_update(before)
        times.append(
            _timed(
                lambda: documents.receive(document_id=document.pk, data=part, device=None, **BY)  # noqa: B023
            )
        )
    times.sort()
    print(
        f"\ntaking in a check-in: median {statistics.median(times):.1f} ms, "
        f"p95 {times[int(len(times) * 0.95)]:.1f} ms, one after the other in one process"
    )


def _evening(village: Village, meeting: Any, others: list[Any]) -> Phone:
    phone = Phone()
    phone.open()
    for person in (*village.committee, *village.plain, village.probationary, *others):
        phone.mark(person)
    phone.seat(village.secretary, village.third)
    for item in made.content(meeting):
        for person in village.plain:
            phone.speech(item, person, "Đồng ý với ý kiến của đồng chí bí thư.")
        phone.vote(item, 40)
        phone.task(item, village.plain[0], "2027-01-20")
    phone.finish(meeting)
    for key, points in (("3.1", "5"), ("3.2", "4"), ("4.2", "20.5"), ("4.3", "8")):
        value = {"points": points, "level": "", "passed": None, "because": ""}
        phone.decide(f"score/{key}", value)
    return phone


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
