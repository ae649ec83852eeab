"""What can be wrong with a sheet, each finding with its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# Where a value stands among the plain values of a file: ("groups", 0, "points").
Path = tuple[str | int, ...]


class Fault(StrEnum):
    """What is wrong. The sentences are in `quality.showing.findings`."""

    # The file.
    TOO_LONG = "too_long"
    NOT_YAML = "not_yaml"
    TWICE_IN_FILE = "twice_in_file"
    UNKNOWN_WORD = "unknown_word"
    MISSING_WORD = "missing_word"
    WRONG_VALUE = "wrong_value"
    NO_SUCH_DAY = "no_such_day"
    NOT_A_CONDITION = "not_a_condition"
    UNKNOWN_BASE = "unknown_base"
    # The sheet.
    NO_GROUPS = "no_groups"
    NO_CRITERIA = "no_criteria"
    SUM_OF_GROUP = "sum_of_group"
    SUM_OF_SHEET = "sum_of_sheet"
    KEY_TWICE = "key_twice"
    NAME_TWICE = "name_twice"
    UNKNOWN_MEASURE = "unknown_measure"
    WRONG_PERIOD = "wrong_period"
    NO_MEASURE = "no_measure"
    NO_BANDS = "no_bands"
    UNKNOWN_MARK = "unknown_mark"
    NEVER = "never"
    OVERLAP = "overlap"
    TOO_MANY_POINTS = "too_many_points"
    NEVER_FULL = "never_full"
    ORDER = "order"
    LAST_GRADE = "last_grade"
    UNKNOWN_GRADE = "unknown_grade"
    UNKNOWN_CRITERION = "unknown_criterion"
    POINTS_OR_LEVELS = "points_or_levels"
    UNTIL_BEFORE_SINCE = "until_before_since"
    # What the sheet leaves open and someone must settle before it is used.
    GAP = "gap"
    NO_OTHERWISE = "no_otherwise"
    NORM_GAP = "norm_gap"


OPEN = frozenset({Fault.GAP, Fault.NO_OTHERWISE, Fault.NORM_GAP})


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. line: from 1; 0 when it lies in the sheet that is extended.

    at: where, as a reader finds it: the key of a criterion, group or grade.
    facts: what the sentence names. path: to the values it is about, for a page that leads there.
    """

    fault: Fault
    line: int
    at: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    path: Path = field(default=(), compare=False)

    @property
    def is_open(self) -> bool:
        """Say whether the sheet is only silent: it can be settled, nothing must be mended."""
        return self.fault in OPEN
