"""A report as it stands: drafted from the figures of a day, with what people wrote into it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from chibo.book.queries import first_month_in_book
from chibo.quality.rules.spans import Span
from chibo.reports.catalogue import lines
from chibo.reports.models import Report, ReportText
from chibo.reports.queries.figures import Figures, figures_of
from chibo.reports.queries.needing import cells_in_need
from chibo.reports.queries.past import past_figures_of
from chibo.reports.rules.columns import Row, Table
from chibo.reports.rules.comparing import Past
from chibo.reports.rules.drafting import Text, draft, written
from chibo.reports.rules.gathering import reasons, unmet
from chibo.reports.rules.lines import Figure
from chibo.reports.rules.naming import (
    committee_on_paper,
    day_on_paper,
    past_on_paper,
    span_on_paper,
)
from chibo.reports.rules.needing import in_need
from chibo.reports.rules.prints import Stated, stated
from chibo.reports.rules.standing import Body, Standing, from_json, rows_of
from chibo.reports.rules.tabulating import by_month, by_organisation
from chibo.reports.template import template
from chibo.units.models import Unit
from chibo.units.queries import path

# A share of what is not over says little beside one of what is.
_PARTIAL = "Kỳ này chưa kết thúc, số so sánh chỉ để tham khảo. "


def standing_of(unit: Unit, span: Span, as_of: date, texts: Iterable[Text] = ()) -> Standing:
    """Return the report of a unit about a span as it stands on a day, with some texts in it.

    Some thirty queries, three times that of figures: of the span and of the two it could be
    compared with.
    """
    found = figures_of(unit, span, as_of)
    own = _stated(found)
    known = first_month_in_book()
    past = _past(unit, span, as_of, known)
    form = template()
    catalogue = lines()
    figures = {**own, **{f"{key}@{past.key}": one for key, one in past.figures.items()}}
    words = {**_words(found), "in_need": in_need(cells_in_need(unit, span, as_of))}
    drafted = draft(form, own, words, past)
    return Standing(
        body=body_of(unit, min(as_of, span.last_day)),
        span=span,
        as_of=as_of,
        figures=figures,
        parts=tuple(written(drafted, texts)),
        months=by_month(
            form.tables["by_month"],
            catalogue,
            found.tables,
            [one for one in span.months if one <= as_of and known is not None and one >= known],
            span.key,
        ),
        organisations=by_organisation(
            form.tables["by_organisation"], catalogue, found.tables, span.key
        ),
        known_from=known,
        rows={str(table): rows_of(rows) for table, rows in found.tables.items()},
    )


def standing_of_report(report: Report, as_of: date) -> Standing:
    """Return a report as it was signed; one that is not, as it stands on a day."""
    if report.frozen is not None:
        return from_json(report.frozen, report.span)
    return standing_of(report.unit, report.span, as_of, texts_of(report))


def texts_of(report: Report | None) -> list[Text]:
    """Return what people wrote into a report, those added in their order. One query, or none."""
    if report is None:
        return []
    rows = ReportText.objects.filter(report=report).order_by("position", "pk")
    return [
        Text(
            str(row.pk), row.section, row.sentence, row.text, row.left_out, row.written_by,
            row.origin,
        )
        for row in rows
    ]  # fmt: skip


def body_of(unit: Unit, on: date) -> Body:
    """Return how papers name a unit on a day. One query."""
    above = path(unit, on)
    named = above[-1] if above else unit
    name = getattr(named, "full_name", unit.code)
    parent = above[-2].full_name if len(above) > 1 else ""
    # A place is written where it is not what the unit is called: "xã Trung Thượng".
    place = unit.place or str(getattr(named, "name", "")).split(" ", 1)[-1]
    return Body(unit.code, name, committee_on_paper(name), parent, place)


def _stated(found: Figures) -> dict[str, Stated]:
    return {key: stated(figure, found.span.key) for key, figure in found.figures.items()}


def _past(unit: Unit, span: Span, as_of: date, known: date | None) -> Past:
    """The same span a year before; the one before where the book does not reach back so far."""
    year_before = Span(span.first.replace(year=span.first.year - 1), span.length)
    partial, instead = _PARTIAL if as_of <= span.last_day else "", ""
    for one in dict.fromkeys((year_before, span.before)):
        words = f"{past_on_paper(one, span)} ({span_on_paper(one)})"
        if known is not None and known <= one.first:
            figures = _stated(figures_of(unit, one, as_of))
            if figures["held"].denominator:
                return Past(one.key, words, figures, f"{partial}{instead}".strip())
        old = _from_old_reports(unit, one)
        if old:
            marked = f"{past_on_paper(one, span)} ({span_on_paper(one)}, số nhập từ báo cáo cũ)"
            return Past(one.key, marked, old, f"{partial}{instead}".strip())
        if one == year_before:
            instead = f"Chưa có số liệu {span_on_paper(one)} để so với cùng kỳ năm trước."
    return Past(span.before.key, "", {}, instead)


def _from_old_reports(unit: Unit, span: Span) -> dict[str, Stated]:
    """What was brought in of a span of which the book has nothing; each figure says so."""
    told = {"vi": "Số nhập từ báo cáo cũ, không đếm từ sổ biên bản.", "en": "From an old report."}
    return {
        key: replace(stated(Figure(lines()[key], above, base), span.key), words=told)
        for key, (above, base) in past_figures_of(unit, span).items()
    }


def _words(found: Figures) -> Mapping[str, str]:
    months: list[Row] = found.tables[Table.MONTHS]
    missed = [row for row in months if row["expected"] and not row["met"]]
    return {
        "until": day_on_paper(min(found.as_of, found.span.last_day)),
        "span": span_on_paper(found.span),
        "reasons": reasons(missed),
        "moves": reasons(row for row in months if row["moved"]),
        "unmet": unmet(missed),
    }
