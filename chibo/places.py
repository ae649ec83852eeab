"""The frame around every page: whose page it is, and the places it leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from chibo.access import queries as access
from chibo.access.rules import Ability
from chibo.people.models import Account
from chibo.units.models import Unit

_Names = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the contents: where it leads and whether we are there."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What the head, the rail and the foot of a page show.

    others: where someone at home in a cell goes for the work he has above it.
    """

    unit: Unit | None
    parent: Unit | None
    places: tuple[Place, ...]
    others: tuple[Place, ...]
    who: str
    today: date
    is_example: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `frame`; made only when a page shows it."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame:
    today = timezone.localdate()
    account = request.user
    if not isinstance(account, Account):
        return Frame(None, None, (), (), "", today, settings.IS_EXAMPLE)
    above = access.path_home(account, today)
    unit = above[-1] if above else None
    parent = above[-2] if above[1:] else None
    here, others = _places(account, unit, today)
    return Frame(
        unit,
        parent,
        _lines(request, here),
        _lines(request, others),
        account.shown_name,
        today,
        settings.IS_EXAMPLE,
    )


def _places(account: Account, unit: Unit | None, today: date) -> tuple[_Names, _Names]:
    """Return the places of the rail, and those for which it has no room."""
    names = [(_("Today"), reverse("desk:today"))]
    if unit is None:
        return names, []
    if unit.kind.is_cell and access.may(account, Ability.SEE_CELL, unit, today):
        above = _office_places(lambda ability: access.may_beyond(account, ability, unit, today))
        return names + _cell_places(unit), above
    here = _office_places(lambda ability: access.may_somewhere(account, ability, today))
    # Its first one is what these readers see as Today.
    return names + [place for place in here if place[1] != reverse("desk:cells")], []


def _lines(request: HttpRequest, names: _Names) -> tuple[Place, ...]:
    """The places, with the one the page lies in: the nearest where one lies below another."""
    above = [
        url
        for _name, url in names
        if request.path == url or (url != "/" and request.path.startswith(url))
    ]
    here = max(above, key=len, default="")
    return tuple(Place(name, url, url == here) for name, url in names)


def _cell_places(cell: Unit) -> _Names:
    return [
        (_("Cell"), reverse("desk:cell", args=[cell.code])),
        (_("Members"), reverse("people:of_cell", args=[cell.code])),
        (_("Meetings"), reverse("room:of_cell", args=[cell.code])),
        (_("Tasks"), reverse("resolutions:of_cell", args=[cell.code])),
        (_("Minutes book"), reverse("book:of_cell", args=[cell.code])),
        (_("Mine"), reverse("desk:mine")),
    ]


def _office_places(holds: Callable[[Ability], bool]) -> _Names:
    """The work above cells. The rail has seven places at most, so lists, decisions and score sheets
    are one step behind organisations, and grades one step behind the board.
    """
    names = []
    if holds(Ability.SEE_FIGURES):
        names += [
            (_("Meetings of this month"), reverse("desk:cells")),
            (_("Board"), reverse("reports:board")),
        ]
    if holds(Ability.WRITE_SLIP):
        names.append((_("Visits"), reverse("supervision:visits")))
    elif holds(Ability.KEEP_SUPERVISION):
        names.append((_("Visits"), reverse("supervision:rosters")))
    if holds(Ability.KEEP_REPORTS):
        names.append((_("Reports"), reverse("reports:home")))
    if holds(Ability.SEE_FIGURES):
        names.append((_("Organisations"), reverse("units:tree")))
    if holds(Ability.TYPE_FOR_CELLS):
        names.append((_("Typing for cells"), reverse("room:helping")))
    if holds(Ability.KEEP_ACCOUNTS):
        names.append((_("Accounts"), reverse("access:accounts")))
    return names
