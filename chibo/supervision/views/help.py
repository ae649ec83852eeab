"""Offering help to a cell, asking again, and writing down what came of it."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal, Way, point_out, tell
from chibo.base.templatetags.words import day
from chibo.people.queries import account_name
from chibo.supervision.actions import help as actions
from chibo.supervision.forms.help import ClosingForm, OfferForm
from chibo.supervision.models import HelpOffer
from chibo.supervision.queries import help as queries
from chibo.units.models import Unit
from chibo.units.queries import existing

# So many days after an offer one asks again, unless somebody says otherwise.
_DAYS = 14


def offers(request: MemberRequest) -> HttpResponse:
    """The open offers a reader looks after; or the page of the cell that a board chose."""
    today = timezone.localdate()
    helped = queries.cells_helped_by(request.user, today)
    chosen = request.GET.get("cell", "")
    if chosen:
        cell = get_object_or_404(helped, code=chosen)
        return redirect("supervision:help_of_cell", cell.code)
    if not helped.exists():
        raise Http404
    context = {"today": today, "offers": queries.open_offers(request.user, today)}
    return render(request, "supervision/help.html", context)


def of_cell(request: MemberRequest, code: str) -> HttpResponse:
    """What was offered to a cell: its committee reads it, who may help offers and closes."""
    today = timezone.localdate()
    helped = queries.cells_helped_by(request.user, today).values("pk")
    cell = existing(today).filter(pk__in=helped, code=code).first()
    if cell is None:
        return _read_by_cell(request, code, today)
    if request.method != "POST":
        first = {"follow_up_on": today + timedelta(days=_DAYS)}
        return _page(request, cell, OfferForm(initial=first))
    form = OfferForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _page(request, cell, form, status=422)
    try:
        actions.offer_help(
            cell=cell,
            unit=queries.committee_helping(request.user, cell, today),
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )
    except actions.NotLater as error:
        tell(form, _refusal(error))
        return _page(request, cell, form, status=422)
    except actions.OfferedAlready as error:
        return _page(request, cell, form, refusal=_refusal(error), status=409)
    return redirect("supervision:help_of_cell", cell.code)


def _read_by_cell(request: MemberRequest, code: str, today: date) -> HttpResponse:
    reach = units_where(request.user, Ability.PREPARE_MEETING, on=today)
    if request.method != "GET":
        raise Http404
    cell = get_object_or_404(
        existing(today).filter(pk__in=reach.values("pk"), kind__is_cell=True), code=code
    )
    return _page(request, cell, None)


@require_POST
def close(request: MemberRequest, offer_id: uuid.UUID) -> HttpResponse:
    today = timezone.localdate()
    helped = queries.cells_helped_by(request.user, today).values("pk")
    offer = get_object_or_404(HelpOffer, pk=offer_id, cell__in=helped)
    cell = existing(today).get(pk=offer.cell_id)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _page(request, cell, None, closing=form, status=422)
    try:
        actions.close_offer(
            offer_id=offer.pk, **form.cleaned_data, by=request.user.username, at=timezone.now()
        )
    except actions.ClosedAlready as error:
        return _page(request, cell, None, refusal=_refusal(error), typed=form, status=409)
    return redirect("supervision:help_of_cell", cell.code)


def _page(
    request: MemberRequest,
    cell: Unit,
    form: OfferForm | None,
    *,
    closing: ClosingForm | None = None,
    refusal: Refusal | None = None,
    typed: ClosingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    rows = [(offer, account_name(offer.offered_by)) for offer in queries.offers_of(cell)]
    is_open = bool(rows) and rows[0][0].closed_on is None
    may_help = queries.cells_helped_by(request.user, today).filter(pk=cell.pk).exists()
    context: dict[str, Any] = {
        "cell": cell,
        "today": today,
        "open": rows[0] if is_open else None,
        "past": rows[1:] if is_open else rows,
        "may_help": may_help,
        "form": (form or OfferForm(initial={"follow_up_on": today + timedelta(days=_DAYS)}))
        if may_help and not is_open
        else None,
        "closing": (closing or ClosingForm()) if may_help and is_open else None,
        "refusal": refusal,
        "typed": _typed(form if is_open else None, typed),
    }
    return render(request, "supervision/help_of_cell.html", context, status=status)


def _typed(form: OfferForm | None, closing: ClosingForm | None) -> list[str]:
    """What somebody wrote that has no place on the page any more, to be copied."""
    fields = [(form, "note"), (closing, "came_of_it")]
    return [one.data[name] for one, name in fields if one is not None and one.data.get(name)]


def _refusal(error: actions.CannotOffer) -> Refusal:
    match error:
        case actions.NotLater(today=today):
            example = today + timedelta(days=_DAYS)
            words = _("Give a day after %(today)s, for example %(example)s.")
            return Refusal(
                words % {"today": day(today), "example": day(example)}, (), ("follow_up_on",)
            )
        case actions.OfferedAlready(offer=offer):
            cell_page = reverse("supervision:help_of_cell", args=[offer.cell.code])
            words = _(
                "This cell was offered help on %(day)s. Write down what came of it, then offer anew."
            )
            return Refusal(
                words % {"day": day(offer.offered_on)},
                (Way(_("See that offer"), f"{cell_page}#offer"),),
            )
    return Refusal(_("Somebody has written down what came of this offer already."))
