"""Units as a list that the import reads back without a change."""

from datetime import date

from django.db.models import QuerySet

from chibo.base.periods import valid_on
from chibo.units.models import Placement, Unit, UnitEvent
from chibo.units.queries import existing

HEADINGS = (
    "STT",
    "Mã đơn vị",
    "Tên đơn vị",
    "Loại",
    "Đơn vị cấp trên",
    "Ngày thành lập",
    "Số quyết định",
    "Địa danh",
)


def units_table(units: QuerySet[Unit], on: date) -> list[list[str | int]]:
    """Return one row for each of some units on a day, under HEADINGS; those above first."""
    rows = (
        existing(on)
        .filter(pk__in=units.values("pk"))
        .select_related("kind")
        .order_by("kind__level", "code")
    )
    above = dict(Placement.objects.filter(valid_on(on)).values_list("unit_id", "parent__code"))
    numbers = dict(
        UnitEvent.objects.filter(kind=UnitEvent.Kind.FOUND).values_list(
            "unit_id", "decision__number"
        )
    )
    return [
        [
            number,
            unit.code,
            unit.full_name or unit.code,
            unit.kind.name,
            above.get(unit.pk, ""),
            f"{unit.since:%d/%m/%Y}",
            numbers.get(unit.pk, ""),
            unit.place,
        ]
        for number, unit in enumerate(rows, start=1)
    ]
