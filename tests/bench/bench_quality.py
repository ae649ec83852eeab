"""What scoring costs: one meeting by a long sheet, a year of the example world, and its board."""

import tempfile
import time
from pathlib import Path

from chibo.quality.rules.reading import read
from chibo.quality.rules.scoring import score
from chibo.quality.rules.sheets import Sheet
from chibo.quality.shipped import shipped
from tests.bench import world
from tests.factories.evidence import a_meeting

_LAPS = 200
_YEAR = (
    "import time;"
    "from chibo.meetings.models import Meeting;"
    "from chibo.quality.management.commands.score import spread_of;"
    "year = Meeting.objects.filter(state='sealed').order_by('-month').first().month.year;"
    "before = time.perf_counter(); found = spread_of(year);"
    "print(sum(found.values()), time.perf_counter() - before)"
)

_BOARD = (
    "import time; from django.utils import timezone;"
    "from chibo.people.models import Account; from chibo.units.models import Unit;"
    "from chibo.quality.queries.board import board_of;"
    "from chibo.quality.rules.spans import around;"
    "who, top = Account.objects.get(username='bantochuc'), Unit.objects.get(code='TH');"
    "today = timezone.localdate(); before = time.perf_counter();"
    "found = board_of(who, top, around(today, 12), today);"
    "print(len(found.cells), found.tally.due, time.perf_counter() - before)"
)


def _long_sheet() -> Sheet:
    """The sheet of An Phú and twelve more criteria: forty."""
    more = "\n".join(
        f"""      - criterion: "9.{number}"
        title: Tiêu chí {number}
        kind: bands
        points: 1
        measure: attendance
        bands:
          - {{when: ">= 90", points: 1}}
          - {{when: "< 90", points: 0}}"""
        for number in range(12)
    )
    text = shipped()["an-phu-2025"].replace("total: 100", "total: 112")
    group = f"""  - group: "9"
    title: Thêm
    points: 12
    criteria:
{more}
"""
    return read(text + group).sheet


def bench_one_meeting() -> None:
    sheet, evidence = _long_sheet(), a_meeting()
    assert len(sheet.criteria) == 40
    score(sheet, evidence)
    before = time.perf_counter()
    for _lap in range(_LAPS):
        score(sheet, evidence)
    each = 1000 * (time.perf_counter() - before) / _LAPS
    print(f"\none meeting by forty criteria: {each:.2f} ms (limit 10 ms)")


def bench_a_year() -> None:
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as directory:
        world.load(Path(directory))
        meetings, seconds = world.ask(Path(directory), _YEAR).split()
        print(f"\na year of {meetings} meetings scored anew: {float(seconds):.1f} s (limit 10 s)")


def bench_a_board() -> None:
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as directory:
        world.load(Path(directory))
        cells, months, seconds = world.ask(Path(directory), _BOARD).split()
        print(
            f"\na year's board of {cells} cells, {months} months: {1000 * float(seconds):.0f} ms "
            "(limit 500 ms)"
        )
