"""Finding a meeting through what the reader may do with it."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.queries import meetings_where
from chibo.units.models import Unit
from chibo.units.queries import existing


def meeting_for(request: MemberRequest, meeting_id: uuid.UUID, ability: Ability) -> Meeting:
    """Return a meeting on which the reader holds an ability; Http404 otherwise."""
    found = meetings_where(request.user, ability, timezone.localdate())
    return get_object_or_404(found, pk=meeting_id)


def item_for(request: MemberRequest, item_id: uuid.UUID, ability: Ability) -> AgendaItem:
    """Return an agenda item of a meeting on which the reader holds an ability."""
    found = meetings_where(request.user, ability, timezone.localdate())
    items = AgendaItem.objects.filter(meeting__in=found.values("pk").order_by())
    return get_object_or_404(items.select_related("meeting__cell__kind"), pk=item_id)


def cell_for(request: MemberRequest, code: str, ability: Ability) -> Unit:
    """Return a cell where the reader holds an ability, with its names of today."""
    today = timezone.localdate()
    reach = units_where(request.user, ability, on=today).values("pk")
    cell = existing(today).select_related("kind").filter(pk__in=reach, code=code).first()
    if cell is None or not cell.kind.is_cell:
        raise Http404
    return cell
