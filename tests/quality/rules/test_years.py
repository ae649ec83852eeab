from datetime import date

import pytest

from chibo.quality.rules.evidence import YearEvidence
from chibo.quality.rules.years import (
    is_over,
    meeting_of_year,
    months_due,
    months_of_quarter,
    months_to_come,
    within,
)
from tests.factories.evidence import a_meeting, reviewed, roll

LONG_AGO = date(1990, 1, 1)
ALL = tuple(range(1, 13))


@pytest.mark.parametrize(
    ("since", "until", "today", "met", "due"),
    [
        pytest.param(LONG_AGO, None, date(2027, 3, 1), (), ALL, id="a year that is over"),
        pytest.param(LONG_AGO, None, date(2026, 3, 31), (), (1, 2), id="March is not over"),
        pytest.param(LONG_AGO, None, date(2026, 4, 1), (), (1, 2, 3), id="now it is"),
        pytest.param(LONG_AGO, None, date(2026, 1, 31), (1,), (), id="met, and still not due"),
        pytest.param(date(2026, 9, 1), None, date(2027, 1, 1), (), (9, 10, 11, 12), id="founded"),
        pytest.param(date(2026, 9, 2), None, date(2027, 1, 1), (), (10, 11, 12), id="a day later"),
        pytest.param(date(2026, 9, 2), None, date(2027, 1, 1), (9,), (9, 10, 11, 12), id="but met"),
        pytest.param(LONG_AGO, date(2026, 7, 1), date(2027, 1, 1), (), ALL[:6], id="merged"),
        pytest.param(LONG_AGO, date(2026, 7, 20), date(2027, 1, 1), (), ALL[:6], id="in July"),
        pytest.param(LONG_AGO, date(2026, 7, 20), date(2027, 1, 1), (7,), ALL[:7], id="having met"),
        pytest.param(date(2027, 1, 1), None, date(2028, 1, 1), (), (), id="founded after it"),
        pytest.param(LONG_AGO, date(2026, 1, 1), date(2027, 1, 1), (), (), id="ended before it"),
    ],
)
def test_the_months_in_which_a_meeting_was_due(
    since: date, until: date | None, today: date, met: tuple[int, ...], due: tuple[int, ...]
) -> None:
    assert months_due(2026, since=since, until=until, today=today, met=met) == due


@pytest.mark.parametrize(
    ("until", "today", "met", "to_come"),
    [
        pytest.param(None, date(2026, 10, 15), (), (10, 11, 12), id="this month too"),
        pytest.param(None, date(2026, 10, 15), (10,), (11, 12), id="unless it was held"),
        pytest.param(date(2026, 12, 1), date(2026, 10, 15), (), (10, 11), id="not after its end"),
        pytest.param(None, date(2027, 1, 1), (), (), id="nothing of a year that is over"),
    ],
)
def test_the_months_still_to_come(
    until: date | None, today: date, met: tuple[int, ...], to_come: tuple[int, ...]
) -> None:
    assert months_to_come(2026, since=LONG_AGO, until=until, today=today, met=met) == to_come


@pytest.mark.parametrize(
    ("until", "today", "over"),
    [
        (None, date(2026, 12, 31), False),
        (None, date(2027, 1, 1), True),
        (date(2026, 7, 1), date(2026, 6, 30), False),
        (date(2026, 7, 1), date(2026, 7, 1), True),
        (date(2027, 7, 1), date(2026, 12, 31), False),
    ],
)
def test_a_year_is_over_with_the_calendars_or_with_the_cell(
    until: date | None, today: date, over: bool
) -> None:
    assert is_over(2026, until=until, today=today) is over


def test_a_meeting_of_the_year_is_read_as_its_measures_read_it() -> None:
    of = a_meeting(roll=roll(present=20, excused=2, unexcused=1), reviewed=reviewed(done=3, of=4))

    found = meeting_of_year("key", 3, of)

    assert (found.must_attend, found.attended, found.unexcused) == (23, 20, 1)
    assert [line.name for line in found.excused] == ["Người 21", "Người 22"]
    assert (found.tasks_due, found.tasks_done, found.on_planned_day) == (4, 3, True)
    assert (found.month, found.held_on) == (3, date(2026, 3, 3))


def test_a_part_of_a_year_is_its_months_and_meetings() -> None:
    meetings = tuple(meeting_of_year(str(month), month, a_meeting()) for month in (1, 4, 5))

    found = within(YearEvidence(2026, (1, 2, 3, 4), meetings), months_of_quarter(2))

    assert (found.months, [one.key for one in found.meetings]) == ((4,), ["4", "5"])
