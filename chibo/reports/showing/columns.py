"""The tables and columns of report lines in words, and what stands in them."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.base.templatetags.words import day, month_of_year
from chibo.meetings.models import Meeting
from chibo.reports.rules.columns import COLUMNS, Kind, Row, Table
from chibo.supervision.models import Visit
from chibo.units.models import UnitEvent

_NAMES: Mapping[str, object] = {
    "cell": gettext_lazy("code"),
    "name": gettext_lazy("name"),
    "organisation": gettext_lazy("grassroots organisation"),
    "kind": gettext_lazy("kind"),
    "is_village": gettext_lazy("village or street cell"),
    "is_grassroots": gettext_lazy("is a grassroots organisation"),
    "month": gettext_lazy("month"),
    "expected": gettext_lazy("regular meeting due"),
    "met": gettext_lazy("met, in the book"),
    "on_time": gettext_lazy("on the planned day"),
    "moved": gettext_lazy("moved"),
    "waits": gettext_lazy("held, not in the book"),
    "state": gettext_lazy("state"),
    "reason": gettext_lazy("reason"),
    "held_on": gettext_lazy("held on"),
    "sealed_on": gettext_lazy("in the book on"),
    "seal_due": gettext_lazy("a day was set"),
    "sealed_on_time": gettext_lazy("in the book in time"),
    "thematic": gettext_lazy("thematic meeting"),
    "must_attend": gettext_lazy("must attend"),
    "attended": gettext_lazy("attended"),
    "unexcused": gettext_lazy("absent without reason"),
    "excused": gettext_lazy("absent with reason"),
    "speakers": gettext_lazy("spoke"),
    "length_minutes": gettext_lazy("minutes long"),
    "tasks_due": gettext_lazy("tasks due"),
    "tasks_done": gettext_lazy("tasks done"),
    "tasks_given": gettext_lazy("tasks given"),
    "resolutions": gettext_lazy("resolutions"),
    "proposals": gettext_lazy("proposals"),
    "typed_on_behalf": gettext_lazy("typed by an office"),
    "grade": gettext_lazy("grade"),
    "visits_due": gettext_lazy("visits planned"),
    "visits_done": gettext_lazy("visits made"),
    "visits_kept": gettext_lazy("planned visits made"),
    "members": gettext_lazy("members"),
    "official": gettext_lazy("official members"),
    "probationary": gettext_lazy("on probation"),
    "exempt": gettext_lazy("exempt"),
    "elsewhere": gettext_lazy("attending elsewhere"),
    "members_before": gettext_lazy("members before"),
    "due_months": gettext_lazy("months due"),
    "met_months": gettext_lazy("months met"),
    "missed_months": gettext_lazy("months missed"),
    "thematic_months": gettext_lazy("months with a thematic meeting"),
    "visits": gettext_lazy("visits"),
    "what": gettext_lazy("what happened"),
    "day": gettext_lazy("day"),
    "decision": gettext_lazy("decision"),
    "agenda": gettext_lazy("agenda"),
    "book_noted": gettext_lazy("says whether the minutes book was seen"),
    "book_seen": gettext_lazy("minutes book seen"),
    "follow_up": gettext_lazy("something to be done"),
    "followed_up": gettext_lazy("done since"),
    "text": gettext_lazy("proposal"),
    "answered": gettext_lazy("answered"),
    "answered_on": gettext_lazy("answered on"),
}


def table_name(table: Table) -> str:
    """Return what one row of a table is, as the head of a list."""
    return {
        Table.MONTHS: _("cells and months"),
        Table.CELLS: _("cells"),
        Table.ORGANISATIONS: _("organisations"),
        Table.EVENTS: _("decisions on cells"),
        Table.VISITS: _("visits"),
        Table.PROPOSALS: _("proposals passed up"),
    }[table]


def is_named(column: str) -> bool:
    """Say whether a column is one that lines count in today."""
    return column in _NAMES


def column_name(column: str) -> str:
    """Return the head of a column."""
    return str(_NAMES[column])


def value_in(row: Row, column: str, table: Table) -> str:
    """Return what stands in a column as people read it; "–" where nothing is known."""
    value, kind = row[column], COLUMNS[table][column]
    if value is None or value == "":
        return "–"
    if kind is Kind.FLAG:
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return month_of_year(value) if column == "month" else day(value)
    words = _WORDS.get(column, {})
    return str(words.get(str(value), value))


# Words that are kept as codes.
_WORDS: Mapping[str, Mapping[str, object]] = {
    "state": dict(Meeting.State.choices),
    "agenda": dict(Visit.Agenda.choices),
    "what": dict(UnitEvent.Kind.choices),
}
