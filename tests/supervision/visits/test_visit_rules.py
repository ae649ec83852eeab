from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.supervision.rules.visits import LONGEST, Fault, Noted, faults

DAY = date(2026, 6, 3)
SLIP = Noted(day=DAY, came_at=time(19, 20))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({}, [], id="when he came is enough"),
        pytest.param({"left_at": time(21)}, [], id="left after"),
        pytest.param({"left_at": time(19, 20)}, [Fault.LEFT_BEFORE_COMING], id="left at once"),
        pytest.param({"day": DAY + timedelta(days=1)}, [Fault.AHEAD], id="tomorrow"),
        pytest.param({"present": 8, "must_attend": 8}, [], id="all came"),
        pytest.param(
            {"present": 9, "must_attend": 8}, [Fault.MORE_THAN_MUST_ATTEND], id="one too many"
        ),
        pytest.param({"present": 9}, [], id="nobody said how many must"),
        pytest.param(
            {"present": 3, "speakers": 4}, [Fault.MORE_SPEAKERS_THAN_PRESENT], id="who else spoke"
        ),
        pytest.param({"length_minutes": LONGEST}, [], id="a long evening"),
        pytest.param({"length_minutes": LONGEST + 1}, [Fault.TOO_LONG], id="too long"),
        pytest.param(
            {"follow_up": "Giúp ra nghị quyết"}, [Fault.FOLLOW_UP_WITHOUT_DAY], id="by when?"
        ),
        pytest.param({"follow_up_on": DAY}, [Fault.DAY_WITHOUT_FOLLOW_UP], id="what by then?"),
        pytest.param({"follow_up": "Giúp", "follow_up_on": DAY}, [], id="the same evening"),
        pytest.param(
            {"follow_up": "Giúp", "follow_up_on": DAY - timedelta(days=1)},
            [Fault.FOLLOW_UP_BEFORE_VISIT],
            id="before he came",
        ),
        pytest.param(
            {"left_at": time(7), "present": 2, "speakers": 3},
            [Fault.LEFT_BEFORE_COMING, Fault.MORE_SPEAKERS_THAN_PRESENT],
            id="everything that is wrong is said at once",
        ),
    ],
)
def test_what_cannot_be_in_a_slip(said: dict[str, Any], expected: list[Fault]) -> None:
    assert faults(replace(SLIP, **said), DAY) == expected


counts = st.none() | st.integers(0, 300)


@given(present=counts, must_attend=counts, speakers=counts)
def test_what_was_not_counted_is_never_a_fault(
    present: int | None, must_attend: int | None, speakers: int | None
) -> None:
    said = replace(SLIP, present=present, must_attend=must_attend, speakers=speakers)

    found = faults(said, DAY)

    in_order = [count for count in (speakers, present, must_attend) if count is not None]
    if present is None or in_order == sorted(in_order):
        assert found == []
    else:
        assert found != []
