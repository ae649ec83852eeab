"""The day proposed, who sits in the room, what a vote is counted on, what minutes still lack."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.calendar import holiday_name, tet
from chibo.meetings import rules
from chibo.meetings.rules import (
    BadCount,
    Gap,
    ItemFacts,
    MeetingFacts,
    Missing,
    Presence,
    ProposedDay,
)
from chibo.people.rules import Class, Member, Place, Threshold, may_vote

BEGUN = datetime(2026, 6, 3, 12, 30, tzinfo=UTC)
HALF = Threshold(Fraction(1, 2), or_equal=False)
TWO_THIRDS = Threshold(Fraction(2, 3), or_equal=True)


def at(minute: int) -> datetime:
    return BEGUN + timedelta(minutes=minute)


def never(_: date) -> str:
    return ""


@pytest.mark.parametrize(
    ("month", "own", "day", "moved_by"),
    [
        pytest.param(date(2026, 6, 1), 3, date(2026, 6, 3), "", id="a Wednesday stays"),
        pytest.param(date(2026, 10, 1), 3, date(2026, 10, 5), "weekend", id="Saturday to Monday"),
        pytest.param(date(2026, 5, 1), 3, date(2026, 5, 4), "weekend", id="Sunday to Monday"),
        pytest.param(
            date(2026, 9, 1), 2, date(2026, 9, 3), holiday_name(date(2026, 9, 2)),
            id="National Day to the day after",
        ),
        pytest.param(
            date(2026, 2, 1), 17, date(2026, 2, 23), "Tết Nguyên đán", id="the first day of Tết"
        ),
        pytest.param(
            date(2025, 1, 1), 28, date(2025, 1, 24), "Tết Nguyên đán",
            id="Tết reaches over the month's end: before it",
        ),
        pytest.param(
            date(2026, 2, 1), 28, date(2026, 2, 27), "weekend",
            id="the last Saturday of February: the Friday before",
        ),
    ],
)  # fmt: skip
def test_the_day_proposed_is_the_own_day_or_the_next_working_day(
    month: date, own: int, day: date, moved_by: str
) -> None:
    found = rules.proposed_day(month, own, holiday_name)

    assert found == ProposedDay(day, month.replace(day=own), moved_by)


months = st.dates(date(2010, 1, 1), date(2060, 12, 31)).map(lambda day: day.replace(day=1))


@given(months, st.integers(1, 28))
def test_the_day_proposed_never_leaves_its_month_and_is_never_a_day_off(
    month: date, own: int
) -> None:
    found = rules.proposed_day(month, own, holiday_name)

    assert found.day.replace(day=1) == month
    assert found.day.weekday() < 5
    assert holiday_name(found.day) == ""
    assert (found.moved_by == "") is (found.day == found.own_day)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        pytest.param(date(2026, 11, 27), date(2026, 11, 27), id="a Friday stays"),
        pytest.param(date(2026, 11, 28), date(2026, 11, 30), id="Saturday to Monday"),
        pytest.param(date(2026, 2, 17), date(2026, 2, 23), id="Tết to the day after it"),
        pytest.param(date(2026, 5, 30), date(2026, 5, 30), id="no working day is left in May"),
    ],
)
def test_once_the_own_day_is_past_the_next_working_day_of_the_month_is_proposed(
    today: date, day: date
) -> None:
    assert rules.late_day(today, holiday_name) == day


@given(months, st.integers(1, 28))
def test_no_working_day_between_is_passed_over(month: date, own: int) -> None:
    found = rules.proposed_day(month, own, never)
    first, last = sorted((found.day, found.own_day))

    between = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    assert [day for day in between if day.weekday() < 5 and day != found.day] == []


@given(st.integers(2000, 2090))
def test_no_cell_is_called_together_at_tet(year: int) -> None:
    first = tet(year)
    for own in (first.day, (first + timedelta(days=1)).day):
        if own > 28:
            continue
        found = rules.proposed_day(first.replace(day=1), own, holiday_name).day
        assert not first - timedelta(days=2) <= found < first + timedelta(days=5)


def test_who_sits_in_the_room_at_a_moment() -> None:
    presences = [Presence(1, at(0), None), Presence(2, at(10), at(60)), Presence(3, at(90), None)]

    assert rules.present_at(presences, at(-1)) == set()
    assert rules.present_at(presences, at(0)) == {1}
    assert rules.present_at(presences, at(10)) == {1, 2}
    assert rules.present_at(presences, at(60)) == {1}
    assert rules.present_at(presences, at(90)) == {1, 3}


@st.composite
def presences(draw: st.DrawFn) -> Presence:
    arrived = draw(st.integers(0, 100))
    stays = draw(st.none() | st.integers(0, 100))
    left = None if stays is None else at(arrived + stays)
    return Presence(draw(st.integers(1, 5)), at(arrived), left)


@given(st.lists(presences()), st.integers(0, 250))
def test_a_person_is_present_exactly_while_some_stay_of_his_lasts(
    stays: list[Presence], minute: int
) -> None:
    found = rules.present_at(stays, at(minute))

    for person in range(1, 6):
        own = [stay for stay in stays if stay.person_id == person]
        inside = [stay.arrived <= at(minute) < (stay.left or at(9999)) for stay in own]
        assert (person in found) is any(inside)


cells = st.lists(
    st.builds(
        Member,
        person_id=st.integers(1, 30),
        klass=st.sampled_from(Class),
        place=st.sampled_from(Place),
        exempt=st.booleans(),
        suspended=st.booleans(),
    ),
    max_size=20,
    unique_by=lambda member: member.person_id,
)


@pytest.mark.parametrize(
    ("threshold", "present", "base", "needed", "voters"),
    [
        pytest.param(HALF, {1, 2, 3, 4}, 4, 3, 3, id="the probationary member has no vote"),
        pytest.param(HALF, {1, 2}, 4, 3, 2, id="the absent stay in the base"),
        pytest.param(HALF, set(), 4, 3, 0, id="nobody came"),
        pytest.param(HALF, {1, 2, 6}, 5, 3, 3, id="an exempt member who comes has his vote"),
        pytest.param(TWO_THIRDS, {1, 2, 3}, 4, 3, 3, id="two thirds of 4 are 3"),
        pytest.param(HALF, {1, 2, 3, 99}, 4, 3, 3, id="a stranger in the room"),
    ],
)
def test_what_a_vote_is_counted_on(
    threshold: Threshold, present: set[int], base: int, needed: int, voters: int
) -> None:
    cell = [Member(1), Member(2), Member(3), Member(4, klass=Class.PROBATIONARY), Member(5)]
    cell.append(Member(6, exempt=True))

    assert rules.poll(cell, present, threshold) == rules.Poll(base, needed, voters)


@given(cells, st.sets(st.integers(1, 30)))
def test_no_more_can_vote_than_are_counted_and_each_voter_present_can(
    cell: list[Member], present: set[int]
) -> None:
    poll = rules.poll(cell, present, HALF)

    voters = {member.person_id for member in cell if may_vote(member)}
    assert poll.voters_present == len(voters & present) <= poll.base
    assert poll.needed == poll.base // 2 + 1


@pytest.mark.parametrize(
    ("counts", "problem"),
    [
        pytest.param((7, 0, 0), None, id="all"),
        pytest.param((0, 0, 0), None, id="nobody raised a hand"),
        pytest.param((3, 2, 1), None, id="fewer than present"),
        pytest.param((4, 2, 1), None, id="exactly those present"),
        pytest.param((8, 0, 0), BadCount.MORE_THAN_PRESENT, id="one too many"),
        pytest.param((4, 2, 2), BadCount.MORE_THAN_PRESENT, id="one too many in all"),
        pytest.param((-1, 0, 0), BadCount.NEGATIVE, id="less than nothing"),
        pytest.param((9, -2, 0), BadCount.NEGATIVE, id="negative though the sum fits"),
    ],
)
def test_counted_votes_that_cannot_be(
    counts: tuple[int, int, int], problem: BadCount | None
) -> None:
    in_favour, against, other = counts

    assert (
        rules.count_problem(in_favour=in_favour, against=against, other=other, voters_present=7)
        is problem
    )


DONE = ItemFacts("1", "Nạo vét", has_conclusion=True, needs_vote=False, has_vote=False)


def facts(**more: object) -> MeetingFacts:
    """Return a meeting that lacks nothing, but for what is given."""
    whole: dict[str, object] = {
        "has_chair": True, "has_meeting_secretary": True, "uncalled": (), "present": 8,
        "needed": None, "items": (DONE,), "unvoted_resolution": "", "read_back": True,
        "approved": True,
    }  # fmt: skip
    return MeetingFacts(**{**whole, **more})  # type: ignore[arg-type]  # the fields just above


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"items": ()}, [], id="a meeting without content has nothing to conclude"),
        pytest.param({"has_chair": False}, [Gap(Missing.CHAIR)], id="chair"),
        pytest.param(
            {"has_meeting_secretary": False}, [Gap(Missing.MEETING_SECRETARY)], id="minute-taker"
        ),
        pytest.param(
            {"uncalled": (("7", "Ún"), ("8", "Sềnh"))},
            [Gap(Missing.UNCALLED, "7", "Ún"), Gap(Missing.UNCALLED, "8", "Sềnh")],
            id="two not called",
        ),
        pytest.param({"needed": 9}, [Gap(Missing.QUORUM, name="8/9")], id="one short"),
        pytest.param({"needed": 8}, [], id="just enough"),
        pytest.param(
            {"items": (ItemFacts("2", "Bầu", has_conclusion=True, needs_vote=True, has_vote=False),)},
            [Gap(Missing.VOTE, "2", "Bầu")],
            id="an item that needs a vote",
        ),
        pytest.param(
            {"items": (ItemFacts("2", "Gặt", has_conclusion=False, needs_vote=False, has_vote=True),)},
            [Gap(Missing.CONCLUSION, "2", "Gặt")],
            id="an item without a conclusion",
        ),
        pytest.param(
            {"unvoted_resolution": "9"}, [Gap(Missing.RESOLUTION_VOTE, "9")], id="a draft not voted on"
        ),
        pytest.param({"read_back": False}, [Gap(Missing.READ_BACK)], id="not read back"),
        pytest.param({"approved": False}, [Gap(Missing.APPROVED)], id="not approved"),
    ],
)  # fmt: skip
def test_each_thing_missing_is_named(more: dict[str, object], missing: list[Gap]) -> None:
    assert rules.gaps(facts(**more)) == missing


def everything_missing(**more: object) -> MeetingFacts:
    item = ItemFacts("2", "Bầu", has_conclusion=False, needs_vote=True, has_vote=False)
    return facts(
        **{
            "has_chair": False, "has_meeting_secretary": False, "uncalled": (("7", "Ún"),),
            "present": 1, "needed": 6, "items": (item,), "unvoted_resolution": "9",
            "read_back": False, "approved": False, **more,
        }
    )  # fmt: skip


def test_what_is_missing_comes_in_the_order_to_fill_it() -> None:
    assert [gap.what for gap in rules.gaps(everything_missing())] == [
        Missing.CHAIR,
        Missing.MEETING_SECRETARY,
        Missing.UNCALLED,
        Missing.QUORUM,
        Missing.VOTE,
        Missing.CONCLUSION,
        Missing.RESOLUTION_VOTE,
        Missing.READ_BACK,
        Missing.APPROVED,
    ]


def test_law_5_without_a_roll_nothing_else_is_asked() -> None:
    assert rules.gaps(everything_missing(present=0)) == [Gap(Missing.ROLL)]
    assert rules.gaps(facts(present=0)) == [Gap(Missing.ROLL)]


@given(
    st.booleans(), st.booleans(), st.booleans(), st.integers(0, 9), st.none() | st.integers(0, 9)
)
def test_nothing_is_ready_without_its_roll_and_its_quorum(
    chair: bool, read: bool, approved: bool, present: int, needed: int | None
) -> None:
    found = rules.gaps(
        facts(has_chair=chair, read_back=read, approved=approved, present=present, needed=needed)
    )

    whole = chair and read and approved and present > 0 and present >= (needed or 0)
    assert (found == []) is whole


def test_rules_ask_the_calendar_they_are_given() -> None:
    ask: Callable[[date], str] = {date(2026, 6, 3): "Ngày hội"}.get  # type: ignore[assignment]

    found = rules.proposed_day(date(2026, 6, 1), 3, lambda day: ask(day) or "")

    assert found == ProposedDay(date(2026, 6, 4), date(2026, 6, 3), "Ngày hội")
