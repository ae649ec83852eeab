"""Old figures in words: fields, what is wrong with a row, and rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.base.cells import Remark
from chibo.base.templatetags.words import month_of_year
from chibo.documents.importing.reading import List, Mapped
from chibo.reports.importing.columns import FIELDS
from chibo.reports.importing.plan import Planned
from chibo.reports.models import PastFigures
from chibo.reports.rules.past import FIGURES
from chibo.reports.showing.figures import number

_FIELDS: Mapping[str, Callable[[], str]] = {
    "number": lambda: _("row number"),
    "name": lambda: _("unit"),
    "month": lambda: _("month"),
    "year": lambda: _("year"),
}
_FIGURES = {field.name: field.verbose_name for field in PastFigures._meta.fields}
_SENTENCES: Mapping[str, Callable[[], str]] = {
    "past_month_missing": lambda: _("Of which month? Write it, for example 01/2024."),
    "past_month_unreadable": lambda: _(
        "“%(text)s” is no month. Write it like 01/2024 or tháng 1 năm 2024."
    ),
    "past_year_missing": lambda: _(
        "“%(text)s” has no year. Give the year beside the file, or write 01/2024."
    ),
    "past_month_not_over": lambda: _(
        "%(text)s is not over yet. Only months of before are brought in; delete the row."
    ),
    "past_unit_unknown": lambda: _(
        "There is no unit “%(text)s” here. Write its name as it is on record, or its code."
    ),
    "past_unit_ambiguous": lambda: _(
        "Several units are called “%(text)s”: write the code, %(codes)s."
    ),
    "past_no_figures": lambda: _("The row has no figure. Write one, or delete the row."),
    "past_no_number": lambda: _(
        "“%(text)s” is no whole number. Write figures only, for example 1316."
    ),
    "past_met_over_expected": lambda: _(
        "%(inner)s meetings were held, and only %(outer)s were due. Put one right."
    ),
    "past_on_time_over_met": lambda: _(
        "%(inner)s were on schedule, and only %(outer)s were held. Put one right."
    ),
    "past_attended_over_must_attend": lambda: _(
        "%(inner)s were present, and only %(outer)s had to attend. Put one right."
    ),
    "past_twice": lambda: _("The same unit and month stand on row %(other_row)s. Delete one row."),
    "past_has_facts": lambda: _(
        "The minutes book has %(text)s of this unit. What was counted there stays; delete the row."
    ),
    "past_imported": lambda: _(
        "%(text)s of this unit was brought in before. Take that file back first, or delete the row."
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A remark: its cell as in the file, its sentence, and where one sees more; "" for nowhere."""

    row: int
    column: str
    letters: str
    text: str
    url: str = ""


def field_name(field: str) -> str:
    """Return what a column holds."""
    known = _FIELDS.get(field)
    if known is not None:
        return known()
    return str(_FIGURES.get(field, field))


def problem(remark: Remark, source: List) -> Problem:
    """Return a remark in words, with its place in the file."""
    url = ""
    if remark.code == "past_has_facts":
        month, year = remark.data["text"].split("/")
        url = reverse("reports:past_facts", args=[remark.data["unit"], f"{year}-{month}"])
    return Problem(
        remark.row,
        field_name(remark.field) if remark.field else "",
        source.letters_of(remark.field),
        _SENTENCES[remark.code]() % remark.data,
        url,
    )


def choices_of(mapped: Mapped) -> list[tuple[str, str, bool]]:
    """Return what a column may be taken for: value, words, whether it is so now."""
    now = mapped.field
    return [
        ("", _("not kept"), not now),
        *((field, field_name(field), field == now) for field in FIELDS),
    ]


def row_words(planned: Planned) -> tuple[str, str]:
    """Return the month of a row and its figures in one line."""
    told = "; ".join(
        f"{field_name(name)} {number(planned.figures[name])}"
        for name in FIGURES
        if name in planned.figures
    )
    return month_of_year(planned.month), told


def kept_words(row: PastFigures) -> str:
    """Return the figures of a month that was brought in, in one line."""
    return "; ".join(
        f"{field_name(name)} {number(value)}"
        for name in FIGURES
        if (value := getattr(row, name)) is not None
    )
