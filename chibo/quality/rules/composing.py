"""A condition as a page asks for it: from where, and to where.

The two halves are a sign and an end each; an answer is a sign alone.
"""

from dataclasses import dataclass
from fractions import Fraction

from chibo.quality.rules.conditions import NotACondition, condition
from chibo.quality.rules.stretches import plain

ANSWERS = ("yes", "no")
LOWER = (">=", ">", "=")
UPPER = ("<=", "<")
# The ends that have names, where minutes are counted.
MARKS = ("half", "norm")


@dataclass(frozen=True, slots=True)
class Halves:
    """Signs and ends of a condition; each "" where it has none."""

    sign: str = ""
    end: str = ""
    second_sign: str = ""
    second_end: str = ""


def halves(text: str) -> Halves:
    """Return the halves of a condition; of three or more comparisons, the first two."""
    if text.strip() in ANSWERS:
        return Halves(text.strip())
    written = condition(text).comparisons
    ends = [word for sign, end in written for word in (sign, _plain(end))]
    return Halves(*ends[:4])


def composed(asked: Halves) -> str:
    """Return the condition that halves say. Raises NotACondition where they say none."""
    if asked.sign in ANSWERS:
        return asked.sign
    pairs = ((asked.sign, asked.end), (asked.second_sign, asked.second_end))
    text = " and ".join(f"{sign} {_written(end)}" for sign, end in pairs if sign or end)
    if any(bool(sign) is not bool(end) for sign, end in pairs):
        raise NotACondition(text)
    if condition(text).marks - set(MARKS):
        raise NotACondition(text)
    return text


def _plain(end: Fraction | str) -> str:
    return end if isinstance(end, str) else plain(end)


def _written(end: str) -> str:
    return end.strip().replace(",", ".")
