"""Who must attend, who may vote, and on how many a vote is counted."""

from collections.abc import Collection
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.people import rules
from chibo.people.rules import Class, Less, Member, Place, Span, Threshold, Why

OFFICIAL = Member(1)
PROBATIONARY = Member(1, klass=Class.PROBATIONARY)
EXEMPT = Member(1, exempt=True)
EXEMPT_FOR_A_TIME = Member(1, temporarily_exempt=True)
ELSEWHERE = Member(1, place=Place.ELSEWHERE_FOR_A_TIME)
GUEST = Member(1, place=Place.GUEST_FOR_A_TIME)
SUSPENDED = Member(1, suspended=True)
DETAINED = Member(1, detained=True)

members = st.builds(
    Member,
    person_id=st.integers(0, 40),
    klass=st.sampled_from(Class),
    place=st.sampled_from(Place),
    exempt=st.booleans(),
    temporarily_exempt=st.booleans(),
    suspended=st.booleans(),
    detained=st.booleans(),
)
cells = st.lists(members, max_size=30, unique_by=lambda member: member.person_id)
some = st.sets(st.integers(0, 40))


@pytest.mark.parametrize(
    ("member", "reason", "votes"),
    [
        pytest.param(OFFICIAL, Why.NONE, True, id="official"),
        pytest.param(PROBATIONARY, Why.NONE, False, id="probationary attend, without a vote"),
        pytest.param(EXEMPT, Why.EXEMPT, True, id="exempt: has his vote when he comes"),
        pytest.param(EXEMPT_FOR_A_TIME, Why.TEMPORARILY_EXEMPT, True, id="exempt for a time"),
        pytest.param(ELSEWHERE, Why.ELSEWHERE, True, id="elsewhere for a time"),
        pytest.param(GUEST, Why.GUEST, False, id="here for a time: all rights but the vote"),
        pytest.param(SUSPENDED, Why.SUSPENDED, False, id="suspended"),
        pytest.param(DETAINED, Why.DETAINED, False, id="detained"),
        pytest.param(
            Member(1, place=Place.GUEST_FOR_A_TIME, exempt=True), Why.GUEST, False,
            id="a guest is a guest, though exempt at home",
        ),
        pytest.param(
            Member(1, klass=Class.PROBATIONARY, suspended=True), Why.SUSPENDED, False,
            id="probationary and suspended",
        ),
        pytest.param(Member(1, exempt=True, suspended=True), Why.SUSPENDED, False, id="both"),
    ],
)  # fmt: skip
def test_who_must_attend_and_who_may_vote(member: Member, reason: Why, votes: bool) -> None:
    assert rules.absent_by_right(member) is reason
    assert rules.must_attend(member) is (reason is Why.NONE)
    assert rules.may_vote(member) is votes


@pytest.mark.parametrize(
    ("member", "came", "in_rate", "in_vote", "in_election_if_excused"),
    [
        pytest.param(OFFICIAL, True, True, True, True, id="official, came"),
        pytest.param(OFFICIAL, False, True, True, False, id="official, absent: stays in the base"),
        pytest.param(PROBATIONARY, True, True, False, False, id="probationary, came"),
        pytest.param(PROBATIONARY, False, True, False, False, id="probationary, absent"),
        pytest.param(EXEMPT, True, True, True, True, id="exempt, came: counts in both"),
        pytest.param(EXEMPT, False, False, False, False, id="exempt, absent"),
        pytest.param(EXEMPT_FOR_A_TIME, True, True, True, True, id="exempt for a time, came"),
        pytest.param(EXEMPT_FOR_A_TIME, False, False, False, False, id="exempt for a time, absent"),
        pytest.param(ELSEWHERE, True, False, True, True, id="elsewhere, came: his vote is here"),
        pytest.param(ELSEWHERE, False, False, False, False, id="elsewhere, absent"),
        pytest.param(GUEST, True, False, False, False, id="guest: a line of his own"),
        pytest.param(SUSPENDED, True, False, False, False, id="suspended, came"),
        pytest.param(DETAINED, False, False, False, False, id="detained"),
        pytest.param(
            Member(1, place=Place.GUEST_FOR_A_TIME, exempt=True), True, False, False, False,
            id="an exempt guest who comes",
        ),
    ],
)  # fmt: skip
def test_who_counts(
    member: Member, came: bool, in_rate: bool, in_vote: bool, in_election_if_excused: bool
) -> None:
    present: Collection[int] = {1} if came else ()

    assert rules.attendance_base([member], present) == ({1} if in_rate else set())
    assert rules.vote_base([member], present) == ({1} if in_vote else set())
    assert rules.vote_base([member], present, excused_at_election={1}) == (
        {1} if in_election_if_excused else set()
    )


def numbered(*groups: tuple[int, Member]) -> list[Member]:
    """Return so many members of each sort, with ids from 1."""
    sorts = [sort for count, sort in groups for _ in range(count)]
    return [
        Member(
            number, sort.klass, sort.place, sort.exempt, sort.temporarily_exempt,
            sort.suspended, sort.detained,
        )
        for number, sort in enumerate(sorts, start=1)
    ]  # fmt: skip


def test_why_24_of_27() -> None:
    cell = numbered((23, OFFICIAL), (1, PROBATIONARY), (2, EXEMPT), (1, ELSEWHERE), (1, GUEST))

    assert rules.explained(cell) == rules.Explanation(
        total=27,
        lines=(
            Less(Why.PROBATIONARY, attend=0, vote=1),
            Less(Why.EXEMPT, attend=2, vote=2),
            Less(Why.ELSEWHERE, attend=1, vote=1),
        ),
        must_attend=24,
        vote_base=23,
        guests=1,
    )


def test_an_empty_cell_explains_itself() -> None:
    assert rules.explained([]) == rules.Explanation(0, (), 0, 0, 0)


@given(cells)
def test_the_lines_of_an_explanation_always_sum(cell: list[Member]) -> None:
    found = rules.explained(cell)

    assert found.total + found.guests == len(cell)
    assert found.total - sum(line.attend for line in found.lines) == found.must_attend
    assert found.total - sum(line.vote for line in found.lines) == found.vote_base


@given(cells)
def test_an_explanation_says_what_the_rules_say(cell: list[Member]) -> None:
    found = rules.explained(cell)

    assert found.must_attend == sum(rules.must_attend(member) for member in cell)
    assert found.vote_base == len(rules.vote_base(cell, present=()))


@given(cells, some, some)
def test_who_comes_never_leaves_a_base(
    cell: list[Member], present: set[int], more: set[int]
) -> None:
    for base in (rules.attendance_base, rules.vote_base):
        assert base(cell, present) <= base(cell, present | more)


@given(cells, some)
def test_all_who_may_vote_and_came_are_in_the_base_and_none_who_may_not(
    cell: list[Member], present: set[int]
) -> None:
    voters = {member.person_id for member in cell if rules.may_vote(member)}

    base = rules.vote_base(cell, present)

    assert voters & present <= base <= voters


@given(cells, some, some)
def test_an_accepted_reason_at_an_election_takes_out_only_the_absent(
    cell: list[Member], present: set[int], excused: set[int]
) -> None:
    base = rules.vote_base(cell, present, excused_at_election=excused)

    assert rules.vote_base(cell, present) - base <= excused - present


@pytest.mark.parametrize(
    ("official", "day", "klass"),
    [
        pytest.param("2020-03-05", date(2020, 3, 4), Class.PROBATIONARY, id="the day before"),
        pytest.param("2020-03-05", date(2020, 3, 5), Class.OFFICIAL, id="the day itself"),
        pytest.param("2020-03", date(2020, 3, 1), Class.OFFICIAL, id="a month: from its first"),
        pytest.param("2020", date(2019, 12, 31), Class.PROBATIONARY, id="before a year"),
        pytest.param("2020", date(2020, 1, 1), Class.OFFICIAL, id="a year: from its first"),
        pytest.param("", date(2020, 1, 1), Class.PROBATIONARY, id="nothing: on probation"),
    ],
)
def test_class_on_a_day(official: str, day: date, klass: Class) -> None:
    assert rules.class_on(official, day) is klass


@pytest.mark.parametrize(
    ("text", "base", "needed"),
    [
        pytest.param(">1/2", 16, 9, id="more than half of 16"),
        pytest.param(">1/2", 15, 8, id="more than half of 15"),
        pytest.param(">1/2", 1, 1, id="more than half of one"),
        pytest.param(">=2/3", 10, 7, id="two thirds of 10"),
        pytest.param(">=2/3", 12, 8, id="two thirds of 12"),
        pytest.param(">=2/3", 3, 2, id="two thirds of 3"),
        pytest.param(">0.85", 20, 18, id="more than 85% of 20: 17 is exactly 85%"),
        pytest.param(">=0.9", 20, 18, id="from 90% of 20"),
    ],
)
def test_how_many_are_enough(text: str, base: int, needed: int) -> None:
    threshold = rules.threshold(text)

    assert threshold.needed(base) == needed
    assert threshold.is_met(needed, base)
    assert not threshold.is_met(needed - 1, base)


def test_a_tie_fails_and_nothing_is_enough_of_nobody() -> None:
    half = Threshold(Fraction(1, 2), or_equal=False)

    assert not half.is_met(8, 16)
    assert not half.is_met(0, 0)


@given(st.fractions(0, 1, max_denominator=50), st.integers(0, 500), st.booleans())
def test_what_is_needed_is_the_least_that_compares(
    share: Fraction, base: int, or_equal: bool
) -> None:
    needed = Threshold(share, or_equal).needed(base)

    def enough(count: int) -> bool:
        return count >= share * base if or_equal else count > share * base

    assert enough(needed)
    assert needed == 0 or not enough(needed - 1)


@pytest.mark.parametrize("text", ["1/2", ">2", "<1/2", ">a", ">1/0", ">=", "", ">-1/2"])
def test_what_is_no_threshold_is_refused(text: str) -> None:
    with pytest.raises(rules.BadThreshold):
        rules.threshold(text)


@pytest.mark.parametrize(
    ("ceremony", "official"),
    [
        (date(2025, 5, 19), date(2026, 5, 19)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_probation_ends_twelve_months_after_the_ceremony(ceremony: date, official: date) -> None:
    assert rules.official_from(ceremony) == official


def test_working_days_skip_weekends_and_holidays() -> None:
    friday = date(2026, 8, 28)

    def holiday(day: date) -> str:
        return "Quốc khánh" if day == date(2026, 9, 2) else ""

    assert rules.working_days_after(friday, 1, holiday) == date(2026, 8, 31)
    assert rules.working_days_after(friday, 3, holiday) == date(2026, 9, 3)
    assert rules.working_days_after(friday, 0, holiday) == friday


START = date(2026, 1, 1)


def span(since: int, until: int | None) -> Span:
    return Span(
        START + timedelta(days=since), None if until is None else START + timedelta(days=until)
    )


@pytest.mark.parametrize(
    ("asked", "covering", "first_gap"),
    [
        pytest.param((2, 5), [(0, None)], None, id="inside an open one"),
        pytest.param((2, None), [(0, None)], None, id="both without an end"),
        pytest.param((2, None), [(0, 9)], 9, id="without an end in one that ends"),
        pytest.param((2, 9), [(0, 9)], None, id="to its very end"),
        pytest.param((2, 10), [(0, 9)], 9, id="a day beyond"),
        pytest.param((2, 9), [(3, 9)], 2, id="a day too early"),
        pytest.param((2, 9), [(5, None), (0, 5)], None, id="two that touch"),
        pytest.param((2, 9), [(0, 4), (5, None)], 4, id="two that do not"),
        pytest.param((2, 9), [], 2, id="none at all"),
        pytest.param((20, 29), [(0, 4)], 20, id="long after"),
    ],
)
def test_the_first_day_that_is_not_covered(
    asked: tuple[int, int | None], covering: list[tuple[int, int | None]], first_gap: int | None
) -> None:
    expected = None if first_gap is None else START + timedelta(days=first_gap)

    assert rules.gap(span(*asked), [span(*other) for other in covering]) == expected
