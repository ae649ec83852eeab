"""Score sheets made up for a test and put in force at a unit."""

from datetime import date

from chibo.book.rules import digest
from chibo.quality.loading import load_sheets
from chibo.quality.models import ScoreSheet
from chibo.quality.rules.located import load
from chibo.units.models import Unit

# What a year is held against: attendance, meetings every month, what people say of it.
ANNUAL = """\
sheet: nam
title: Phiếu chấm điểm năm
issuer: Đảng ủy xã Trung Thượng
number: 05-HD/ĐU
seen: local
period: year
total: 100
grades:
  - {grade: Tốt, at_least: 90}
  - {grade: Khá, at_least: 70}
  - {grade: Trung bình, at_least: 50}
  - {grade: Kém}
groups:
  - group: "1"
    title: Nền nếp
    points: 60
    criteria:
      - criterion: "1.1"
        title: Tỷ lệ dự cả năm
        kind: bands
        points: 40
        measure: year_attendance
        bands:
          - {when: ">= 90", points: 40}
          - {when: ">= 75 and < 90", points: 25}
          - {when: "< 75", points: 10}
      - criterion: "1.2"
        title: Tháng nào cũng họp
        kind: yes_no
        points: 20
        measure: year_met_every_month
  - group: "2"
    title: Kết quả
    points: 40
    criteria:
      - criterion: "2.1"
        title: Chuyển biến trong năm
        kind: manual
        points: 40
        guidance: So với năm trước, việc gì tiến bộ?
"""
# The same without points.
ANNUAL_LEVELS = """\
sheet: nam-muc
title: Phiếu xếp loại năm
issuer: Đảng ủy xã Trung Thượng
seen: local
period: year
levels: [Tốt, Khá, Kém]
grades:
  - {grade: Tốt, needs: [{reach: Tốt, share: "= 100"}]}
  - {grade: Khá, needs: [{reach: Khá, share: "= 100"}]}
  - {grade: Kém}
groups:
  - group: "1"
    title: Nền nếp
    criteria:
      - criterion: "1.1"
        title: Tỷ lệ dự cả năm
        kind: bands
        measure: year_attendance
        bands:
          - {when: ">= 90", level: Tốt}
          - {when: "< 90", level: Khá}
      - criterion: "1.2"
        title: Đoàn kết
        kind: manual
        guidance: Chi bộ tự xét.
"""


def in_force(
    text: str,
    at: Unit | None,
    since: date = date(2020, 1, 1),
    until: date | None = None,
    *,
    base: ScoreSheet | None = None,
) -> ScoreSheet:
    """Return a sheet in force at and below a unit."""
    data = load(text).data
    return ScoreSheet.objects.create(
        key=data["sheet"],
        title=data["title"],
        text=text,
        sha256=digest(text.encode()),
        base=base,
        unit=at,
        since=since,
        until=until,
    )


def shipped_layer(key: str, at: Unit, since: date = date(2020, 1, 1)) -> ScoreSheet:
    """Return a shipped sheet, put in force at and below a unit."""
    load_sheets()
    row = ScoreSheet.objects.get(key=key, unit=None)
    return in_force(row.text, at, since, base=row.base)
