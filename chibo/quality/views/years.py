"""A cell's year: its own meetings beside each other, and the year's own score."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at, units_where
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal
from chibo.guidance.models import Source
from chibo.meetings.actions.guards import CannotChange
from chibo.meetings.models import Meeting
from chibo.quality import frozen
from chibo.quality.actions import years as actions
from chibo.quality.forms.scores import Filled, filled
from chibo.quality.looking_back import year_of
from chibo.quality.models import Scored, YearAssessment
from chibo.quality.queries import assessments, years
from chibo.quality.queries.sheets import InForce
from chibo.quality.refusals import line_error, year_refusal
from chibo.quality.rules.scoring import Score, score
from chibo.quality.rules.years import is_over
from chibo.quality.showing import scores as showing
from chibo.quality.showing.periods import period_view
from chibo.quality.worth_trying import ideas
from chibo.units.models import Unit
from chibo.units.queries import existing

_FIRST_YEAR = 2000
# Nobody sits in with a year.
KINDS = (Scored.Kind.SELF, Scored.Kind.SUPERIOR)


def of_year(request: MemberRequest, code: str, year: int) -> HttpResponse:
    """A cell's year: its own grades, what they come to, and what may be worth trying."""
    return _year_page(request, _cell(request, code, year), year)


@require_POST
def answer(request: MemberRequest, code: str, year: int, quarter: int) -> HttpResponse:
    """What the reader's side says of the events a quarter's or year's rule asks."""
    cell = _cell(request, code, year)
    side = _side_of_period(request, cell)
    if side is None:
        raise Http404
    said = {
        name.removeprefix("event-"): value == "yes"
        for name, value in request.POST.items()
        if name.startswith("event-") and value in ("yes", "no")
    }
    try:
        actions.answer_events(
            cell=cell,
            year=year,
            quarter=quarter,
            kind=side,
            events=said,
            by=request.user.username,
            at=timezone.now(),
        )
    except CannotChange as error:
        return _year_page(request, cell, year, refused=year_refusal(error), status=409)
    return redirect(reverse("quality:year", args=[cell.code, year]) + "#periods")


def _side_of_period(request: MemberRequest, cell: Unit) -> str | None:
    """Whose answers about a quarter or year the reader can write."""
    mine = abilities_at(request.user, cell, timezone.localdate())
    if Ability.SCORE_SUPERIOR in mine:
        return Scored.Kind.SUPERIOR
    return Scored.Kind.SELF if Ability.KEEP_ROLL in mine else None


def _year_page(
    request: MemberRequest,
    cell: Unit,
    year: int,
    *,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    inside = Ability.SEE_CELL in abilities_at(request.user, cell, today)
    earlier = Meeting.objects.filter(cell=cell, month__year__lt=year)
    found = year_of(cell, year, today, inside=inside)
    side = _side_of_period(request, cell)
    context = {
        "cell": cell,
        "year": year,
        "refusal": refused,
        "found": found,
        "whole": period_view(found.whole, side) if found.whole else None,
        "quarters": [period_view(one, side) for one in found.quarters],
        "side": side,
        "is_over": is_over(year, until=cell.until, today=today),
        "annual": years.sheet_for_year(cell, year, today),
        "sides": [label for _kind, label in Scored.Kind.choices],
        "before": year - 1,
        "has_before": earlier.exists(),
        "inside": inside,
        # For the cell itself; those above see who needs help, and why.
        "ideas": ideas(found) if inside else [],
    }
    return render(request, "quality/year.html", context, status=status)


def score_of_year(request: MemberRequest, code: str, year: int) -> HttpResponse:
    """The year's own score, by the annual sheet in force."""
    today = timezone.localdate()
    cell = _cell(request, code, year)
    in_force = years.sheet_for_year(cell, year, today)
    if in_force is None:
        raise Http404
    side = side_of_year(request, cell, year, today)
    if request.method != "POST":
        return _page(request, cell, year, in_force, side)
    if side is None:
        raise Http404
    form = filled(score(in_force.sheet, years.year_evidence(cell, year, today)), request.POST)
    if not form.is_valid:
        return _page(request, cell, year, in_force, side, form=form, status=422)
    try:
        actions.assess_year(
            cell=cell,
            year=year,
            kind=side,
            given=form.given,
            by=request.user.username,
            at=timezone.now(),
            seen=request.POST.get("seen", ""),
        )
    except CannotChange as error:
        about = line_error(error)
        if about is not None:
            form.errors[about[0]] = about[1]
            return _page(request, cell, year, in_force, side, form=form, status=422)
        refused = year_refusal(error)
        return _page(request, cell, year, in_force, side, form=form, refused=refused, status=409)
    return redirect("quality:year_score", cell.code, year)


def _cell(request: MemberRequest, code: str, year: int) -> Unit:
    """A cell the reader sees, or whose figures he sees; also one that ended in or after a year."""
    today = timezone.localdate()
    if not _FIRST_YEAR <= year <= today.year:
        raise Http404
    reach = units_where(request.user, Ability.SEE_CELL, Ability.SEE_FIGURES, on=today)
    found = Unit.objects.filter(pk__in=reach.values("pk"), kind__is_cell=True, code=code)
    bare = get_object_or_404(found, since__lte=date(year, 12, 31))
    if bare.until is not None and bare.until <= date(year, 1, 1):
        raise Http404
    # With the names of the year's last day on which it existed.
    return existing(years.day_of_year(bare, year, today)).get(pk=bare.pk)


def side_of_year(request: MemberRequest, cell: Unit, year: int, today: date) -> str | None:
    """Return whose score of a year the reader can write now; None when he only reads."""
    if not is_over(year, until=cell.until, today=today):
        return None
    mine = abilities_at(request.user, cell, today)
    if Ability.SCORE_SUPERIOR in mine:
        return Scored.Kind.SUPERIOR
    if Ability.KEEP_ROLL in mine and Scored.Kind.SUPERIOR not in years.current(cell, year):
        return Scored.Kind.SELF
    return None


def _page(
    request: MemberRequest,
    cell: Unit,
    year: int,
    in_force: InForce,
    side: str | None,
    *,
    form: Filled | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "cell": cell,
        "year": year,
        "refusal": refused,
        "is_over": is_over(year, until=cell.until, today=timezone.localdate()),
        **_scored(cell, year, in_force, side, form),
    }
    return render(request, "quality/year_score.html", context, status=status)


def _scored(
    cell: Unit, year: int, in_force: InForce, side: str | None, form: Filled | None
) -> dict[str, Any]:
    today = timezone.localdate()
    sheet = in_force.sheet
    evidence = years.year_evidence(cell, year, today)
    # Nothing is scored before it happened.
    side = side if evidence.meetings else None
    given = years.current(cell, year)
    decides = assessments.deciding(sheet, given)
    # Who writes sees his own; who reads sees what holds.
    mine = given.get(side) if side else decides
    proposal = score(sheet, evidence)
    found = _as_decided(proposal, mine, in_force, evidence)
    typed = showing.Typed(form.points, form.because, form.errors) if form else showing.Typed()
    book = (reverse("book:of_cell", args=[cell.code]), _("Minutes book"))
    said = form.events if form else (mine.events if mine else {})
    return {
        "side": side,
        "sheet": sheet,
        "seen_how": Source.Seen(sheet.seen).label,
        "grade_words": showing.grade_words(sheet),
        "score": found,
        "has_meetings": bool(evidence.meetings),
        "figures": showing.figures(found, given, mine),
        "groups": showing.groups(
            found, proposal, given, typed, stands=lambda _measure: book, writes=side, kinds=KINDS
        ),
        "sides": [kind.label for kind in KINDS],
        "events": [(one, said.get(one.key)) for one in sheet.overrides],
        "given": given,
        "mine": mine,
        "waits": decides is None or side is not None,
        "decides": decides,
        "decided_points": showing.decimal_words(decides.points) if decides else "",
        "differences": showing.differences(given, assessments.writers(given.values())),
        "note": form.note if form else (mine.note if mine else ""),
        "earlier": years.earlier(cell, year),
    }


def _as_decided(
    proposal: Score, mine: YearAssessment | None, in_force: InForce, evidence: Any
) -> Score:
    if mine is None:
        return proposal
    return score(in_force.sheet, evidence, frozen.decisions(mine.lines), mine.events)
