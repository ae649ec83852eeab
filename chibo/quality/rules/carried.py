"""A sheet as plain values that a phone carries, in the words of its file; `building` reads them.

What was settled stands where it belongs, so that who reads it needs no more than this. Numbers
are text, exact: "5", "5/2".
"""

from fractions import Fraction
from typing import Any

from chibo.quality.rules import sheets

Values = dict[str, Any]


def values_of(sheet: sheets.Sheet) -> Values:
    """Return what scoring a meeting by a sheet takes."""
    return _there(
        sheet=sheet.key,
        title=sheet.title,
        issuer=sheet.issuer,
        number=sheet.number,
        seen=sheet.seen,
        total=_number(sheet.total),
        levels=list(sheet.levels),
        grades=[_threshold(one) for one in sheet.grades],
        norms=[{"minutes": one.minutes, "members": str(one.members)} for one in sheet.norms],
        groups=[_group(one, sheet) for one in sheet.groups],
        gates=[_gate(one) for one in sheet.gates],
        overrides=[_override(one) for one in sheet.overrides],
        self_scored=sheet.self_scored,
    )


def _there(**values: Any) -> Values:
    """Only what is there: a phone is small."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _number(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _when(when: object | None) -> str | None:
    return None if when is None else str(when)


def _threshold(one: sheets.Threshold) -> Values:
    return _there(
        grade=one.grade,
        at_least=_number(one.at_least),
        more_than=_number(one.more_than),
        needs=[
            _there(reach=need.reach, share=_when(need.share), count=_when(need.count))
            for need in one.needs
        ],
    )


def _group(group: sheets.Group, sheet: sheets.Sheet) -> Values:
    return {
        "group": group.key,
        "title": group.title,
        "points": str(group.points),
        "criteria": [_criterion(one, sheet) for one in group.criteria],
    }


def _criterion(one: sheets.Criterion, sheet: sheets.Sheet) -> Values:
    deducts = one.kind == sheets.Kind.DEDUCT
    return _there(
        criterion=one.key,
        title=one.title,
        kind=str(one.kind),
        points=str(one.points),
        measure=one.measure,
        when=_when(one.when),
        bands=[_given(band) for band in sheet.bands_of(one)],
        caps=[{"measure": cap.measure, **_given(cap)} for cap in one.caps],
        each=str(one.each) if deducts else None,
        free=one.free if deducts else None,
        least=str(one.least) if deducts else None,
        guidance=one.guidance,
        show=list(one.show),
        applies=_applies(sheet.applies_of(one)),
    )


def _given(one: sheets.Band | sheets.Cap) -> Values:
    """What a band or a cap gives: points, a level, or that people decide."""
    points = None if one.level else sheets.DECIDE if one.points is None else str(one.points)
    return _there(when=str(one.when), points=points, level=one.level)


def _applies(rule: sheets.Applies | None) -> Values | None:
    if rule is None:
        return None
    otherwise = str(rule.otherwise) if rule.otherwise else None
    return _there(measure=rule.measure, when=str(rule.when), otherwise=otherwise, to=rule.to)


def _gate(one: sheets.Gate) -> Values:
    return _there(
        grade=one.grade,
        otherwise=one.otherwise,
        full=list(one.full),
        measure=one.measure,
        when=_when(one.when),
    )


def _override(one: sheets.Override) -> Values:
    return _there(
        override=one.key,
        event=one.event,
        grade=one.grade,
        measure=one.measure,
        when=_when(one.when),
    )
