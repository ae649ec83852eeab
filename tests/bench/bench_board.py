"""What the board costs: against a bare page of the same rows and size, and with more attendance."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import world
from tests.bench.bench_pages import _sign_in
from tests.bench.servers import cost, serving

# Written past the actions: about ten times as many lines of the roll, for the same meetings.
_MORE_ROLLS = """
from django.db import connection
from chibo.meetings.models import RollMark
before = RollMark.objects.count()
with connection.cursor() as cursor:
    cursor.execute(
        "INSERT OR IGNORE INTO meetings_rollmark (id, meeting_id, person_id, mark, reason)"
        " SELECT lower(hex(randomblob(16))), meeting.id, person.id, 'excused', ''"
        " FROM meetings_meeting AS meeting JOIN people_person AS person"
        " ON (person.id + meeting.rowid) % 22 = 0"
    )
    cursor.execute("ANALYZE")
print(before, RollMark.objects.count())
"""
_PAGES = {
    "board of a province": "/reports/board/TH/",
    "its quarter": "/reports/board/TH/?span={quarter}",
    "all its cells": "/reports/board/TH/cells/",
    "board of a commune": "/reports/board/TT/",
}
_QUARTER = (
    "from django.utils import timezone; from chibo.quality.rules.spans import around;"
    "print(around(timezone.localdate(), 3).key)"
)


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as directory:
        world.load(Path(directory))
        yield Path(directory)


def bench_the_board(home: Path) -> None:
    costs = _measured(home)
    before, after = map(int, world.ask(home, _MORE_ROLLS).split())
    print(f"\nlines of the roll: {before:,}, then {after:,}, {after / before:.1f} times as many")
    for name, more in _measured(home).items():
        print(
            f"{name}: {more / costs[name]:.2f} x what it cost before, by the bare page (limit 1.2)"
        )


def _measured(home: Path) -> dict[str, float]:
    """Print what each page costs; return what it costs made anew, in bare pages.

    The bare page is asked right after each: a busy machine slows both alike.
    """
    quarter = world.ask(home, _QUARTER)
    found = {}
    with (
        serving("tests.bench.floor.wsgi:application", home) as floor,
        serving("chibo.wsgi:application", home) as server,
    ):
        cookie = _sign_in(server, "bantochuc")
        for name, path in _PAGES.items():
            address = path.format(quarter=quarter)
            anew, size = cost(server, address, cookie=cookie, requests=60, differing=True)
            again, _same = cost(server, address, cookie=cookie, requests=60)
            bare, _padded = cost(floor, f"/board/{size}/", requests=60)
            found[name] = anew / bare
            print(
                f"\n{name}: {anew / bare:.2f} x a bare page of {size:,} bytes (limit 2), made anew "
                f"{1000 * anew:.1f} ms, kept {1000 * again:.1f} ms, bare {1000 * bare:.1f} ms"
            )
    return found
