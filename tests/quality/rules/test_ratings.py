"""What may be shown of answers given in secret, and when."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.quality.rules.ratings import (
    EVERY,
    FEWEST,
    Answer,
    NotWhole,
    Question,
    is_over,
    last_day,
    read_answers,
    results,
)

ENDED = date(2026, 6, 3)
AFTER = ENDED + timedelta(days=8)

ballots = st.lists(st.tuples(*(st.sampled_from(Answer) for _ in Question)), max_size=60)


def counted(given: list[tuple[Answer, ...]]) -> Counter[tuple[Question, Answer]]:
    """Count answers as the action does: one to each question for each person."""
    return Counter(pair for answers in given for pair in zip(Question, answers, strict=True))


def the_same(count: int) -> list[tuple[Answer, ...]]:
    return [(Answer.YES, Answer.YES, Answer.NO)] * count


@pytest.mark.parametrize(("days", "over"), [(0, False), (7, False), (8, True)])
def test_one_may_answer_until_the_end_of_the_seventh_day(days: int, over: bool) -> None:
    assert last_day(ENDED) == date(2026, 6, 10)
    assert is_over(ENDED, ENDED + timedelta(days=days)) is over


@pytest.mark.parametrize(
    ("count", "today", "is_shown"),
    [
        (4, AFTER, False),
        (5, AFTER, True),
        (5, AFTER - timedelta(days=1), False),
        (60, ENDED, False),
        (0, AFTER, False),
    ],
)
def test_nothing_is_shown_of_fewer_than_five_or_before_the_days_are_over(
    count: int, today: date, is_shown: bool
) -> None:
    assert (results(counted(the_same(count)), ENDED, today) is not None) is is_shown


def test_all_nine_are_there_from_the_beginning() -> None:
    assert len(EVERY) == len(set(EVERY)) == 9


def test_what_is_shown_says_where_all_gave_the_same() -> None:
    answers = [*the_same(4), (Answer.YES, Answer.PARTLY, Answer.NO)]

    found = results(counted(answers), ENDED, AFTER)

    assert found is not None
    assert [(one.question, one.counts, one.is_unanimous) for one in found] == [
        (Question.CONTENT, (5, 0, 0), True),
        (Question.VOICE, (4, 1, 0), False),
        (Question.TASKS, (0, 0, 5), True),
    ]


@given(ballots)
def test_counts_are_shown_whole_or_not_at_all(given: list[tuple[Answer, ...]]) -> None:
    found = results(counted(given), ENDED, AFTER)

    if len(given) < FEWEST:
        assert found is None
    else:
        assert found is not None
        assert {sum(one.counts) for one in found} == {len(given)}
        assert [one.is_unanimous for one in found] == [
            len({answers[place] for answers in given}) == 1 for place in range(3)
        ]


@given(ballots, st.randoms(use_true_random=False))
def test_who_answered_first_makes_no_difference(
    given: list[tuple[Answer, ...]], rng: Random
) -> None:
    mixed = rng.sample(given, len(given))

    assert results(counted(mixed), ENDED, AFTER) == results(counted(given), ENDED, AFTER)


@given(st.integers(0, FEWEST - 1))
def test_one_question_left_out_shows_none_of_them(missing: int) -> None:
    counts = counted(the_same(FEWEST))
    counts[Question.VOICE, Answer.YES] = missing

    assert results(counts, ENDED, AFTER) is None


WHOLE = {"content": "yes", "voice": "partly", "tasks": "no"}


def test_one_answers_each_question_once() -> None:
    assert read_answers(WHOLE) == {
        Question.CONTENT: Answer.YES, Question.VOICE: Answer.PARTLY, Question.TASKS: Answer.NO,
    }  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"content": "yes", "voice": "no"},
        WHOLE | {"tasks": "perhaps"},
        WHOLE | {"tasks": ""},
        WHOLE | {"who": "yes"},
    ],
)
def test_half_an_answer_is_none(given: dict[str, str]) -> None:
    with pytest.raises(NotWhole):
        read_answers(given)
