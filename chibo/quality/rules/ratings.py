"""Three questions after a meeting, answered in secret: when, by whom, and what may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Until the end of this day after the meeting's one may answer; then the counts can be shown.
DAYS = 7
# Of fewer answers nothing is shown: it would be too easy to say whose they are.
FEWEST = 5


class Question(StrEnum):
    """What is asked about a meeting; never about a person."""

    CONTENT = "content"
    VOICE = "voice"
    TASKS = "tasks"


class Answer(StrEnum):
    """What one can answer."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


# How many gave which answer to which question.
Counts = Mapping[tuple[Question, Answer], int]

EVERY = tuple((question, answer) for question in Question for answer in Answer)


class NotWhole(ValueError):
    """Not each question has one of its answers, or something else was answered."""


def last_day(ended_on: date) -> date:
    """Return the last day on which a meeting's questions can be answered."""
    return ended_on + timedelta(days=DAYS)


def is_over(ended_on: date, today: date) -> bool:
    """Say whether the days for answering are over; only then is anything shown."""
    return today > last_day(ended_on)


def read_answers(given: Mapping[str, str]) -> dict[Question, Answer]:
    """Return the answers of one person, one to each question.

    All three or none: else the sums of the questions would tell who left one out.

    Raises NotWhole.
    """
    try:
        found = {Question(question): Answer(answer) for question, answer in given.items()}
    except ValueError as error:
        raise NotWhole from error
    if set(found) != set(Question):
        raise NotWhole
    return found


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one question: how many gave each answer, in the order of Answer."""

    question: Question
    counts: tuple[int, ...]

    @property
    def is_unanimous(self) -> bool:
        """Say whether all answered the same, so that each one's answer is known."""
        return max(self.counts) == sum(self.counts)


def results(counts: Counts, ended_on: date, today: date) -> tuple[Result, ...] | None:
    """Return what may be shown: nothing before the days are over, nor of fewer than five.

    Else each look before the end would differ from the last by one person's answers.
    """
    if not is_over(ended_on, today):
        return None
    found = tuple(
        Result(question, tuple(counts.get((question, answer), 0) for answer in Answer))
        for question in Question
    )
    if min(sum(one.counts) for one in found) < FEWEST:
        return None
    return found
