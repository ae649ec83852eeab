"""What is next with a meeting, and by when."""

from datetime import date, timedelta

import pytest

from chibo.desk.rules import (
    Due,
    Duty,
    MeetingDeadlines,
    days_without_backup,
    meeting_duty,
    room_needed,
)

DAY = date(2026, 6, 3)


@pytest.mark.parametrize(
    ("state", "notice", "seal", "what", "by"),
    [
        pytest.param("planned", 3, 2, Due.NOTICE, date(2026, 5, 31), id="notice before"),
        pytest.param("planned", None, 2, Due.NOTICE, date(2026, 6, 2), id="nobody set a deadline"),
        pytest.param("planned", 0, 2, Due.NOTICE, DAY, id="notice on the day"),
        pytest.param("noticed", 3, 2, Due.MEET, DAY, id="meet"),
        pytest.param("held", 3, 2, Due.CLOSE, DAY, id="close"),
        pytest.param("closed", 3, 2, Due.SEAL, date(2026, 6, 5), id="seal after"),
        pytest.param("closed", 3, None, Due.SEAL, DAY, id="seal, nobody set a deadline"),
    ],
)
def test_the_next_thing_to_do(
    state: str, notice: int | None, seal: int | None, what: Due, by: date
) -> None:
    assert meeting_duty(MeetingDeadlines("k", state, DAY, notice, seal)) == Duty(what, by, "k")


@pytest.mark.parametrize("state", ["sealed", "cancelled"])
def test_nothing_is_left_of_what_is_in_the_book_or_called_off(state: str) -> None:
    assert meeting_duty(MeetingDeadlines("k", state, DAY, 3, 2)) is None


@pytest.mark.parametrize(
    ("last", "first", "expected"),
    [
        pytest.param(None, None, None, id="nothing was ever written"),
        pytest.param(None, 7, None, id="a week old, and never"),
        pytest.param(None, 8, 8, id="older, and never"),
        pytest.param(7, 100, None, id="a week ago"),
        pytest.param(8, 100, 8, id="longer ago"),
    ],
)
def test_how_long_nothing_was_backed_up(
    last: int | None, first: int | None, expected: int | None
) -> None:
    days = [None if ago is None else DAY - timedelta(days=ago) for ago in (last, first)]

    assert days_without_backup(days[0], days[1], DAY) == expected


def test_room_for_a_backup_is_twice_the_database_and_some() -> None:
    assert room_needed(80_000_000) == 660_000_000
