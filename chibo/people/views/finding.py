"""Finding a cell or a person through what the reader may do."""

from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.queries import people_seen, units_where
from chibo.access.rules import Ability
from chibo.people.models import Person
from chibo.people.queries import people_of
from chibo.units.models import Unit
from chibo.units.queries import existing


def cells_where(request: MemberRequest, ability: Ability, on: date) -> QuerySet[Unit]:
    """Return the cells of a day where the reader holds an ability, by code."""
    reach = units_where(request.user, ability, on=on).values("pk")
    return existing(on).filter(pk__in=reach, kind__is_cell=True).order_by("code")


def cell_for(request: MemberRequest, code: str, *abilities: Ability) -> Unit:
    """Return a cell where the reader holds one of some abilities; Http404 otherwise."""
    today = timezone.localdate()
    reach = Q()
    for ability in abilities:
        reach |= Q(pk__in=units_where(request.user, ability, on=today).values("pk"))
    cells = existing(today).filter(reach, kind__is_cell=True).select_related("kind")
    return get_object_or_404(cells, code=code)


def kept(request: MemberRequest) -> QuerySet[Person]:
    """Return the persons whose records the reader keeps."""
    today = timezone.localdate()
    return people_of(units_where(request.user, Ability.KEEP_MEMBERS, on=today), today)


def keeps(request: MemberRequest, person_id: int) -> bool:
    """Say whether the reader keeps the record of a person."""
    return kept(request).filter(pk=person_id).exists()


def person_to_keep(request: MemberRequest, person_id: int) -> Person:
    """Return a person whose record the reader keeps; Http404 otherwise."""
    return get_object_or_404(kept(request), pk=person_id)


def person_to_see(request: MemberRequest, person_id: int) -> Person:
    """Return the reader himself, or a person of a cell whose members he may see."""
    return get_object_or_404(people_seen(request.user, timezone.localdate()), pk=person_id)
