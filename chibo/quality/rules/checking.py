"""What a sheet says twice, wrongly, or not at all.

`check` gives every finding, in the order of the file. Those that are open are no mistakes: the
sheet is silent where a value can fall, and whoever puts it in force settles what holds there.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from fractions import Fraction

from chibo.quality.rules import year_measures  # noqa: F401 - enters its measures
from chibo.quality.rules.conditions import Condition, Marks, Stretch, uncovered
from chibo.quality.rules.findings import Fault, Finding, Path
from chibo.quality.rules.measures import marks_of_norm
from chibo.quality.rules.measuring import MEASURES, Measure, MeasureUnit
from chibo.quality.rules.reading import Read
from chibo.quality.rules.sheets import (
    Band,
    Criterion,
    Gate,
    Group,
    Kind,
    Otherwise,
    Override,
    Sheet,
    Threshold,
)
from chibo.quality.rules.stretches import in_words, plain

_WITH_MEASURE = {Kind.BANDS, Kind.DEDUCT}
_BY_CONDITION = {Kind.YES_NO, Kind.BONUS, Kind.PASS}


def check(read: Read) -> list[Finding]:
    """Return everything that is wrong or open in a sheet, in the order of its lines."""
    found = list(_Check(read).findings())
    return sorted(found, key=lambda one: (one.is_open, one.line))


def is_usable(findings: Iterable[Finding]) -> bool:
    """Say whether a sheet can be put in force: nothing wrong and nothing open."""
    return not list(findings)


def possible(measure: Measure, sheet: Sheet) -> tuple[tuple[Stretch, Marks], ...]:
    """Return the values a measure can have under a sheet, for each way its marks can stand."""
    if measure.key == "minutes_short" and sheet.norms:
        return tuple(
            (Stretch(Fraction(0), Fraction(norm.minutes)), marks_of_norm(norm.minutes))
            for norm in sheet.norms
        )
    return measure.possible


class _Check:
    """One check of one sheet: the sheet, and where its parts stand."""

    def __init__(self, read: Read) -> None:
        self.sheet = read.sheet
        self.located = read.located
        self.keys = {one.key for one in self.sheet.criteria}
        self.keys |= {group.key for group in self.sheet.groups}

    def findings(self) -> Iterator[Finding]:
        yield from self._of_frame()
        yield from self._of_keys()
        yield from self._of_names(self.sheet.levels, ("levels",))
        yield from self._of_names(self.sheet.grade_names, ("grades",))
        for place, group in enumerate(self.sheet.groups):
            yield from self._of_group(group, ("groups", place))
        yield from self._of_norms()
        yield from self._of_rules()
        yield from self._of_settled()

    def _find(self, fault: Fault, path: Path, at: str = "", **facts: object) -> Finding:
        inherited = path[:1] not in self.located.lines
        line = 0 if inherited else self.located.line(path)
        words = {name: str(value) for name, value in facts.items()}
        return Finding(fault, line, at, words, path)

    # ------------------------------------------------------------ the sheet as a whole

    def _of_frame(self) -> Iterator[Finding]:
        sheet = self.sheet
        if sheet.since and sheet.until and sheet.until <= sheet.since:
            yield self._find(Fault.UNTIL_BEFORE_SINCE, ("until",))
        if not sheet.groups:
            yield self._find(Fault.NO_GROUPS, ("sheet",))
        if bool(sheet.total) is bool(sheet.levels):
            yield self._find(Fault.POINTS_OR_LEVELS, ("levels",) if sheet.levels else ("sheet",))
        if sheet.has_points:
            added = sum((group.points for group in sheet.groups), Fraction(0))
            if sheet.groups and added != sheet.total:
                yield self._find(
                    Fault.SUM_OF_SHEET, ("total",), added=plain(added), total=plain(sheet.total)
                )
            yield from self._of_point_grades()
        else:
            yield from self._of_needs(sheet.grades, ("grades",), sheet.levels)

    def _of_keys(self) -> Iterator[Finding]:
        seen = set()
        for place, group in enumerate(self.sheet.groups):
            named: list[tuple[str, Path]] = [(group.key, ("groups", place, "group"))]
            # A heading of one line may bear the name of its line.
            alone = len(group.criteria) == 1 and group.criteria[0].key == group.key
            if not alone:
                named += [
                    (one.key, ("groups", place, "criteria", number, "criterion"))
                    for number, one in enumerate(group.criteria)
                ]
            for key, path in named:
                if key in seen:
                    yield self._find(Fault.KEY_TWICE, path, key)
                seen.add(key)

    def _of_names(self, names: tuple[str, ...], path: Path) -> Iterator[Finding]:
        for place, name in enumerate(names):
            if name in names[:place]:
                yield self._find(Fault.NAME_TWICE, (*path, place), name)

    def _of_point_grades(self) -> Iterator[Finding]:
        grades = self.sheet.grades
        if not grades:
            yield self._find(Fault.LAST_GRADE, ("grades",))
            return
        before: tuple[Fraction, bool] | None = None
        for place, one in enumerate(grades[:-1]):
            number = one.at_least if one.at_least is not None else one.more_than
            path: Path = ("grades", place)
            if number is None or (one.at_least is not None and one.more_than is not None):
                yield self._find(Fault.ORDER, path, one.grade)
                continue
            now = (number, one.more_than is not None)
            if number > self.sheet.total or (before is not None and now >= before):
                yield self._find(Fault.ORDER, path, one.grade)
            before = now
        last = grades[-1]
        if last.at_least is not None or last.more_than is not None or last.needs:
            yield self._find(Fault.LAST_GRADE, ("grades", len(grades) - 1), last.grade)

    def _of_needs(
        self, grades: tuple[Threshold, ...], path: Path, reachable: tuple[str, ...]
    ) -> Iterator[Finding]:
        for place, one in enumerate(grades):
            is_last = place == len(grades) - 1
            if is_last is bool(one.needs):
                fault = Fault.LAST_GRADE if is_last else Fault.ORDER
                yield self._find(fault, (*path, place), one.grade)
            for number, need in enumerate(one.needs):
                if need.reach not in reachable:
                    at = (*path, place, "needs", number, "reach")
                    yield self._find(Fault.UNKNOWN_GRADE, at, need.reach)
        if not grades:
            yield self._find(Fault.LAST_GRADE, path)

    # ------------------------------------------------------------ groups and criteria

    def _of_group(self, group: Group, path: Path) -> Iterator[Finding]:
        if not group.criteria:
            yield self._find(Fault.NO_CRITERIA, path, group.key, title=group.title)
            return
        if self.sheet.has_points:
            always = sum((one.points for one in group.criteria if one.kind != Kind.BONUS), _NOTHING)
            most = always + sum(
                (one.points for one in group.criteria if one.kind == Kind.BONUS), _NOTHING
            )
            if not always <= group.points <= most:
                yield self._find(
                    Fault.SUM_OF_GROUP,
                    (*path, "points"),
                    group.key,
                    added=plain(most),
                    points=plain(group.points),
                )
        for place, one in enumerate(group.criteria):
            yield from self._of_criterion(one, (*path, "criteria", place), group)

    def _of_criterion(self, one: Criterion, path: Path, group: Group) -> Iterator[Finding]:
        unknown = list(self._of_measures(one, path))
        yield from unknown
        gives_points = self.sheet.has_points and one.kind != Kind.PASS
        if gives_points is not (one.points > 0):
            yield self._find(Fault.POINTS_OR_LEVELS, path, one.key)
        if one.kind in _WITH_MEASURE and not one.measure:
            yield self._find(Fault.NO_MEASURE, path, one.key)
        if one.kind == Kind.BANDS and not one.bands:
            yield self._find(Fault.NO_BANDS, path, one.key)
        if not unknown:
            yield from self._of_condition(one, path)
            if one.kind == Kind.BANDS and one.measure:
                yield from self._of_bands(one, path)
        yield from self._of_applies(one, path, group)

    def _of_measures(self, one: Criterion, path: Path) -> Iterator[Finding]:
        named: list[tuple[str, Path]] = [(one.measure, (*path, "measure"))]
        named += [(cap.measure, (*path, "caps", n, "measure")) for n, cap in enumerate(one.caps)]
        named += [(key, (*path, "show", n)) for n, key in enumerate(one.show)]
        if one.applies:
            named.append((one.applies.measure, (*path, "applies", "measure")))
        for key, at in named:
            yield from self._of_measure(key, at, one.key, self.sheet.period)

    def _of_measure(self, key: str, path: Path, at: str, period: str) -> Iterator[Finding]:
        if not key:
            return
        if key not in MEASURES:
            near = get_close_matches(key, MEASURES, n=1)
            yield self._find(
                Fault.UNKNOWN_MEASURE, path, at, measure=key, near=near[0] if near else ""
            )
        elif MEASURES[key].period != period:
            yield self._find(Fault.WRONG_PERIOD, path, at, measure=key)

    def _of_marks(self, when: Condition | None, key: str, path: Path, at: str) -> Iterator[Finding]:
        """Ends that a condition names and its measure does not know."""
        if when is None or key not in MEASURES:
            return
        known = set().union(*(set(marks) for _values, marks in possible(MEASURES[key], self.sheet)))
        for mark in sorted(when.marks - known):
            yield self._find(Fault.UNKNOWN_MARK, path, at, mark=mark)

    def _of_condition(self, one: Criterion, path: Path) -> Iterator[Finding]:
        yield from self._of_marks(one.when, one.measure, (*path, "when"), one.key)
        for place, cap in enumerate(one.caps):
            yield from self._of_marks(cap.when, cap.measure, (*path, "caps", place), one.key)
        if one.applies:
            rule = one.applies
            yield from self._of_marks(rule.when, rule.measure, (*path, "applies"), one.key)
        if one.kind not in _BY_CONDITION or not one.measure:
            return
        measure = MEASURES[one.measure]
        if one.when is None and measure.unit != MeasureUnit.ANSWER:
            yield self._find(Fault.MISSING_WORD, path, one.key, word="when")

    def _of_bands(self, one: Criterion, path: Path) -> Iterator[Finding]:
        measure = MEASURES[one.measure]
        ways = possible(measure, self.sheet)
        bands = self.sheet.bands_of(one)
        marks = set().union(*(set(known) for _within, known in ways))
        for place, band in enumerate(bands):
            at: Path = (*path, "bands", place) if place < len(one.bands) else ("settled",)
            unknown = band.when.marks - marks
            if unknown:
                yield self._find(Fault.UNKNOWN_MARK, at, one.key, mark=min(unknown))
                return
            if place < len(one.bands):
                yield from self._of_band(one, band, at)
        yield from self._of_row(one, bands, ways, path, whole=measure.unit != MeasureUnit.PERCENT)

    def _of_band(self, one: Criterion, band: Band, path: Path) -> Iterator[Finding]:
        if band.points is not None and band.points > one.points:
            yield self._find(
                Fault.TOO_MANY_POINTS,
                path,
                one.key,
                points=plain(band.points),
                most=plain(one.points),
            )
        if band.level and band.level not in self.sheet.levels:
            yield self._find(Fault.UNKNOWN_GRADE, path, band.level)

    def _of_row(
        self,
        one: Criterion,
        bands: tuple[Band, ...],
        ways: tuple[tuple[Stretch, Marks], ...],
        path: Path,
        *,
        whole: bool,
    ) -> Iterator[Finding]:
        if self.sheet.has_points and not any(band.points == one.points for band in bands):
            yield self._find(Fault.NEVER_FULL, path, one.key, most=plain(one.points))
        for place, band in enumerate(bands[: len(one.bands)]):
            if not any(_values(band.when, way, whole=whole) for way in ways):
                yield self._find(
                    Fault.NEVER,
                    (*path, "bands", place),
                    one.key,
                    when=band.when,
                    unit=MEASURES[one.measure].unit,
                )
        said: set[str] = set()
        for within, marks in ways:
            yield from self._overlaps(one, bands, (within, marks), path, whole=whole, said=said)
            stretches = [band.when.stretch(marks) for band in bands]
            for gap in uncovered(stretches, within):
                left = gap.of_whole_numbers() if whole else gap
                words = in_words(left)
                if left.is_empty or words in said:
                    continue
                said.add(words)
                yield self._find(
                    Fault.GAP,
                    (*path, "bands"),
                    one.key,
                    measure=one.measure,
                    gap=words,
                    norm=plain(marks["norm"]) if "norm" in marks else "",
                    unit=MEASURES[one.measure].unit,
                    says="\n".join(f"{band.when}\t{_said(band)}" for band in bands),
                )

    def _overlaps(
        self,
        one: Criterion,
        bands: tuple[Band, ...],
        way: tuple[Stretch, Marks],
        path: Path,
        *,
        whole: bool,
        said: set[str],
    ) -> Iterator[Finding]:
        _within, marks = way
        for place, band in enumerate(bands):
            for other in bands[:place]:
                both = band.when.stretch(marks).and_(other.when.stretch(marks)).and_(way[0])
                both = both.of_whole_numbers() if whole else both
                pair = f"{other.when} / {band.when}"
                if both.is_empty or pair in said:
                    continue
                said.add(pair)
                yield self._find(
                    Fault.OVERLAP,
                    (*path, "bands", place),
                    one.key,
                    one=other.when,
                    other=band.when,
                    both=in_words(both),
                    unit=MEASURES[one.measure].unit,
                )

    def _of_applies(self, one: Criterion, path: Path, group: Group) -> Iterator[Finding]:
        rule = self.sheet.applies_of(one)
        if rule is None:
            return
        if rule.otherwise is None:
            yield self._find(
                Fault.NO_OTHERWISE,
                (*path, "applies"),
                one.key,
                title=one.title,
                points=plain(one.points),
                measure=rule.measure,
            )
        elif rule.otherwise == Otherwise.REDISTRIBUTE:
            heirs = {other.key for other in group.criteria} - {one.key}
            known = rule.to in heirs if rule.to else bool(heirs)
            if not known:
                yield self._find(Fault.UNKNOWN_CRITERION, (*path, "applies"), rule.to or one.key)

    # ------------------------------------------------------------ rules above the points

    def _of_norms(self) -> Iterator[Finding]:
        if not self.sheet.norms:
            return
        counts = Stretch(low=Fraction(1))
        taken = [norm.members.stretch({}) for norm in self.sheet.norms]
        for gap in uncovered(taken, counts):
            left = gap.of_whole_numbers()
            if not left.is_empty:
                yield self._find(Fault.NORM_GAP, ("norms",), gap=in_words(left))

    def _of_rules(self) -> Iterator[Finding]:
        sheet = self.sheet
        yield from self._of_gates(sheet.gates, ("gates",), sheet.period)
        yield from self._of_overrides(sheet.overrides, ("overrides",), sheet.period)
        for place, rule in enumerate(sheet.roll_up):
            path: Path = ("roll_up", place)
            if rule.thresholds:
                at = (*path, "grades")
                yield from self._of_needs(rule.thresholds, at, sheet.grade_names)
            # A quarter is measured as a year is, over its own meetings.
            yield from self._of_gates(rule.gates, (*path, "gates"), "year")
            yield from self._of_overrides(rule.overrides, (*path, "overrides"), "year")

    def _of_gates(self, gates: tuple[Gate, ...], path: Path, period: str) -> Iterator[Finding]:
        names = self.sheet.grade_names
        for place, gate in enumerate(gates):
            at = (*path, place)
            for grade in (gate.grade, gate.otherwise):
                if grade not in names:
                    yield self._find(Fault.UNKNOWN_GRADE, at, grade)
            if {gate.grade, gate.otherwise} <= set(names) and names.index(
                gate.otherwise
            ) <= names.index(gate.grade):
                yield self._find(Fault.ORDER, at, gate.grade)
            for key in gate.full:
                if key not in self.keys:
                    yield self._find(Fault.UNKNOWN_CRITERION, at, key)
            yield from self._of_measure(gate.measure, (*at, "measure"), gate.grade, period)
            yield from self._of_marks(gate.when, gate.measure, at, gate.grade)

    def _of_overrides(
        self, overrides: tuple[Override, ...], path: Path, period: str
    ) -> Iterator[Finding]:
        for place, one in enumerate(overrides):
            if one.grade not in self.sheet.grade_names:
                yield self._find(Fault.UNKNOWN_GRADE, (*path, place), one.grade)
            yield from self._of_measure(one.measure, (*path, place, "measure"), one.key, period)
            yield from self._of_marks(one.when, one.measure, (*path, place), one.key)

    def _of_settled(self) -> Iterator[Finding]:
        for place, one in enumerate(self.sheet.settled):
            if one.criterion not in self.keys:
                yield self._find(Fault.UNKNOWN_CRITERION, ("settled", place), one.criterion)


_NOTHING = Fraction(0)


def _values(when: Condition, way: tuple[Stretch, Marks], *, whole: bool) -> bool:
    within, marks = way
    both = when.stretch(marks).and_(within)
    return not (both.of_whole_numbers() if whole else both).is_empty


def _said(band: Band) -> str:
    return band.level or ("?" if band.points is None else plain(band.points))
