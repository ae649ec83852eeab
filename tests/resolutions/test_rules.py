"""How a task stands, when it returns, and how amounts read."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.resolutions import rules
from chibo.resolutions.rules import TaskFacts, TaskState

DUE = date(2026, 6, 20)
days = st.integers(-30, 30).map(lambda count: DUE + timedelta(days=count))
tasks = st.builds(TaskFacts, due_on=days, done_on=st.none() | days, dropped=st.booleans())


@pytest.mark.parametrize(
    ("task", "day", "state", "returns"),
    [
        pytest.param(TaskFacts(DUE), 0, TaskState.OPEN, True, id="on its due day"),
        pytest.param(TaskFacts(DUE), -1, TaskState.OPEN, False, id="a day before"),
        pytest.param(TaskFacts(DUE), 1, TaskState.LATE, True, id="a day late"),
        pytest.param(TaskFacts(DUE, done_on=DUE), 0, TaskState.DONE, False, id="done in time"),
        pytest.param(
            TaskFacts(DUE, done_on=DUE + timedelta(days=9)), 9, TaskState.DONE, False, id="done late"
        ),
        pytest.param(
            TaskFacts(DUE, done_on=DUE + timedelta(days=9)), 5, TaskState.LATE, False,
            id="late on a day before it was done",
        ),
        pytest.param(TaskFacts(DUE, dropped=True), 5, TaskState.DROPPED, False, id="dropped"),
        pytest.param(
            TaskFacts(DUE, done_on=DUE, dropped=True), 5, TaskState.DONE, False, id="done, then let go"
        ),
    ],
)  # fmt: skip
def test_how_a_task_stands(task: TaskFacts, day: int, state: TaskState, returns: bool) -> None:
    on = DUE + timedelta(days=day)

    assert rules.state_of(task, on) is state
    assert rules.returns_to_agenda(task, on) is returns


@given(tasks, days)
def test_what_returns_is_neither_finished_nor_due_later(task: TaskFacts, day: date) -> None:
    if rules.returns_to_agenda(task, day):
        assert task.due_on <= day
        assert rules.state_of(task, day) in (TaskState.OPEN, TaskState.LATE)


@given(tasks, days)
def test_once_it_returns_it_returns_to_every_meeting_after(task: TaskFacts, day: date) -> None:
    if rules.returns_to_agenda(task, day):
        assert rules.returns_to_agenda(task, day + timedelta(days=31))


@pytest.mark.parametrize(
    ("done", "of", "share"),
    [
        ("250", "400", "0.625"), ("0", "400", "0"), ("400", "400", "1"), ("500", "400", "1"),
        ("-5", "400", "0"), ("5", "0", "0"), ("0", "0", "0"),
    ],
)  # fmt: skip
def test_how_much_of_an_amount_is_done(done: str, of: str, share: str) -> None:
    assert rules.share_done(Decimal(done), Decimal(of)) == Decimal(share)


@given(st.decimals(-10, 10**6, places=2), st.decimals(-10, 10**6, places=2))
def test_a_share_lies_between_nothing_and_all(done: Decimal, of: Decimal) -> None:
    assert 0 <= rules.share_done(done, of) <= 1


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("400.00", "400"), ("2.50", "2,5"), ("0", "0"), ("0.00", "0"), ("1000", "1000"),
        ("0.05", "0,05"), ("12345678.90", "12345678,9"),
    ],
)  # fmt: skip
def test_amounts_are_written_as_people_write_them(amount: str, written: str) -> None:
    assert rules.plain(Decimal(amount)) == written


@given(st.decimals(0, 10**8, places=2))
def test_no_amount_is_lost_in_writing(amount: Decimal) -> None:
    assert Decimal(rules.plain(amount).replace(",", ".")) == amount
