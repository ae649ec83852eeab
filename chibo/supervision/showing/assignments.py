"""Assignments in words: where they stand, what merged cells leave, and why one cannot be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal, Way
from chibo.base.templatetags.words import day
from chibo.supervision.actions import assignments as actions
from chibo.supervision.models import Assignment
from chibo.supervision.queries.assignments import Arrival
from chibo.supervision.rules.assignments import Standing, Term, standing_of
from chibo.units.queries import names_by_code


@dataclass(frozen=True, slots=True)
class Line:
    """An assignment as a history shows it: the shape and words of how it stands."""

    row: Assignment
    cell: str
    unit: str
    until: date | None
    shape: str
    words: str
    is_open: bool


def lines(rows: Sequence[Assignment], today: date) -> list[Line]:
    """Return assignments as a history shows them, with the names of today. One query."""
    codes = {row.cell.code for row in rows} | {row.unit.code for row in rows}
    names = names_by_code(codes, today) if codes else {}
    return [_line(row, names, today) for row in rows]


def _line(row: Assignment, names: dict[str, str], today: date) -> Line:
    term = Term(row.since, row.until, row.cell.until)
    standing = standing_of(term, today)
    return Line(
        row,
        names[row.cell.code],
        names[row.unit.code],
        term.end,
        _SHAPES[standing],
        _words(standing, row),
        standing in (Standing.TO_COME, Standing.HOLDS),
    )


_SHAPES = {
    Standing.TO_COME: "wait",
    Standing.HOLDS: "done",
    Standing.ENDED: "none",
    Standing.ENDED_WITH_CELL: "none",
}


def _words(standing: Standing, row: Assignment) -> str:
    match standing:
        case Standing.TO_COME:
            return _("from %(day)s") % {"day": day(row.since)}
        case Standing.HOLDS:
            return _("follows it now")
        case Standing.ENDED_WITH_CELL:
            return _("ended on %(day)s with the cell itself") % {"day": day(row.cell.until)}
    ended = _("ended on %(day)s") % {"day": day(row.until)}
    return f"{ended}: {row.ended_because}" if row.ended_because else ended


def arrival_words(arrival: Arrival) -> str:
    """Return what was merged into a cell, and who had followed that."""
    facts = {
        "name": arrival.name,
        "day": day(arrival.on),
        "number": arrival.number,
        "who": ", ".join(person.full_name for person in arrival.followers),
    }
    if not arrival.followers:
        return _("%(name)s was merged into it on %(day)s by %(number)s.") % facts
    return _("%(name)s, merged into it on %(day)s by %(number)s, was followed by %(who)s.") % facts


def refusal_of(error: actions.CannotAssign) -> Refusal:
    """Return why an assignment cannot be made or ended so, and what to do."""
    match error:
        case actions.NoCells():
            return Refusal(_("No cell is ticked. Tick at least one."), fields=("cells",))
        case actions.BeforeDecision(decided_on=decided_on):
            return Refusal(
                _("The decision is of %(day)s. Give a day from then on.")
                % {"day": day(decided_on)},
                fields=("since",),
            )
        case actions.CellNotThere(cell=cell):
            return Refusal(
                _("%(cell)s does not exist on that day. Take the tick away, or give another day.")
                % {"cell": _name(cell.code)},
                fields=("since",),
            )
        case actions.AlreadyFollows(held=held):
            return _held(held)
        case actions.NotLater(since=since):
            return Refusal(
                _("It begins on %(day)s. Give a day after that.") % {"day": day(since)},
                fields=("until",),
            )
        case actions.NeedsReason():
            return Refusal(
                _("Write why, for example: has moved to other work."), fields=("because",)
            )
        case actions.EndedAlready(ended=ended):
            return Refusal(
                _("Following %(cell)s has ended by that day already. Take the tick away.")
                % {"cell": _name(ended.cell.code)},
                fields=("assignments",),
            )
        case actions.HasVisited():
            return Refusal(
                _(
                    "There are visit slips under this assignment, so it was no mistake. End it with a day and a reason instead."
                )
            )
        case actions.NoAccount():
            return Refusal(
                _("There is no account to open the cells to. Give one first."),
                (Way(_("See the accounts"), reverse("access:accounts")),),
            )
    return Refusal(_("The account sees every cell already. Nothing had to be changed."))


def _held(held: Assignment) -> Refusal:
    name = _name(held.cell.code)
    sentence = _(
        "%(who)s follows %(cell)s already, from %(day)s. Take the tick away, or end that first."
    ) % {"who": held.official.full_name, "cell": name, "day": day(held.since)}
    history = reverse("supervision:of_cell", args=[held.cell.code])
    return Refusal(sentence, (Way(_("See who has followed it"), history),), ("cells",))


def _name(code: str) -> str:
    return names_by_code([code], date.max).get(code, code)
