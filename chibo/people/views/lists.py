"""The members of a cell, and the page of one of them."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at, units_where
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.audit.models import Opening
from chibo.base.text import fold
from chibo.people import queries, rules
from chibo.people.actions.openings import note_opening
from chibo.people.models import Membership
from chibo.people.views.finding import cell_for, keeps, person_to_see
from chibo.units.models import Unit
from chibo.units.queries import existing, path

_NEEDED = frozenset({Ability.SEE_CELL, Ability.KEEP_MEMBERS})


@kept
def of_cell(request: MemberRequest, code: str) -> HttpResponse:
    cell = cell_for(request, code, *_NEEDED)
    today = timezone.localdate()
    members = queries.members_of(cell, today)
    sought = request.GET.get("name", "").strip()
    context = {
        "cell": cell,
        "today": today,
        "members": [one for one in members if fold(sought) in one.person.folded],
        "sought": sought,
        "total": len(members),
        "official": sum(
            one.is_official and one.rule.place is not rules.Place.GUEST_FOR_A_TIME
            for one in members
        ),
        "why": rules.explained(one.rule for one in members),
        "terms": queries.terms_of(cell),
        "may_keep": Ability.KEEP_MEMBERS in abilities_at(request.user, cell, today),
    }
    return render(request, "people/cell.html", context)


def member(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_see(request, person_id)
    now, today = timezone.now(), timezone.localdate()
    account = request.user
    is_own = account.person_id == person.pk
    if not is_own:
        note_opening(person=person, by=account.username, shown_as=account.shown_name, at=now)
    life = queries.life_of(person)
    here = life.official_on(today)
    cell = here.cell if here else None
    as_member = queries.as_member(person, here, today) if here else None
    context = {
        "person": person,
        "today": today,
        "is_own": is_own,
        "may_keep": keeps(request, person_id),
        "may_see_cell": cell is not None
        and not _NEEDED.isdisjoint(abilities_at(account, cell, today)),
        "life": life,
        "here": here,
        "elsewhere": life.elsewhere_on(today),
        "as_member": as_member,
        "absent_by_right": rules.absent_by_right(as_member) if as_member else "",
        "bodies": _bodies(request, cell, today) if cell else [],
        "last_cell": None if here else _last_cell(life, today),
        "openings": Opening.objects.filter(person_key=str(person.pk)).order_by("-at", "-pk")[:20]
        if is_own
        else [],
    }
    return render(request, "people/member.html", context)


def _bodies(request: MemberRequest, cell: Unit, today: date) -> list[Unit]:
    """Return the units above a cell whose offices the reader keeps, the next one first."""
    reach = units_where(request.user, Ability.KEEP_MEMBERS, on=today)
    kept = set(reach.filter(kind__is_cell=False).values_list("pk", flat=True))
    return [unit for unit in reversed(path(cell, today)) if unit.pk in kept]


def _last_cell(life: queries.Life, today: date) -> Unit | None:
    """Return the cell of the last official membership, if it is still there."""
    kind = Membership.Kind.OFFICIAL
    codes = [row.cell.code for row in life.memberships if row.kind == kind and row.cell]
    return existing(today).filter(code=codes[0]).first() if codes else None
