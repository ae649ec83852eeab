"""What is next with a meeting, and by when."""

from datetime import date

import pytest

from chibo.desk.rules import Due, Duty, MeetingDeadlines, meeting_duty

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
