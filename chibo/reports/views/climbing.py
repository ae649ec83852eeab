"""Reports on their way up: those from below for a span, and one report with its next step."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal, point_out
from chibo.quality.rules.spans import span_of
from chibo.quality.showing.boards import span_name
from chibo.reports.actions import climbing as actions
from chibo.reports.actions.signing import ReplacedAlready
from chibo.reports.forms.climbing import ReturnForm
from chibo.reports.models import Report
from chibo.reports.queries import climbing as queries
from chibo.reports.showing import climbing as showing
from chibo.reports.showing.spans import beside
from chibo.reports.showing.units import names_of
from chibo.reports.views.own_forms import by
from chibo.units.queries import existing, parents_of

_LENGTHS = (1, 3, 6, 12)


def below(request: MemberRequest, code: str, span: str) -> HttpResponse:
    """The reports of a span from the units below: expected, there, on time, returned, approved."""
    today, found_span = timezone.localdate(), span_of(span)
    if found_span is None or found_span.first > today:
        raise Http404
    reach = units_where(request.user, Ability.KEEP_REPORTS, Ability.SEE_FIGURES, on=today)
    units = existing(min(today, found_span.last_day)).filter(pk__in=reach.values("pk"))
    unit = get_object_or_404(units.filter(kind__is_cell=False), code=code)
    found = queries.below(unit, found_span, today)
    differs = queries.differing(found, today)
    context = {
        "unit": unit,
        "span": found_span,
        "span_name": span_name(found_span),
        "today": today,
        "due": found.due,
        "figures": showing.figures(found),
        "rows": [
            (row, *showing.standing(row, today), row.is_on_time, _url(row.report))
            for row in found.rows
        ],
        "spans": beside(found_span, _LENGTHS, today),
        "differs": showing.differing(differs),
    }
    return render(request, "reports/below.html", context)


def one(request: MemberRequest, report_id: uuid.UUID) -> HttpResponse:
    """One report on its way, with the step that its reader may take."""
    return _page(request, _found(request, report_id))


@require_POST
def send(request: MemberRequest, report_id: uuid.UUID) -> HttpResponse:
    found = _found(request, report_id)
    if not queries.keeps(request.user, found.unit, timezone.localdate()):
        raise Http404
    return _done(
        request,
        found,
        lambda: actions.send_report(report_id=found.pk, **by(request)),
        _("The report is sent to the unit above."),
    )


@require_POST
def take(request: MemberRequest, report_id: uuid.UUID) -> HttpResponse:
    found = _received(request, report_id)
    return _done(
        request,
        found,
        lambda: actions.take_report(report_id=found.pk, **by(request)),
        _("Noted: the report is in hand."),
    )


@require_POST
def approve(request: MemberRequest, report_id: uuid.UUID) -> HttpResponse:
    found = _received(request, report_id)
    return _done(
        request,
        found,
        lambda: actions.approve_report(report_id=found.pk, **by(request)),
        _("The report is approved."),
    )


@require_POST
def give_back(request: MemberRequest, report_id: uuid.UUID) -> HttpResponse:
    found, form = _received(request, report_id), ReturnForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _page(request, found, form=form, status=422)
    return _done(
        request,
        found,
        lambda: actions.return_report(report_id=found.pk, **form.cleaned_data, **by(request)),
        _("The report is returned. Its sender has a draft of the next version with your reason."),
    )


# ---------------------------------------------------------------- pages


def _page(
    request: MemberRequest,
    report: Report,
    *,
    form: ReturnForm | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    sending = getattr(report, "sending", None)
    above = sending.to if sending else parents_of([report.unit_id], today).get(report.unit_id)
    names = names_of([report.unit, *([above] if above else [])])
    mine = queries.keeps(request.user, report.unit, today)
    decides = sending is not None and queries.keeps(request.user, sending.to, today)
    context = {
        "report": report,
        "report_url": showing.report_url(report),
        "unit_name": names.get(report.unit_id, report.unit.code),
        "above": above,
        "above_name": names.get(above.pk, above.code) if above else "",
        "span_name": span_name(report.span),
        "sending": sending,
        "due": queries.due_day(above or report.unit, report.span),
        "may_send": mine and report.state == Report.State.SIGNED,
        "may_take": decides and report.state == Report.State.SENT,
        "may_decide": decides and report.state in (Report.State.SENT, Report.State.RECEIVED),
        "decides": decides,
        "form": form or ReturnForm(),
        "following": Report.objects.filter(supersedes=report).defer("frozen").first(),
        "refusal": refused,
    }
    return render(request, "reports/climbing.html", context, status=status)


def _done(
    request: MemberRequest, found: Report, act: Callable[[], Any], words: str
) -> HttpResponse:
    try:
        act()
    except (actions.CannotClimb, ReplacedAlready) as error:
        return _page(request, found, refused=_refusal(error), status=409)
    messages.success(request, words)
    return redirect("reports:climbing", found.pk)


def _refusal(error: Exception) -> Refusal:
    match error:
        case actions.NobodyAbove():
            return Refusal(
                _(
                    "No organisation stands above this one here, so there is nobody to send it to. Take the Word file and send it on paper."
                )
            )
        case actions.NotReadyToSend():
            return Refusal(
                _(
                    "Only a signed report is sent, and once. Sign it first, or open its last version."
                )
            )
        case ReplacedAlready():
            return Refusal(_("Its sender began another version meanwhile. Wait for that one."))
    return Refusal(_("Somebody decided on this report meanwhile. Look at it as it stands now."))


def _url(report: Report | None) -> uuid.UUID | None:
    return report.pk if report is not None else None


# ---------------------------------------------------------------- finding


def _found(request: MemberRequest, report_id: uuid.UUID) -> Report:
    found = queries.report_climbing(request.user, report_id, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _received(request: MemberRequest, report_id: uuid.UUID) -> Report:
    """Return a report that lies with a unit whose reports the reader keeps."""
    found = _found(request, report_id)
    sending = getattr(found, "sending", None)
    if sending is None or not queries.keeps(request.user, sending.to, timezone.localdate()):
        raise Http404
    return found
