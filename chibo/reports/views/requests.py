"""Requests from above: written with their cost in sight, sent, answered once; and the burden."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import may, office_of, units_where
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal, point_out, tell
from chibo.quality.rules.spans import span_of
from chibo.quality.showing.boards import span_name
from chibo.reports.actions import requests as actions
from chibo.reports.catalogue import lines
from chibo.reports.forms.requests import AnswerForm, AskForm
from chibo.reports.models import Answer, Request
from chibo.reports.queries import requests as queries
from chibo.reports.rules.asking import Cost
from chibo.reports.showing.figures import language, mean
from chibo.reports.showing.refusals import request_refusal
from chibo.reports.showing.requests import cost_words, spent
from chibo.reports.showing.units import name_of, names_of
from chibo.reports.views.own_forms import by, keeping_unit
from chibo.units.models import Unit
from chibo.units.queries import cells_below, existing


def of_unit(request: MemberRequest, code: str) -> HttpResponse:
    """What a committee asked of those below it, and what it was asked itself."""
    unit, today = keeping_unit(request, code), timezone.localdate()
    asked = [*queries.open_answers([unit.pk]), *queries.given_answers(unit)]
    names = names_of(row.request.unit for row in asked)
    context = {
        "unit": unit,
        "today": today,
        "sent": queries.requests_of(unit),
        "asked": [(row, names.get(row.request.unit_id, "")) for row in asked],
    }
    return render(request, "reports/requests.html", context)


def ask(request: MemberRequest, code: str) -> HttpResponse:
    """Write a request: first its cost and what is held already, then it is sent."""
    unit, today = keeping_unit(request, code), timezone.localdate()
    if request.method != "POST":
        first = {"minutes": queries.minutes_of_an_answer(unit, today)}
        return _asking(request, unit, AskForm(today=today, initial=first))
    form = AskForm(request.POST, today=today)
    if not form.is_valid():
        point_out(form)
        return _asking(request, unit, form, status=422)
    asking = form.asking(unit)
    try:
        if request.POST.get("step") != "send":
            actions.check_request(asking, today)
            return _asking(request, unit, form, cost=actions.cost_of(asking, today))
        sent = actions.send_request(asking=asking, seen=form.cleaned_data["seen"], **by(request))
    except actions.CannotAsk as error:
        tell(form, request_refusal(error, asking, today))
        cost = error.cost if isinstance(error, actions.CostNotSeen) else None
        return _asking(request, unit, form, cost=cost, status=409)
    messages.success(request, _("The request is sent. Those asked see it among what is due."))
    return redirect("reports:request", sent.pk)


def held(request: MemberRequest, code: str) -> HttpResponse:
    """What is held of a question that is being typed; a part of the page above."""
    unit, today = keeping_unit(request, code), timezone.localdate()
    span = span_of(request.GET.get("span", ""))
    found = queries.held_lines(request.GET.get("question", ""), unit, span, today) if span else []
    context = {
        "unit": unit,
        "held": [
            (match, lines()[match.key].name[language()], _figure_url(unit, span.key, match.key))
            for match in found[:3]
            if span
        ],
        "span_name": span_name(span) if span else "",
    }
    return render(request, "reports/request_held.html", context)


def one(request: MemberRequest, request_id: uuid.UUID) -> HttpResponse:
    """A request as its sender sees it: its cost, who answered what, who has not."""
    return _page(request, _kept(request, request_id))


@require_POST
def withdraw(request: MemberRequest, request_id: uuid.UUID) -> HttpResponse:
    found = _kept(request, request_id)
    try:
        actions.withdraw_request(request_id=found.pk, **by(request))
    except actions.NotAskedAnyMore:
        refused = Refusal(_("The request is withdrawn already."))
        return _page(request, found, refused=refused, status=409)
    messages.success(request, _("The request is withdrawn. What was answered stays here."))
    return redirect("reports:request", found.pk)


def answer(request: MemberRequest, request_id: uuid.UUID, code: str) -> HttpResponse:
    """What one unit was asked: its answer, or the form for who may give it."""
    today = timezone.localdate()
    found = queries.answer_seen(request.user, request_id, code, today)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method != "POST":
        return _answering(request, found, form)
    if not _may_answer(request, found.unit):
        raise Http404
    if not form.is_valid():
        point_out(form)
        return _answering(request, found, form, status=422)
    try:
        actions.answer_request(
            answer_id=found.pk,
            office=_office(request, found.unit),
            **form.cleaned_data,
            **by(request),
        )
    except actions.AnsweredAlready:
        refused = Refusal(
            _("It was answered already. The answer stands below; nobody answers twice.")
        )
    except actions.NotAskedAnyMore:
        refused = Refusal(_("The request was withdrawn. Nothing is to be answered any more."))
    else:
        messages.success(request, _("The answer is sent."))
        return redirect("reports:answer", request_id, code)
    fresh = queries.answer_seen(request.user, request_id, code, today) or found
    return _answering(request, fresh, form, refused=refused, status=409)


def burden(request: MemberRequest, code: str, year: int) -> HttpResponse:
    """What was asked of a unit's cells in a year, and what it costs a cell."""
    today = timezone.localdate()
    reach = units_where(request.user, Ability.SEE_FIGURES, Ability.SEE_CELL, on=today)
    rows = existing(today).filter(pk__in=reach.values("pk")).select_related("kind")
    unit = get_object_or_404(rows, code=code)
    if not 2000 < year <= today.year:
        raise Http404
    asked = queries.asked_in_year(unit, year, today)
    found = queries.burden_of(asked, cells_below(unit, today).count())
    names = names_of(row.request.unit for row in asked)
    context = {
        "unit": unit,
        "year": year,
        "burden": found,
        "per_cell": mean(found.per_cell) if found.per_cell is not None else "",
        "spent": spent(found.minutes),
        "rows": [
            (row.request, names.get(row.request.unit_id, ""), row.cells, spent(row.minutes))
            for row in asked
        ],
        "later": year < today.year,
    }
    return render(request, "reports/burden.html", context)


# ---------------------------------------------------------------- pages


def _asking(
    request: MemberRequest,
    unit: Unit,
    form: AskForm,
    *,
    cost: Cost | None = None,
    status: int = 200,
) -> HttpResponse:
    if cost is not None:
        form.remember(cost.seen)
    context = {
        "unit": unit,
        "form": form,
        "cost": cost,
        "cost_words": cost_words(cost, form.data.get("to", "")) if cost else "",
        "held_url": reverse("reports:held", args=[unit.code]),
    }
    return render(request, "reports/request_new.html", context, status=status)


def _page(
    request: MemberRequest, found: Request, *, refused: Refusal | None = None, status: int = 200
) -> HttpResponse:
    rows = list(queries.answers_to(found))
    units = [row.unit for row in rows] + [
        row.typed_by_office for row in rows if row.typed_by_office
    ]
    names = names_of(units)
    span = span_of(found.span)
    context = {
        "row": found,
        "unit": found.unit,
        "unit_name": name_of(found.unit),
        "span_name": span_name(span) if span else "",
        "cost": cost_words(Cost(len(rows), found.minutes), found.to),
        "near": lines()[found.near].name[language()] if found.near in lines() else "",
        "answered": [
            (row, names[row.unit_id], _office_name(row, names)) for row in rows if row.text
        ],
        "waiting": [(row, names[row.unit_id]) for row in rows if not row.text],
        "total": len(rows),
        "today": timezone.localdate(),
        "refusal": refused,
    }
    return render(request, "reports/request.html", context, status=status)


def _answering(
    request: MemberRequest,
    found: Answer,
    form: AnswerForm,
    *,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = found.request
    span = span_of(asked.span)
    office = _office(request, found.unit)
    names = names_of([found.unit, asked.unit, *([office] if office else [])])
    if found.typed_by_office:
        names |= names_of([found.typed_by_office])
    context = {
        "row": found,
        "asked": asked,
        "asker": names[asked.unit_id],
        "unit_name": names[found.unit_id],
        "span_name": span_name(span) if span else "",
        "near": lines()[asked.near].name[language()] if asked.near in lines() else "",
        "near_url": _figure_url(found.unit, asked.span, asked.near) if asked.near else "",
        "typed_by": _office_name(found, names),
        "may_answer": _may_answer(request, found.unit) and not asked.withdrawn_at,
        "as_office": names[office.pk] if office else "",
        "form": form,
        "today": timezone.localdate(),
        "refusal": refused,
    }
    return render(request, "reports/answer.html", context, status=status)


def _office_name(row: Answer, names: dict[int, str]) -> str:
    return names.get(row.typed_by_office_id or 0, "")


def _figure_url(unit: Unit, span: str, key: str) -> str:
    return reverse("reports:figure", args=[unit.code, span, key])


# ---------------------------------------------------------------- finding


def _kept(request: MemberRequest, request_id: uuid.UUID) -> Request:
    found = queries.request_kept(request.user, request_id, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _may_answer(request: MemberRequest, unit: Unit) -> bool:
    """A cell's leaders, or an office that types for it; a committee's office for the committee."""
    today = timezone.localdate()
    if not unit.kind.is_cell:
        return may(request.user, Ability.KEEP_REPORTS, unit, today)
    return (
        may(request.user, Ability.CLOSE_MEETING, unit, today)
        or office_of(request.user, unit, today) is not None
    )


def _office(request: MemberRequest, unit: Unit) -> Unit | None:
    """In which office the reader would type the answer of a cell; None for the cell itself."""
    today = timezone.localdate()
    if not unit.kind.is_cell or may(request.user, Ability.CLOSE_MEETING, unit, today):
        return None
    return office_of(request.user, unit, today)
