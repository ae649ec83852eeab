"""A score sheet as people read it: each criterion with what it takes, in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.base.templatetags.words import capital
from chibo.quality.rules.conditions import Condition
from chibo.quality.rules.measuring import MEASURES, MeasureUnit
from chibo.quality.rules.sheets import (
    Applies,
    Band,
    Cap,
    Criterion,
    Gate,
    Kind,
    Need,
    Otherwise,
    Override,
    RollUp,
    Sheet,
    Threshold,
)
from chibo.quality.rules.stretches import plain
from chibo.quality.showing.conditions import condition_words

_KINDS = {
    Kind.BANDS: gettext_lazy("by bands"),
    Kind.YES_NO: gettext_lazy("all or nothing"),
    Kind.DEDUCT: gettext_lazy("less for each"),
    Kind.BONUS: gettext_lazy("bonus"),
    Kind.MANUAL: gettext_lazy("people decide"),
    Kind.PASS: gettext_lazy("passed or not"),
}


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One criterion in words, and the name of the part that changes it."""

    criterion: Criterion
    part: str
    most: str
    kind: str
    # What it is measured by; "" where people decide.
    measure: str
    says: list[str]


@dataclass(frozen=True, slots=True)
class GroupView:
    """One heading with its criteria."""

    key: str
    title: str
    part: str
    new_part: str
    points: str
    criteria: list[CriterionView]


def groups(sheet: Sheet) -> list[GroupView]:
    """Return a sheet's headings and criteria in words."""
    return [
        GroupView(
            group.key,
            group.title,
            f"group-{place}",
            f"criterion-{place}-new",
            plain(group.points) if sheet.has_points else "",
            [
                _criterion(sheet, one, f"criterion-{place}-{number}")
                for number, one in enumerate(group.criteria)
            ],
        )
        for place, group in enumerate(sheet.groups)
    ]


def _criterion(sheet: Sheet, one: Criterion, part: str) -> CriterionView:
    return CriterionView(
        one,
        part,
        plain(one.points) if one.points else "",
        str(_KINDS[one.kind]),
        _title(one.measure) if one.measure else "",
        list(_says(sheet, one)),
    )


def _says(sheet: Sheet, one: Criterion) -> Iterable[str]:
    if one.kind == Kind.BANDS:
        yield from (_band(band, one.measure) for band in sheet.bands_of(one))
    elif one.when is not None:
        yield _("Given when: %(when)s.") % {"when": _words(one.when, one.measure)}
    if one.kind == Kind.DEDUCT:
        facts = {"each": plain(one.each), "free": one.free, "least": plain(one.least)}
        yield (
            _("Less %(each)s for each, not counting the first %(free)s, never below %(least)s.")
            % facts
        )
    yield from (_cap(cap) for cap in one.caps)
    applies = sheet.applies_of(one)
    if applies is not None:
        yield _applies(applies)
    if one.guidance:
        yield one.guidance
    if one.show:
        yield _("Shown beside it: %(measures)s.") % {"measures": ", ".join(map(_title, one.show))}


def _band(band: Band, measure: str) -> str:
    gives = _gives(band.points, band.level)
    return f"{capital(_words(band.when, measure))}: {gives}."


def _cap(cap: Cap) -> str:
    facts = {
        "measure": capital(_title(cap.measure)),
        "when": _words(cap.when, cap.measure),
        "gives": _gives(cap.points, cap.level),
    }
    if cap.points is None and not cap.level:
        return _("%(measure)s %(when)s: people decide.") % facts
    return _("%(measure)s %(when)s: at most %(gives)s.") % facts


def _gives(points: Fraction | None, level: str) -> str:
    if level:
        return level
    return (
        _("people decide") if points is None else _("%(points)s points") % {"points": plain(points)}
    )


def _applies(rule: Applies) -> str:
    facts = {
        "measure": _title(rule.measure),
        "when": _words(rule.when, rule.measure),
        "to": rule.to,
    }
    words = _("Applies where %(measure)s: %(when)s.") % facts
    match rule.otherwise:
        case Otherwise.FULL:
            words += " " + _("Else it gives its full points.")
        case Otherwise.LEAVE_OUT:
            words += " " + _("Else it is left out of the most.")
        case Otherwise.REDISTRIBUTE if rule.to:
            words += " " + _("Else its points go to %(to)s.") % facts
        case Otherwise.REDISTRIBUTE:
            words += " " + _("Else its points go to the others of the heading.")
    return words


def grades(thresholds: Iterable[Threshold]) -> list[str]:
    """Return grades with what each takes, best first: "Tốt: from 90"."""
    return [f"{one.grade}: {_takes(one)}" for one in thresholds]


def _takes(one: Threshold) -> str:
    if one.at_least is not None:
        return _("from %(end)s") % {"end": plain(one.at_least)}
    if one.more_than is not None:
        return _("over %(end)s") % {"end": plain(one.more_than)}
    if one.needs:
        return "; ".join(map(_need, one.needs))
    return _("the rest")


def _need(need: Need) -> str:
    if need.share is not None:
        when = condition_words(need.share, MeasureUnit.PERCENT)
        return _("%(when)s at least %(grade)s") % {"when": when, "grade": need.reach}
    when = condition_words(need.count or "", MeasureUnit.COUNT)
    return _("%(when)s times at least %(grade)s") % {"when": when, "grade": need.reach}


def gate(one: Gate) -> str:
    """Return a grade's condition in words."""
    facts = {"grade": one.grade, "otherwise": one.otherwise, "full": ", ".join(one.full)}
    if one.measure and one.when is not None:
        facts |= {"measure": _title(one.measure), "when": _words(one.when, one.measure)}
        return _("%(grade)s takes %(measure)s %(when)s, else it is %(otherwise)s.") % facts
    return _("%(grade)s takes full marks in %(full)s, else it is %(otherwise)s.") % facts


def override(one: Override) -> str:
    """Return an event and the grade it forces."""
    return _("%(event)s: the grade is %(grade)s.") % {"event": one.event, "grade": one.grade}


def roll_up(rule: RollUp) -> list[str]:
    """Return how a period's meetings come to one grade, in sentences."""
    return [*grades(rule.thresholds), *map(gate, rule.gates), *map(override, rule.overrides)]


def norms(sheet: Sheet) -> list[str]:
    """Return the lengths a sheet asks for."""
    return [
        _("%(minutes)s minutes where members are %(members)s")
        % {
            "minutes": norm.minutes,
            "members": condition_words(norm.members, MeasureUnit.COUNT),
        }
        for norm in sheet.norms
    ]


def _title(key: str) -> str:
    return _(MEASURES[key].title) if key in MEASURES else key


def _words(when: Condition, measure: str) -> str:
    unit = MEASURES[measure].unit if measure in MEASURES else MeasureUnit.COUNT
    return condition_words(when, unit)
