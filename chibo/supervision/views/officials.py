"""Who visits for a unit: days away, and how many visits a month."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.base.refusals import Refusal, point_out, tell
from chibo.supervision.actions import officials as actions
from chibo.supervision.forms.rosters import AbsenceForm, CapacityForm, WaysForm
from chibo.supervision.models import Absence
from chibo.supervision.queries import quarters
from chibo.supervision.queries import rosters as queries
from chibo.supervision.rules.roster.distances import read_ways
from chibo.supervision.rules.roster.quarters import quarter_first
from chibo.supervision.showing.roster_refusals import wrong_words
from chibo.supervision.views.rosters import address, unit_planned
from chibo.units.models import Unit

# So many wrong lines are named at once.
_LINES = 5


def page(request: MemberRequest, code: str) -> HttpResponse:
    return _page(request, unit_planned(request, code))


@require_POST
def away(request: MemberRequest, code: str) -> HttpResponse:
    unit = unit_planned(request, code)
    people = _people(unit)
    form = AbsenceForm(request.POST, officials=_choices(people))
    if not form.is_valid():
        point_out(form)
        return _page(request, unit, away=form, status=422)
    try:
        actions.note_absence(
            official=people.officials[form.cleaned_data["official"]],
            unit=unit,
            since=form.cleaned_data["since"],
            last=form.cleaned_data["last"],
            reason=form.cleaned_data["reason"],
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.NoDays:
        words = _("The last day away is before the first. Give the days in their order.")
        tell(form, Refusal(words, fields=("last",)))
        return _page(request, unit, away=form, status=422)
    messages.success(request, _("Noted. Plan the quarter again to have it taken into account."))
    return redirect("supervision:roster_officials", unit.code)


@require_POST
def number(request: MemberRequest, code: str) -> HttpResponse:
    unit = unit_planned(request, code)
    people = _people(unit)
    form = CapacityForm(request.POST, officials=_choices(people))
    if not form.is_valid():
        point_out(form)
        return _page(request, unit, capacity=form, status=422)
    actions.set_capacity(
        official=people.officials[form.cleaned_data["official"]],
        unit=unit,
        per_month=form.cleaned_data["per_month"],
        by=request.user.username,
        at=timezone.now(),
    )
    messages.success(request, _("Noted. Plan the quarter again to have it taken into account."))
    return redirect("supervision:roster_officials", unit.code)


@require_POST
def back(request: MemberRequest, absence_id: uuid.UUID) -> HttpResponse:
    """Take back that somebody is away."""
    units = queries.units_planned(request.user, timezone.localdate())
    row = get_object_or_404(
        Absence.objects.filter(unit__in=units.order_by().values("pk")).select_related("unit"),
        pk=absence_id,
    )
    actions.take_back_absence(absence_id=row.pk, by=request.user.username, at=timezone.now())
    return redirect("supervision:roster_officials", row.unit.code)


def ways(request: MemberRequest, code: str) -> HttpResponse:
    """How far places are apart; all lines are right, or none is taken over."""
    unit = unit_planned(request, code)
    today = timezone.localdate()
    places = quarters.places_of(unit, today)
    form = WaysForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        keys = {one.code: one.pk for one in places} | {one.full_name: one.pk for one in places}
        found = read_ways(form.cleaned_data["ways"], keys) if form.is_valid() else None
        if found is not None and not found.wrong:
            count = actions.set_distances(
                unit=unit, minutes=found.minutes, by=request.user.username, at=timezone.now()
            )
            messages.success(request, _("%(count)s ways noted.") % {"count": count})
            return redirect("supervision:roster_ways", unit.code)
        for line in found.wrong[:_LINES] if found else ():
            form.add_error("ways", wrong_words(line))
        point_out(form)
    names = {one.pk: one for one in places}
    context = {
        "unit": unit,
        "back": address(unit, quarter_first(today)),
        "form": form,
        "places": places,
        "rows": [
            (names[row.one_id], names[row.other_id], row.minutes)
            for row in quarters.ways_between(places)
        ],
    }
    return render(request, "supervision/roster_ways.html", context, status=status)


def _people(unit: Unit) -> quarters.Quarter:
    today = timezone.localdate()
    return quarters.quarter_of(unit, quarter_first(today), today, own_only=False)


def _choices(found: quarters.Quarter) -> list[tuple[int, str]]:
    people = sorted(found.officials.values(), key=lambda one: (one.name_key, one.pk))
    return [(one.pk, one.full_name) for one in people]


def _page(
    request: MemberRequest,
    unit: Unit,
    *,
    away: AbsenceForm | None = None,
    capacity: CapacityForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = _people(unit)
    today = timezone.localdate()
    people = _choices(found)
    by_key = {one.key: one for one in found.problem.officials}
    context = {
        "unit": unit,
        "back": address(unit, found.first),
        "people": [(name, len(by_key[key].own), by_key[key].per_month) for key, name in people],
        "absences": [
            (row, row.until.fromordinal(row.until.toordinal() - 1))
            for row in quarters.absences_of(unit, list(found.officials), today)
        ],
        "away": away or AbsenceForm(officials=people),
        "capacity": capacity or CapacityForm(officials=people),
    }
    return render(request, "supervision/roster_officials.html", context, status=status)
