"""A board in words: its span, why a cell needs help, and from when on that is said."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.base.templatetags.words import month_name, month_of_year, plain
from chibo.base.time import quarter_of
from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.quality.queries.board import Board, Differing
from chibo.quality.rules.boards import MISSED, UNGRADED, WAITING
from chibo.quality.rules.helping import MonthSeen, Need, Reason
from chibo.quality.rules.spans import Span, around

# What a list of cells can be of, beside grades and what stands for them.
IN_NEED = "need"


def span_name(span: Span) -> str:
    """Return "tháng 10/2026", "quý 3/2026", "6 tháng đầu năm 2026" or "năm 2026"."""
    if span.length == 1:
        return month_of_year(span.first)
    if span.length == 3:
        return _("quarter %(quarter)s/%(year)s") % {
            "quarter": quarter_of(span.first),
            "year": span.first.year,
        }
    if span.length == 6:
        words = {1: _("first half of %(year)s"), 7: _("second half of %(year)s")}
        return words[span.first.month] % {"year": span.first.year}
    return _("year %(year)s") % {"year": span.first.year}


def other_spans(span: Span) -> list[tuple[str, str]]:
    """Return the month, quarter and year at the end of a span but itself, as key and name."""
    return [
        (one.key, span_name(one))
        for length in (1, 3, 12)
        if length != span.length
        for one in [around(span.first if length > span.length else span.months[-1], length)]
    ]


def state_name(state: str) -> str:
    """Return how months stand, as the head of a list; a grade is its own name."""
    return {
        UNGRADED: _("not graded"),
        MISSED: _("without minutes"),
        WAITING: _("not in the book yet"),
        IN_NEED: _("need help"),
    }.get(state, state)


def need_words(need: Need, limits: Mapping[Name, RuleValue]) -> str:
    """Return why a cell needs help, with the months and what was counted."""
    facts = {"n": len(need.months), "months": months_words(need.months)}
    match need.reason:
        case Reason.WEAK:
            return _("%(n)s meetings running with a low grade: %(months)s") % facts
        case Reason.SILENT:
            most = int(limits[Name.HELP_SPEAKERS].value)
            words = ngettext(
                "at most %(most)s member spoke, %(n)s times: %(months)s",
                "at most %(most)s members spoke, %(n)s times: %(months)s",
                most,
            )
            return words % {**facts, "most": most}
        case Reason.LATE:
            days = need.months[-1].days or 0
            words = ngettext(
                "minutes of %(months)s in the book after %(days)s day",
                "minutes of %(months)s in the book after %(days)s days",
                days,
            )
            return words % {**facts, "days": days}
    came = ", ".join(
        f"{month_name(one.month)} {one.attended}/{one.must_attend}" for one in need.months
    )
    return _("attendance under %(percent)s%% in %(n)s meetings running: %(came)s") % {
        **facts,
        "percent": limits[Name.HELP_ATTENDANCE].value,
        "came": came,
    }


def months_words(months: Sequence[MonthSeen]) -> str:
    """Return the names of months in a row."""
    return ", ".join(month_name(one.month) for one in months)


def differing_words(one: Differing) -> str:
    """Return how a cell's own score and the record differ."""
    return _(
        "%(month)s: where the record proves something the cell gave itself %(given)s, the record gives %(evidence)s of %(most)s"
    ) % {
        "month": month_of_year(one.month),
        "given": plain(one.given),
        "evidence": plain(one.evidence),
        "most": plain(one.most),
    }


def limit_words(board: Board) -> list[str]:
    """Return from when on a cell is said to need help, each limit that is set."""
    return limit_words_of(board.limits)


def limit_words_of(limits: Mapping[Name, RuleValue]) -> list[str]:
    """Return from when on a cell is said to need help by its meetings, each limit that is set."""
    values = {name: row.value for name, row in limits.items()}
    words = []
    if Name.HELP_WEAK in values:
        words.append(
            _("%(n)s meetings running with one of the two lowest grades of the sheet.")
            % {"n": values[Name.HELP_WEAK]}
        )
    if Name.HELP_SILENT in values and Name.HELP_SPEAKERS in values:
        words.append(
            _("In %(n)s of the latest six meetings at most %(most)s spoke.")
            % {"n": values[Name.HELP_SILENT], "most": values[Name.HELP_SPEAKERS]}
        )
    if Name.HELP_LATE_DAYS in values:
        words.append(
            _("The latest minutes were in the book more than %(n)s days after the meeting.")
            % {"n": values[Name.HELP_LATE_DAYS]}
        )
    if Name.HELP_ATTENDANCE in values and Name.HELP_ABSENT in values:
        words.append(
            _("Attendance under %(percent)s%% in %(n)s meetings running.")
            % {"percent": values[Name.HELP_ATTENDANCE], "n": values[Name.HELP_ABSENT]}
        )
    return words


# The limits this board asks for; others are those of the board of reports.
_ASKED = (
    Name.HELP_WEAK,
    Name.HELP_SPEAKERS,
    Name.HELP_SILENT,
    Name.HELP_LATE_DAYS,
    Name.HELP_ATTENDANCE,
    Name.HELP_ABSENT,
)


def sources(board: Board) -> list[str]:
    """Return the documents the limits come from, each once."""
    return sources_of({name: row for name, row in board.limits.items() if name in _ASKED})


def sources_of(limits: Mapping[Name, RuleValue]) -> list[str]:
    """Return the documents some limits come from, each once."""
    named = {
        row.source_id: f"{row.source.issuer}, {row.source.number}. {row.source.title}"
        for row in limits.values()
    }
    return [named[key] for key in sorted(named)]
