"""Evidence, decisions and scores as vectors/scores.json and the offline room have them."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

from chibo.quality.frozen import text
from chibo.quality.rules.evidence import Called, Evidence, Item, Reviewed, Run, Speaker
from chibo.quality.rules.lines import Decision, Line
from chibo.quality.rules.reading import read
from chibo.quality.rules.scoring import Score
from chibo.quality.rules.sheets import Sheet
from chibo.quality.shipped import shipped
from tests.support.vectors import vectors

Plain = dict[str, Any]

# What a committee decided where the sheet of An Phú leaves something open.
SETTLED = """
settled:
  - {criterion: "1", when: "> 30 and < half", points: 2, because: để tính}
  - {criterion: "4.3", otherwise: redistribute, to: "4.2", because: để tính}
  - {criterion: "4.5", when: "= 50", points: 4, because: để tính}
"""

# A sheet with what the two do not have: levels left out, deductions, gates, overrides, caps.
ODD = """
sheet: odd
title: Phiếu thử
issuer: Đảng ủy xã Trung Thượng
seen: local
total: 30
self_scored: after_minutes
grades:
  - {grade: Tốt, at_least: 27}
  - {grade: Khá, more_than: 20}
  - {grade: Kém}
gates:
  - {grade: Tốt, full: ["1", "3.2"], otherwise: Khá}
  - {grade: Khá, measure: attendance, when: ">= 50", otherwise: Kém}
overrides:
  - {override: disciplined, event: Có đảng viên bị kỷ luật, grade: Khá}
  - {override: absent, event: Vắng quá nhiều, grade: Kém, measure: unexcused, when: ">= 5"}
groups:
  - group: "1"
    title: Dự sinh hoạt
    points: 10
    criteria:
      - {criterion: "1.1", title: Vắng không lý do, kind: deduct, points: 10, measure: unexcused, each: 2.5, free: 1, least: 2}
  - group: "2"
    title: Chuyên đề
    points: 7
    criteria:
      - criterion: "2.1"
        title: Chuyên đề
        kind: manual
        points: 3
        applies: {measure: with_theme, when: "yes", otherwise: leave_out}
      - criterion: "2.2"
        title: Phát biểu
        kind: bands
        points: 4
        measure: speakers
        bands: [{when: ">= 50", points: 4}, {when: "< 50", points: decide}]
        caps:
          - {measure: documents_hours, when: "< 24", points: 1.5}
          - {measure: notice_hours, when: "= 0", points: decide}
  - group: "3"
    title: Chia điểm
    points: 13
    criteria:
      - {criterion: "3.1", title: Hội ý, kind: manual, points: 3, applies: {measure: has_committee, when: "yes", otherwise: redistribute}}
      - {criterion: "3.2", title: Kết luận, kind: yes_no, points: 3, measure: conclusions, when: "= 100"}
      - {criterion: "3.3", title: Bàn bạc, kind: manual, points: 7}
      - {criterion: "3.4", title: Đúng ngày, kind: bonus, points: 1, measure: on_planned_day}
      - {criterion: "3.5", title: Có dự thảo, kind: pass, measure: resolution_voted}
"""

TEXTS = {
    "an-phu-2025": shipped()["an-phu-2025"] + SETTLED,
    "hd42-frame": shipped()["hd42-frame"],
    "hd12-2018": shipped()["hd12-2018"],
    "odd": ODD,
}


@cache
def sheet(key: str) -> Sheet:
    """Return one of the sheets that the examples score by."""
    return read(TEXTS[key]).sheet


# ---------------------------------------------------------------- as plain values


def plain_evidence(of: Evidence) -> Plain:
    """Return evidence as plain values, each under its name."""
    return {name: _plain(getattr(of, name)) for name in Evidence.__slots__}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__slots__") and not isinstance(value, date):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    return value.isoformat() if isinstance(value, date) else value


def evidence_from(plain: Plain) -> Evidence:
    """Return the evidence that plain values are."""
    found: Plain = {name: _moment(one) for name, one in plain.items() if name.endswith("_at")}
    found |= {name: _day(one) for name, one in plain.items() if name.endswith("_on")}
    found |= {name: plain[name] for name in plain.keys() - found.keys()}
    found |= {
        "roll": tuple(Called(**one) for one in plain["roll"]),
        "items": tuple(
            Item(**{**one, "speakers": tuple(Speaker(**said) for said in one["speakers"])})
            for one in plain["items"]
        ),
        "reviewed": None
        if plain["reviewed"] is None
        else tuple(
            Reviewed(**{**one, "due_on": date.fromisoformat(one["due_on"])})
            for one in plain["reviewed"]
        ),
        "excused_runs": tuple(Run(**one) for one in plain["excused_runs"]),
        "guests": tuple(plain["guests"]),
    }
    return Evidence(**found)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | list[str] | None) -> date | tuple[date, ...] | None:
    if isinstance(text, list):
        return tuple(date.fromisoformat(one) for one in text)
    return date.fromisoformat(text) if text else None


def decisions_from(plain: Mapping[str, Plain]) -> dict[str, Decision]:
    """Return what people decided, as the room's lines have it."""
    return {
        key: Decision(
            None if one["points"] is None else Fraction(one["points"]),
            one["level"],
            one["passed"],
            one["because"],
        )
        for key, one in plain.items()
    }


def told(found: Score) -> Plain:
    """Return what a score comes to, as both languages tell it."""
    return {
        "lines": {line.key: _told(line) for line in found.lines},
        "most": text(found.most),
        "lowest": [text(found.lowest.points), found.lowest.grade],
        "highest": [text(found.highest.points), found.highest.grade],
        "grade": found.grade,
        "unanswered": [one.key for one in found.unanswered],
    }


def _told(line: Line) -> str:
    """Return a line in one row of words: "measured 4/5, 100"."""
    gives = {True: "yes", False: "no", None: line.level or text(line.points) or "–"}[line.passed]
    value = line.measured.value if line.measured else None
    measured = "" if value is None else f", {value}"
    return f"{line.why} {gives}/{text(line.most)}{measured}"


def whole_cases() -> list[Plain]:
    """Return the examples of whole scores, each with all its evidence and lines.

    In the file a case has only what differs: of its evidence from the good meeting, of its lines
    from the first case of its sheet.
    """
    good = vectors("evidence")[0]["evidence"]
    found: list[Plain] = []
    first: dict[str, Plain] = {}
    for case in vectors("scores"):
        lines = first.setdefault(case["sheet"], case["lines"]) | case["lines"]
        evidence = good | case.get("with", {})
        found.append({"decisions": {}, "events": {}, **case, "evidence": evidence, "lines": lines})
    return found
