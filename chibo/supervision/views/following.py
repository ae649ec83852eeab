"""Noting that what a visit left to be done was looked at again."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.access.http import MemberRequest
from chibo.base.refusals import Refusal, point_out, tell
from chibo.base.templatetags.words import day
from chibo.supervision.actions import following as actions
from chibo.supervision.forms.following import FollowedUpForm
from chibo.supervision.queries.following import follow_ups_where
from chibo.units.queries import names_by_code


def follow_up(request: MemberRequest, visit_id: uuid.UUID) -> HttpResponse:
    """What a visit left to be done, and the day on which it was looked at again."""
    today = timezone.localdate()
    visits = follow_ups_where(request.user, today).select_related("cell", "official")
    visit = get_object_or_404(visits, pk=visit_id)
    form = FollowedUpForm(request.POST or None, initial={"on": today})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_followed_up(
                visit_id=visit.pk,
                on=form.cleaned_data["on"],
                by=request.user.username,
                at=timezone.now(),
            )
        except actions.CannotFollowUp as error:
            tell(form, _refusal_of(error))
            status = 409
        else:
            messages.success(request, _("Noted."))
            return redirect("desk:today")
    elif form.errors:
        point_out(form)
        status = 422
    names = names_by_code([visit.cell.code], today)
    context = {"visit": visit, "form": form, "cell": names[visit.cell.code], "today": today}
    return render(request, "supervision/follow_up.html", context, status=status)


def _refusal_of(error: actions.CannotFollowUp) -> Refusal:
    match error:
        case actions.OutsideDays(visited_on=visited_on):
            return Refusal(
                _("Give a day from %(day)s, when the meeting was, up to today.")
                % {"day": day(visited_on)},
                fields=("on",),
            )
        case actions.DoneAlready():
            return Refusal(_("It was noted as done before. Nothing is left to do."))
    return Refusal(_("This visit left nothing to be done."))
