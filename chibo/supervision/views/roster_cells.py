"""One cell of a roster: its visits set by hand, and the way out where it is left out."""

import uuid
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.base.refusals import Refusal, point_out, tell
from chibo.guidance.names import Name
from chibo.supervision.actions import rosters as actions
from chibo.supervision.forms.rosters import DemandForm, SetForm
from chibo.supervision.models import PlannedVisit, Roster
from chibo.supervision.planning.explaining import Conflict, explain
from chibo.supervision.queries import rosters as queries
from chibo.supervision.queries.quarters import Quarter, quarter_of
from chibo.supervision.queries.visits import slips_between
from chibo.supervision.rules.roster.checks import unmet
from chibo.supervision.rules.roster.quarters import next_quarter
from chibo.supervision.showing import conflicts as showing
from chibo.supervision.showing.roster_refusals import refusal
from chibo.supervision.showing.rosters import quarter_name, state_of
from chibo.supervision.views.rosters import address, cell_address, first_of, plan_in, unit_planned
from chibo.units.models import Unit


def conflict(request: MemberRequest, code: str, year: int, quarter: int) -> HttpResponse:
    """Why a cell has no visit, on one screen, and the ways out; one is chosen and done."""
    unit, first = unit_planned(request, code), first_of(year, quarter)
    roster = _roster(unit, first)
    if request.method != "POST":
        return _conflict_page(request, roster, unit)
    found, conflicts = _conflicts(roster, unit)
    ways = {showing.key_of(way): way for one in conflicts for way in one.ways}
    way = ways.get(request.POST.get("way", ""))
    if way is None:
        words = _("Choose one of the ways below. They may have changed with the roster.")
        return _conflict_page(request, roster, unit, refused=Refusal(words), status=422)
    try:
        actions.take_way_out(
            roster_id=roster.pk, way=way, by=request.user.username, at=timezone.now()
        )
    except actions.CannotPlan as error:
        return _conflict_page(request, roster, unit, refused=refusal(error, unit), status=409)
    name = found.cells[way.cell].full_name
    messages.success(request, _("Done for %(cell)s. Nobody was told yet.") % {"cell": name})
    return redirect(address(unit, first))


def _conflicts(roster: Roster, unit: Unit) -> tuple[Quarter, tuple[Conflict, ...]]:
    """The first cell left out, explained; the others wait their turn."""
    found = quarter_of(unit, roster.first, timezone.localdate(), own_only=roster.own_only)
    plan = plan_in(found, queries.visits_planned(roster))
    return found, explain(found.problem, plan, at_most=1)


def _conflict_page(
    request: MemberRequest,
    roster: Roster,
    unit: Unit,
    *,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    found, conflicts = _conflicts(roster, unit)
    if not conflicts:
        return redirect(address(unit, roster.first))
    one = conflicts[0]
    left = len(unmet(found.problem, plan_in(found, queries.visits_planned(roster))))
    statements = showing.statements(one, found)
    context = {
        "unit": unit,
        "back": address(unit, roster.first),
        "name": quarter_name(roster.first),
        "title": showing.title(one, found),
        "statements": statements,
        "turns": showing.turns(one, found),
        "choices": showing.choices(one, found),
        "others": left - 1,
        "refusal": refused,
    }
    return render(request, "supervision/roster_conflict.html", context, status=status)


def of_cell(request: MemberRequest, code: str, year: int, quarter: int, cell: str) -> HttpResponse:
    """A cell's visits of the quarter: keep one as it is, send somebody else, another day."""
    unit, first = unit_planned(request, code), first_of(year, quarter)
    roster = _roster(unit, first)
    today = timezone.localdate()
    found = quarter_of(unit, first, today, own_only=roster.own_only)
    there = _cell(found, cell)
    visits = _visits(roster, there)
    form = SetForm(request.POST or None, quarter=found, cell=there.pk, today=today)
    if request.method != "POST":
        return _cell_page(request, roster, found, there, form)
    if not form.is_valid():
        point_out(form)
        return _cell_page(request, roster, found, there, form, status=422)
    instead = next((one for one in visits if str(one.pk) == request.POST.get("instead_of")), None)
    try:
        actions.set_visit(
            roster_id=roster.pk,
            official_id=form.cleaned_data["official"],
            sitting=form.cleaned_data["sitting"],
            instead_of=instead.pk if instead else None,
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.CannotPlan as error:
        tell(form, refusal(error, unit))
        return _cell_page(request, roster, found, there, form, status=409)
    messages.success(request, _("Set by hand. It stays when the quarter is planned again."))
    return redirect(address(unit, first))


@require_POST
def demand(request: MemberRequest, code: str, year: int, quarter: int, cell: str) -> HttpResponse:
    """How many visits a cell is due this quarter, where not as the rule says."""
    unit, first = unit_planned(request, code), first_of(year, quarter)
    roster = _roster(unit, first)
    today = timezone.localdate()
    found = quarter_of(unit, first, today, own_only=roster.own_only)
    there = _cell(found, cell)
    form = DemandForm(request.POST)
    empty = SetForm(quarter=found, cell=there.pk, today=today)
    if not form.is_valid():
        point_out(form)
        return _cell_page(request, roster, found, there, empty, number=form, status=422)
    try:
        actions.set_demand(
            roster_id=roster.pk,
            cell=there,
            visits=form.cleaned_data["visits"],
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.CannotPlan as error:
        tell(form, refusal(error, unit))
        return _cell_page(request, roster, found, there, empty, number=form, status=409)
    messages.success(request, _("Noted. Plan the quarter again to have it taken into account."))
    return redirect(cell_address(unit, first, there))


def _cell(found: Quarter, code: str) -> Unit:
    there = next((one for one in found.cells.values() if one.code == code), None)
    if there is None:
        raise Http404
    return there


def _visits(roster: Roster, cell: Unit) -> list[PlannedVisit]:
    return [one for one in queries.visits_planned(roster) if one.cell_id == cell.pk]


def _cell_page(
    request: MemberRequest,
    roster: Roster,
    found: Quarter,
    cell: Unit,
    form: SetForm,
    *,
    number: DemandForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    visits = _visits(roster, cell)
    slips = slips_between(roster.first, next_quarter(roster.first))
    asked = roster.demands.filter(cell=cell).first()
    rule = found.values.get(Name.VISITS)
    context = {
        "unit": roster.unit,
        "cell": cell,
        "back": address(roster.unit, roster.first),
        "name": quarter_name(roster.first),
        "today": today,
        "visits": [(one, *state_of(one, slips, today)) for one in visits],
        "form": form,
        "instead_of": next((one for one in visits if one.day >= today), None),
        "can_set": bool(form.fields["sitting"].choices),  # type: ignore[attr-defined]
        "due": next(one.visits for one in found.problem.cells if one.key == cell.pk),
        "is_asked": asked is not None,
        "source": showing.source_words(rule) if rule else "",
        "number": number or DemandForm(initial={"visits": asked.visits if asked else None}),
        "number_address": reverse(
            "supervision:roster_demand",
            args=[roster.unit.code, roster.first.year, (roster.first.month + 2) // 3, cell.code],
        ),
    }
    return render(request, "supervision/roster_cell.html", context, status=status)


@require_POST
def keep(request: MemberRequest, visit_id: uuid.UUID) -> HttpResponse:
    """Keep a visit as it is when the quarter is planned again, or no longer."""
    kept = queries.rosters_kept(request.user, timezone.localdate())
    row = get_object_or_404(
        PlannedVisit.objects.filter(roster__in=kept.values("pk")).select_related(
            "roster__unit", "cell"
        ),
        pk=visit_id,
    )
    unit, first = row.roster.unit, row.roster.first
    try:
        actions.pin_visit(
            visit_id=row.pk,
            is_pinned=request.POST.get("keep") == "yes",
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.CannotPlan as error:
        messages.error(request, str(refusal(error, unit)))
    return redirect(cell_address(unit, first, row.cell))


def _roster(unit: Unit, first: date) -> Roster:
    roster = queries.roster_of(unit, first)
    if roster is None:
        raise Http404
    return roster
