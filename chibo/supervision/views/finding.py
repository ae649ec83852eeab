"""Finding units, cells, officials and slips through what the reader may do with them."""

import uuid
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.queries import granted_at, may_somewhere, units_where
from chibo.access.rules import Ability
from chibo.supervision.models import Visit
from chibo.supervision.queries.visits import slips_of, visits_where, writable_cells
from chibo.units.models import Unit
from chibo.units.queries import existing


def must_write_somewhere(request: MemberRequest) -> None:
    """Raise Http404 for who follows no cell at all."""
    if not may_somewhere(request.user, Ability.WRITE_SLIP, timezone.localdate()):
        raise Http404


def followed_cell(request: MemberRequest, code: str) -> Unit:
    """Return a cell the reader may write slips for, with its names of today."""
    return get_object_or_404(writable_cells(request.user, timezone.localdate()), code=code)


def read_cell(request: MemberRequest, code: str) -> Unit:
    """Return a cell whose slips the reader may read, with its names of today."""
    today = timezone.localdate()
    read = units_where(request.user, Ability.SEE_CELL, Ability.SEE_FIGURES, on=today)
    cells = existing(today).filter(pk__in=read.values("pk"), kind__is_cell=True)
    return get_object_or_404(cells, code=code)


def visit_for(request: MemberRequest, visit_id: uuid.UUID) -> Visit:
    """Return a slip the reader may read."""
    return get_object_or_404(visits_where(request.user, timezone.localdate()), pk=visit_id)


def own_visit(request: MemberRequest, cell: Unit, visit_id: uuid.UUID) -> Visit:
    """Return a slip about a cell that the reader wrote."""
    if request.user.person is None:
        raise Http404
    return get_object_or_404(slips_of(request.user.person).filter(cell=cell), pk=visit_id)


def unit_for(request: MemberRequest, code: str, ability: Ability) -> Unit:
    """Return a unit above cells where the reader holds an ability; Http404 otherwise.

    Also one that has ended, whose last days can still be read.
    """
    reach = units_where(request.user, ability, on=timezone.localdate())
    return get_object_or_404(reach.select_related("kind"), code=code, kind__is_cell=False)


def first_unit(request: MemberRequest, ability: Ability) -> Unit:
    """Return the highest unit above cells at which the reader was granted an ability, or Http404."""
    today = timezone.localdate()
    granted = granted_at(request.user, [ability], today)
    units = existing(today).filter(pk__in=granted, kind__is_cell=False)
    found = units.order_by("kind__level", "code").first()
    if found is None:
        raise Http404
    return found


def name_on(unit: Unit, on: date) -> str:
    """Return what a unit was called on a day, else the name it bore last."""
    names = list(unit.names.order_by("since", "pk"))
    borne = [name for name in names if name.since <= on]
    return (borne or names)[-1 if borne else 0].full_name
