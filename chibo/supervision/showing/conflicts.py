"""A conflict in words: what cannot hold together, who is kept by what, and the ways out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.base.templatetags.words import capital, long_day, short_day
from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.supervision.models import Assignment
from chibo.supervision.planning.explaining import Conflict, Turn
from chibo.supervision.planning.standing import Reason, Why
from chibo.supervision.planning.ways import Way, WayKind
from chibo.supervision.queries.quarters import Quarter, When
from chibo.supervision.showing.rosters import slot_words

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the things that cannot all hold, and where it comes from."""

    words: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A way out as one chooses it."""

    key: str
    words: str
    more: str


def title(conflict: Conflict, quarter: Quarter) -> str:
    """Return what is wrong in one line."""
    cell = quarter.cells[conflict.cell].full_name
    if not conflict.turns:
        return _("%(cell)s: no meeting is known this quarter") % {"cell": cell}
    slots = {_slot(quarter.sittings[one.sitting.key]) for one in conflict.turns}
    if len(conflict.cells) == 1:
        return _("Nobody can go to %(cell)s") % {"cell": cell}
    if len(conflict.cells) <= 3 and len(slots) == 1:
        return _("%(cells)s meet together: %(when)s") % {
            "cells": _names(conflict.cells, quarter),
            "when": slots.pop(),
        }
    return ngettext(
        "There are too few visits for %(count)s cell",
        "There are too few visits for %(count)s cells",
        len(conflict.cells),
    ) % {"count": len(conflict.cells)}


def statements(conflict: Conflict, quarter: Quarter) -> list[Statement]:
    """Return what cannot all hold; giving up any one of it is enough."""
    found = [_meets(cell, quarter) for cell in conflict.cells[:_NAMED]]
    more = len(conflict.cells) - _NAMED
    if more > 0:
        words = ngettext(
            "%(count)s more cell that meets at these times",
            "%(count)s more cells that meet at these times",
            more,
        )
        found.append(Statement(words % {"count": more}))
    found.append(_due(conflict, quarter))
    if conflict.turns:
        found.append(_who(conflict, quarter))
        found += _away(conflict, quarter)
    return found


def _meets(cell: int, quarter: Quarter) -> Statement:
    whens = sorted(
        (one for one in quarter.sittings.values() if one.cell == cell), key=lambda one: one.day
    )
    open_ = {one.key for one in quarter.problem.sittings}
    left = [one for one in whens if one.key in open_]
    name = quarter.cells[cell].full_name
    if not left:
        return Statement(_("%(cell)s has no meeting left this quarter") % {"cell": name})
    words = _("%(cell)s meets %(days)s only") % {
        "cell": name,
        "days": ", ".join(_slot(one) for one in left),
    }
    expected = all(one.is_expected for one in left)
    return Statement(
        words,
        _("Expected from its usual day.") if expected else _("As the cell planned its meetings."),
    )


def _slot(when: When) -> str:
    return slot_words(when.day, when.hour)


def _due(conflict: Conflict, quarter: Quarter) -> Statement:
    due = {cell.key: cell.visits for cell in quarter.problem.cells}
    least = min(due[cell] for cell in conflict.cells)
    words = ngettext(
        "Each of these cells is due at least %(count)s visit this quarter",
        "Each of these cells is due at least %(count)s visits this quarter",
        least,
    ) % {"count": least}
    row = quarter.values.get(Name.VISITS)
    return Statement(words, source_words(row) if row else "")


def source_words(row: RuleValue) -> str:
    """Return where a number comes from."""
    return f"{row.source.title}{', ' + row.article if row.article else ''}."


def _who(conflict: Conflict, quarter: Quarter) -> Statement:
    people = sorted({official for turn in conflict.turns for official, _why in turn.why})
    if not people:
        return Statement(_("Nobody follows this cell"))
    follows = quarter.follows(conflict.cell)
    source = _assigned(follows[0]) if follows else ""
    if not quarter.problem.own_only:
        return Statement(
            ngettext(
                "Only %(count)s official plans visits here",
                "Only %(count)s officials plan visits here",
                len(people),
            )
            % {"count": len(people)}
        )
    names = ", ".join(quarter.officials[one].full_name for one in people[:_NAMED])
    return Statement(_("Only %(people)s follows it") % {"people": names}, source)


def _away(conflict: Conflict, quarter: Quarter) -> list[Statement]:
    """Who is away on every day that the cell meets."""
    always = {
        official
        for official, _why in conflict.turns[0].why
        if all(dict(turn.why)[official].reason is Reason.AWAY for turn in conflict.turns)
    }
    return [
        Statement(
            _("%(who)s is away on all these days") % {"who": quarter.officials[one].full_name},
            _("As the office noted."),
        )
        for one in sorted(always)[:_NAMED]
    ]


def _assigned(row: Assignment) -> str:
    return _("Assigned by %(number)s on %(day)s.") % {
        "number": row.decision_number,
        "day": f"{row.decided_on:%d/%m/%Y}",
    }


def turns(conflict: Conflict, quarter: Quarter) -> list[tuple[str, list[str]]]:
    """Return each meeting of the cell left out, and what keeps everyone from it."""
    return [(_turn(turn, quarter), list(_kept(turn.why, quarter))) for turn in conflict.turns]


def _turn(turn: Turn, quarter: Quarter) -> str:
    slot = _slot(quarter.sittings[turn.sitting.key])
    if not turn.rivals:
        return slot
    return _("%(slot)s, together with %(cells)s") % {
        "slot": slot,
        "cells": _names(turn.rivals, quarter),
    }


def _kept(why: Iterable[tuple[int, Why]], quarter: Quarter) -> Iterable[str]:
    rows = list(why)
    for official, one in rows[:_NAMED]:
        yield f"{quarter.officials[official].full_name}: {why_words(one, quarter)}."
    if len(rows) > _NAMED:
        count = len(rows) - _NAMED
        yield ngettext(
            "%(count)s more cannot go either.", "%(count)s more cannot go either.", count
        ) % {"count": count}


def why_words(why: Why, quarter: Quarter) -> str:
    """Return what keeps somebody, in small letters."""
    there = quarter.cells.get(why.cell or 0)
    cell = there.full_name if there else ""
    return {
        Reason.FREE: lambda: _("free"),
        Reason.NOT_OWN: lambda: _("does not follow this cell"),
        Reason.FULL: lambda: _("has as many visits as he can make"),
        Reason.BUSY: lambda: _("visits %(cell)s then") % {"cell": cell},
        Reason.FAR: lambda: (
            _("visits %(cell)s just before or after, too far away") % {"cell": cell}
        ),
        Reason.AWAY: lambda: _("is away that day"),
    }[why.reason]()


def choices(conflict: Conflict, quarter: Quarter) -> list[Choice]:
    """Return the ways out to choose from, the one that disturbs least first."""
    return [
        Choice(key_of(way), capital(_way(way, quarter)), _cost(way, quarter))
        for way in conflict.ways
    ]


def key_of(way: Way) -> str:
    """Return what a page names a way by."""
    day = way.day.isoformat() if way.day else ""
    return f"{way.kind}|{way.official or ''}|{way.sitting}|{day}"


def _way(way: Way, quarter: Quarter) -> str:
    cell = quarter.cells[way.cell].full_name
    if way.kind is WayKind.LATER or way.official is None:
        return _("Visit %(cell)s next quarter") % {"cell": cell}
    who = quarter.officials[way.official].full_name
    if way.day is not None:
        return _("Ask %(cell)s to meet on %(day)s; %(who)s goes") % {
            "cell": cell,
            "day": long_day(way.day),
            "who": who,
        }
    day = short_day(quarter.sittings[way.sitting].day)
    if way.kind is WayKind.OTHER:
        return _("%(who)s goes to %(cell)s instead, %(day)s") % {
            "who": who,
            "cell": cell,
            "day": day,
        }
    return _("%(who)s makes one visit more, to %(cell)s, %(day)s") % {
        "who": who,
        "cell": cell,
        "day": day,
    }


def _cost(way: Way, quarter: Quarter) -> str:
    if way.kind is WayKind.LATER:
        cells = len(quarter.cells)
        return _("This quarter lacks a visit to one cell of %(cells)s. The report will say so.") % {
            "cells": cells
        }
    has = ngettext(
        "Has %(count)s other visit that month.", "Has %(count)s other visits that month.", way.load
    ) % {"count": way.load}
    if way.kind is WayKind.OTHER_DAY:
        return _("The members change their day; the cell decides and writes down why. %(has)s") % {
            "has": has
        }
    if way.same_place:
        return _("Comes from that place. %(has)s Nobody changes a day.") % {"has": has}
    return _("%(has)s Nobody changes a day.") % {"has": has}


def _names(cells: Iterable[int], quarter: Quarter) -> str:
    names = [quarter.cells[cell].full_name for cell in cells if cell in quarter.cells]
    shown = names[:3]
    if len(names) > 3:
        count = len(names) - 3
        shown.append(ngettext("%(count)s more", "%(count)s more", count) % {"count": count})
    return ", ".join(shown)
