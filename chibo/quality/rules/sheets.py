"""A score sheet as plain values, as `reading` makes it from a file.

Points are exact fractions; a value is one too, and yes is 1, no is 0.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from chibo.quality.rules.conditions import Condition

# Where a sheet says that people decide, whatever was measured.
DECIDE = "decide"


class Kind(StrEnum):
    """How a criterion comes to its points."""

    BANDS = "bands"
    YES_NO = "yes_no"
    DEDUCT = "deduct"
    BONUS = "bonus"
    MANUAL = "manual"
    # Passed or not, without points.
    PASS = "pass"


class Otherwise(StrEnum):
    """What becomes of a criterion's points where it does not apply."""

    FULL = "full"
    REDISTRIBUTE = "redistribute"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Band:
    """Points, or a level, for the values that fulfil a condition; None lets people decide."""

    when: Condition
    points: Fraction | None = None
    level: str = ""

    @property
    def decides(self) -> bool:
        """Say whether the band gives something by itself."""
        return self.points is not None or bool(self.level)


@dataclass(frozen=True, slots=True)
class Cap:
    """The most a criterion gives where another measure fulfils a condition; None: decide."""

    measure: str
    when: Condition
    points: Fraction | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class Applies:
    """When a criterion applies, and what becomes of its points when it does not.

    otherwise: None when the sheet does not say. to: the criterion that gets the points; without
    it the others of the group share them.
    """

    measure: str
    when: Condition
    otherwise: Otherwise | None = None
    to: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a sheet."""

    key: str
    title: str
    kind: Kind
    # The most it gives; nothing on a sheet of levels and for what is only passed or failed.
    points: Fraction = Fraction(0)
    measure: str = ""
    when: Condition | None = None
    bands: tuple[Band, ...] = ()
    caps: tuple[Cap, ...] = ()
    # Of a deduction: points for each, not counting the first `free`, down to `least`.
    each: Fraction = Fraction(1)
    free: int = 0
    least: Fraction = Fraction(0)
    guidance: str = ""
    # Measures that help people to decide, and decide nothing.
    show: tuple[str, ...] = ()
    applies: Applies | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with its criteria. Its points are the most they give together."""

    key: str
    title: str
    criteria: tuple[Criterion, ...]
    points: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Need:
    """Something a row of grades or levels must have.

    reach: the least grade counted. Either `share`, of them all in percent, or `count`.
    """

    reach: str
    share: Condition | None = None
    count: Condition | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A grade and what it takes: points, or needs; the last grade takes nothing."""

    grade: str
    at_least: Fraction | None = None
    more_than: Fraction | None = None
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A grade that also takes full marks in named criteria or groups, or a measured value.

    otherwise: the grade given instead.
    """

    grade: str
    otherwise: str
    full: tuple[str, ...] = ()
    measure: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """An event that forces a grade. Without a measure people say whether it happened."""

    key: str
    event: str
    grade: str
    measure: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class RollUp:
    """How the grades of a quarter's or a year's meetings come to one grade.

    thresholds: best first; empty when the sheet has no rule, then only the spread is shown.
    """

    period: str
    kinds: tuple[str, ...]
    thresholds: tuple[Threshold, ...] = ()
    gates: tuple[Gate, ...] = ()
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Norm:
    """The length in minutes a sheet asks for, where the count of members fulfils a condition."""

    minutes: int
    members: Condition


@dataclass(frozen=True, slots=True)
class Settled:
    """What whoever puts a sheet in force decided where its text leaves something open."""

    criterion: str
    because: str
    when: Condition | None = None
    points: Fraction | None = None
    level: str = ""
    otherwise: Otherwise | None = None
    to: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One edition of a score sheet."""

    key: str
    title: str
    issuer: str
    seen: str
    number: str = ""
    signed_on: date | None = None
    since: date | None = None
    until: date | None = None
    # What of the original was not seen, in words.
    unseen: tuple[str, ...] = ()
    extends: str = ""
    period: str = "meeting"
    meetings: tuple[str, ...] = ("regular",)
    # Kinds of cells; none named: all.
    cells: tuple[str, ...] = ()
    total: Fraction = Fraction(0)
    # Of a sheet without points: best first.
    levels: tuple[str, ...] = ()
    grades: tuple[Threshold, ...] = ()
    norms: tuple[Norm, ...] = ()
    groups: tuple[Group, ...] = ()
    gates: tuple[Gate, ...] = ()
    overrides: tuple[Override, ...] = ()
    roll_up: tuple[RollUp, ...] = ()
    settled: tuple[Settled, ...] = ()
    # Whose grade holds: the first of these that is there.
    decides: tuple[str, ...] = ("superior", "attending", "self")
    # The cell votes its own score before or after it adopts the minutes.
    self_scored: str = "before_minutes"
    # When self-score and evidence differ by more points than this, those above see a note.
    differs_by: Fraction = Fraction(10)
    _by_key: dict[str, Criterion] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        self._by_key.update({one.key: one for one in self.criteria})

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Return all criteria in their order."""
        return tuple(one for group in self.groups for one in group.criteria)

    @property
    def has_points(self) -> bool:
        """Say whether it gives points, and not levels only."""
        return not self.levels

    @property
    def grade_names(self) -> tuple[str, ...]:
        """Return its grades, best first."""
        return tuple(one.grade for one in self.grades)

    def criterion(self, key: str) -> Criterion:
        """Return one criterion. Raises KeyError."""
        return self._by_key[key]

    def within(self, key: str) -> tuple[str, ...]:
        """Return the criteria a key names: one criterion, or all of a group; none if unknown."""
        for group in self.groups:
            if group.key == key:
                return tuple(one.key for one in group.criteria)
        return (key,) if key in self._by_key else ()

    def bands_of(self, criterion: Criterion) -> tuple[Band, ...]:
        """Return a criterion's bands with those that were settled."""
        more = (
            Band(one.when, one.points, one.level)
            for one in self.settled
            if one.criterion == criterion.key and one.when is not None
        )
        return (*criterion.bands, *more)

    def applies_of(self, criterion: Criterion) -> Applies | None:
        """Return when a criterion applies, with what was settled for when it does not."""
        rule = criterion.applies
        if rule is None or rule.otherwise is not None:
            return rule
        for one in self.settled:
            if one.criterion == criterion.key and one.otherwise is not None:
                return Applies(rule.measure, rule.when, one.otherwise, one.to)
        return rule

    def norm_for(self, members: int) -> int | None:
        """Return the length in minutes it asks of so many members; None when it does not say."""
        for norm in self.norms:
            if norm.members.holds(Fraction(members), {}):
                return norm.minutes
        return None
