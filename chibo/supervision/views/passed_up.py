"""What was passed up to a committee: its list, and answering or handing on one of them."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.rules import Ability
from chibo.audit.kept import kept
from chibo.base.refusals import Refusal, point_out, tell
from chibo.people.queries import account_name
from chibo.supervision.actions import passed_up as actions
from chibo.supervision.forms.passed_up import AnswerForm, PassForm
from chibo.supervision.models import PassedUp
from chibo.supervision.queries import passed_up as queries
from chibo.supervision.rules.passed_up import LATE_AFTER_DAYS
from chibo.supervision.showing.passed_up import refusal_of, waiting_words
from chibo.supervision.views.finding import first_unit, name_on, unit_for
from chibo.units.naming import committee_name

_OPEN, _ANSWERED, _HANDED_ON = "open", "answered", "handed-on"
# So many answered ones on a page, the latest first.
_MOST = 100


def home(request: MemberRequest) -> HttpResponse:
    """Lead to what lies with the committee whose office the reader is."""
    unit = first_unit(request, Ability.KEEP_SUPERVISION)
    return redirect("supervision:asked", unit.code)


@kept
def asked(request: MemberRequest, code: str) -> HttpResponse:
    unit = unit_for(request, code, Ability.KEEP_SUPERVISION)
    today = timezone.localdate()
    rows = queries.asked_of(unit, today)
    sets = {
        _OPEN: rows.filter(answered_on=None),
        _ANSWERED: rows.filter(answered_on__isnull=False).order_by("-answered_on", "-pk"),
        _HANDED_ON: queries.handed_on_by(unit, today),
    }
    show = request.GET.get("show", _OPEN)
    show = show if show in sets else _OPEN
    shown = queries.lines(list(sets[show][:_MOST]), today)
    context = {
        "unit": unit,
        "title": committee_name(name_on(unit, today)),
        "show": show,
        "counts": {name: found.count() for name, found in sets.items()},
        "handed_on": sets[_HANDED_ON].count(),
        "rows": [(one, *waiting_words(one)) for one in shown],
        "late": sum(one.is_late for one in shown),
        "days": LATE_AFTER_DAYS,
    }
    return render(request, "supervision/asked.html", context)


def one(request: MemberRequest, passed_up_id: uuid.UUID) -> HttpResponse:
    row = _found(request, passed_up_id)
    form = AnswerForm(initial={"answered_on": timezone.localdate()})
    return _page(request, row, form, PassForm())


@require_POST
def answer(request: MemberRequest, passed_up_id: uuid.UUID) -> HttpResponse:
    row = _here(request, passed_up_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _page(request, row, form, PassForm(), status=422)
    try:
        actions.answer_passed_up(
            passed_up_id=row.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.CannotAnswer as error:
        tell(form, refusal_of(error))
        row = _found(request, passed_up_id)
        return _page(request, row, form, PassForm(), refused=refusal_of(error), status=409)
    messages.success(request, _("Answered. The cell and whoever asked read it on their own pages."))
    return redirect("supervision:one_asked", row.pk)


@require_POST
def hand_on(request: MemberRequest, passed_up_id: uuid.UUID) -> HttpResponse:
    row = _here(request, passed_up_id)
    form = PassForm(request.POST)
    fresh = AnswerForm(initial={"answered_on": timezone.localdate()})
    if not form.is_valid():
        point_out(form)
        return _page(request, row, fresh, form, status=422)
    try:
        actions.pass_further(
            passed_up_id=row.pk,
            unit=row.unit,
            note=form.cleaned_data["note"],
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.CannotAnswer as error:
        return _page(request, row, fresh, form, refused=refusal_of(error), status=409)
    messages.success(request, _("Passed on to the committee above. Who had it when is kept."))
    return redirect("supervision:one_asked", row.pk)


def _found(request: MemberRequest, passed_up_id: uuid.UUID) -> PassedUp:
    return get_object_or_404(
        queries.passed_up_where(request.user, timezone.localdate()), pk=passed_up_id
    )


def _here(request: MemberRequest, passed_up_id: uuid.UUID) -> PassedUp:
    """One that lies with the reader's committee; what was handed on is not ours to answer."""
    return get_object_or_404(
        queries.to_answer_where(request.user, timezone.localdate()), pk=passed_up_id
    )


def _page(
    request: MemberRequest,
    row: PassedUp,
    form: AnswerForm,
    further: PassForm,
    *,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    line = queries.lines([row], today)[0]
    is_here = queries.to_answer_where(request.user, today).filter(pk=row.pk).exists()
    above = queries.next_above(row.unit, today) if row.answered_on is None else None
    context = {
        "asked": line,
        "state": waiting_words(line),
        "trail": queries.trail(row, today),
        "form": form,
        "further": further,
        "above": committee_name(above.full_name) if above else "",
        "is_here": is_here,
        "may_answer": is_here and row.answered_on is None,
        "answered_by": account_name(row.answered_by) if row.answered_by else "",
        "refusal": refused if row.answered_on is not None or not form.errors else None,
        "today": today,
    }
    return render(request, "supervision/one_asked.html", context, status=status)
