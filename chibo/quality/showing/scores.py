"""A score as its page and the command show it: sentences, links and what each side gave."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chibo.quality.models import Scored
from chibo.quality.rules.grading import Changed
from chibo.quality.rules.lines import Line, Why
from chibo.quality.rules.scoring import Outcome, Score, most_of_group, points_of_group
from chibo.quality.rules.sheets import Group, Sheet
from chibo.quality.rules.stretches import plain
from chibo.quality.showing.lines import (
    asked_words,
    change_words,
    row_url,
    row_words,
    sentences,
    why_words,
)

# From a measure to where what it read is written, and what that is called.
Stands = Callable[[str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Side:
    """What one side gave a criterion; words: None where it gave nothing. writes: fills it in now."""

    name: str
    short: str
    words: str | None
    writes: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """One criterion on the page."""

    line: Line
    says: list[str]
    why: str
    change: str
    # The rows behind the value: words and, where there is one, their page.
    rows: tuple[tuple[str, str], ...]
    # What each side gave, in the order of the columns.
    sides: tuple["Side", ...]
    # Where what was measured stands, and what that is called.
    stands: tuple[str, str]
    # What the form holds: as typed, else as given, else as proposed.
    typed: str = ""
    because: str = ""
    error: str = ""

    @property
    def key(self) -> str:
        """Return the criterion's key."""
        return self.line.key

    @property
    def id(self) -> str:
        """Return the key as an element's id may have it."""
        return "c" + self.key.replace(".", "-")

    @property
    def number(self) -> str:
        """Return the key as people number it."""
        return f"{self.key}."

    @property
    def most(self) -> str:
        """Return the most it gives, in words."""
        return plain(self.line.most)

    @property
    def is_measured(self) -> bool:
        """Say whether what is given follows from the record, so that a change asks why."""
        return not self.line.is_open and self.line.why != Why.DECIDED


@dataclass(frozen=True, slots=True)
class GroupView:
    """One heading with its criteria."""

    group: Group
    lines: list[LineView]
    points: str
    most: str
    open_count: int
    # Whether it bears the names of the columns, which one group does for all.
    names_columns: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether it is shown unfolded: something in it waits for people."""
        return bool(self.open_count) or self.has_error

    @property
    def has_error(self) -> bool:
        """Say whether something typed in it cannot be."""
        return any(one.error for one in self.lines)

    @property
    def is_alone(self) -> bool:
        """Say whether the heading has one line that says the same."""
        return len(self.lines) == 1 and self.lines[0].line.criterion.title == self.group.title


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form held, by criterion, and what is wrong with it."""

    points: Mapping[str, str] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def groups(
    score: Score,
    proposal: Score,
    given: Mapping[str, Scored],
    typed: Typed,
    *,
    stands: Stands,
    writes: str | None,
    kinds: Iterable[str] = tuple(Scored.Kind.values),
) -> list[GroupView]:
    """Return a score as its page shows it.

    given: how each side assessed it. stands: where what a measure read is written. writes: whose
    score is filled in now. kinds: the sides, in the order of the columns.
    """
    by_side = {
        kind: {line["criterion"]: line for line in given[kind].lines} if kind in given else {}
        for kind in kinds
    }

    def sides(key: str) -> tuple[Side, ...]:
        return tuple(
            Side(
                str(Scored.Kind(kind).label),
                short_name(kind),
                side_words(kept.get(key)),
                kind == writes,
            )
            for kind, kept in by_side.items()
        )

    proposed = {line.key: line for line in proposal.lines}
    found = []
    for group in score.sheet.groups:
        lines = [line for line in score.lines if line.group == group.key]
        views = [_line(line, proposed[line.key], sides(line.key), typed, stands) for line in lines]
        found.append(
            GroupView(
                group,
                views,
                plain(points_of_group(group, score.lines, best=False)),
                plain(most_of_group(group, score.lines)),
                sum(line.is_open for line in lines),
            )
        )
    first = next((view for view in found if view.is_open), found[0])
    return [replace(view, names_columns=view is first) for view in found]


def _line(
    line: Line, proposed: Line, sides: tuple[Side, ...], typed: Typed, stands: Stands
) -> LineView:
    key = line.key
    return LineView(
        line=line,
        says=sentences(line),
        why=why_words(proposed),
        change=change_words(proposed.change) if proposed.change else "",
        rows=tuple(
            (row_words(row), row_url(row)) for row in (line.measured.rows if line.measured else ())
        ),
        sides=sides,
        stands=stands(line.criterion.measure),
        typed=typed.points.get(key, _given(line)),
        because=typed.because.get(key, line.because),
        error=typed.errors.get(key, ""),
    )


def _given(line: Line) -> str:
    if line.passed is not None:
        return "yes" if line.passed else "no"
    return line.level or ("" if line.points is None else plain(line.points))


def short_name(kind: str) -> str:
    """Return whose a score is, as short as a phone's card wants it."""
    return {
        Scored.Kind.SELF: pgettext("side", "the cell"),
        Scored.Kind.ATTENDING: pgettext("side", "official"),
        Scored.Kind.SUPERIOR: pgettext("side", "committee"),
    }[Scored.Kind(kind)]


def side_words(frozen: Mapping[str, Any] | None) -> str | None:
    """Return what one side gave a criterion, from the line it kept; None where it gave nothing."""
    if frozen is None:
        return None
    if frozen["passed"] is not None:
        return passed_words(passed=frozen["passed"])
    if frozen["level"]:
        return str(frozen["level"])
    return None if frozen["points"] is None else plain(Fraction(frozen["points"]))


def passed_words(*, passed: bool) -> str:
    """Return passed or not."""
    return _("passed") if passed else _("not passed")


def outcome_words(outcome: Outcome, *, has_points: bool) -> str:
    """Return points and grade in words: "90, Tốt"; only the grade of a sheet without points."""
    return f"{plain(outcome.points)}, {outcome.grade}" if has_points else outcome.grade


def figures(found: Score, given: Mapping[str, Scored], mine: Scored | None) -> dict[str, Any]:
    """Return the sums at the head of a score's page, and what the grade comes to.

    mine: the assessment the page is filled in from.
    """
    open_points = found.highest.points - found.lowest.points
    return {
        "points": plain(found.lowest.points),
        "most": plain(found.most),
        "open_count": len(found.open_lines) + len(found.unanswered),
        "open_points": plain(open_points),
        "lost": plain(found.most - found.highest.points),
        "lowest": outcome_words(found.lowest, has_points=found.sheet.has_points),
        "highest": outcome_words(found.highest, has_points=found.sheet.has_points),
        "changes": [changed_words(one) for one in found.lowest.changes] if found.grade else [],
        "others": [(one, decimal_words(one.points)) for one in given.values() if one is not mine],
    }


def changed_words(changed: Changed) -> str:
    """Return what made a grade another one than the points came to."""
    facts = {"was": changed.was, "grade": changed.grade}
    if changed.override is not None:
        facts["event"] = changed.override.event
        return _("The points come to %(was)s; %(event)s, so it is %(grade)s.") % facts
    if changed.gate is not None and changed.gate.when is not None:
        facts["asked"] = asked_words(changed.gate.measure, changed.gate.when)
        return (
            _("The points come to %(was)s; that also takes %(asked)s, so it is %(grade)s.") % facts
        )
    facts["lines"] = ", ".join(changed.gate.full if changed.gate else ())
    return (
        _(
            "The points come to %(was)s; that also takes full marks in %(lines)s, so it is %(grade)s."
        )
        % facts
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion that two sides gave different points, each with its reason."""

    title: str
    # Whose, what, why, and who wrote it.
    gave: list[tuple[str, str, str, str]]


def differences(given: Mapping[str, Scored], names: Mapping[str, str]) -> list[Difference]:
    """Return where the sides differ, in the order of the sheet. names: of those who wrote."""
    if len(given) < 2:
        return []
    sides = list(given.values())
    found = []
    for lines in zip(*(one.lines for one in sides), strict=False):
        words = [side_words(line) or "–" for line in lines]
        if len(set(words)) > 1:
            gave = [
                (
                    str(one.get_kind_display()),
                    word,
                    str(line["because"]),
                    names.get(one.written_by, one.written_by),
                )
                for one, word, line in zip(sides, words, lines, strict=True)
            ]
            found.append(Difference(f"{lines[0]['criterion']}. {lines[0]['title']}", gave))
    return found


def decimal_words(number: Decimal) -> str:
    """Return kept points in words."""
    return plain(Fraction(number))


def grade_words(sheet: Sheet) -> list[str]:
    """Return a sheet's grades with what each takes, best first: "Tốt from 90"."""
    words = []
    for one in sheet.grades:
        if one.at_least is not None:
            words.append(
                _("%(grade)s from %(points)s") % {"grade": one.grade, "points": plain(one.at_least)}
            )
        elif one.more_than is not None:
            words.append(
                _("%(grade)s over %(points)s")
                % {"grade": one.grade, "points": plain(one.more_than)}
            )
        else:
            words.append(one.grade)
    return words
