"""Preparing a meeting: the agenda with its reasons, the huddle, who prepares what."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at
from chibo.access.rules import Ability
from chibo.base.forms import first_error
from chibo.base.refusals import Refusal, point_out, tell
from chibo.base.time import local_day
from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.guidance.queries import values_for
from chibo.meetings import queries as meetings
from chibo.meetings.actions import guards
from chibo.meetings.actions import prepare as actions
from chibo.meetings.actions.materials import add_material
from chibo.meetings.forms import BecauseForm, HuddleForm, ItemForm, MaterialForm, PreparationForm
from chibo.meetings.models import AgendaItem, Huddle, Meeting, Preparation
from chibo.meetings.refusals import refusal as refused
from chibo.people.models import Person
from chibo.people.queries import CellMember
from chibo.resolutions.actions import draft_resolution
from chibo.resolutions.forms import ResolutionForm
from chibo.room.finding import item_for, meeting_for
from chibo.room.path import stations
from chibo.room.reasons import shown


def page(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    return _page(request, meeting_for(request, meeting_id, Ability.SEE_DRAFTS))


@require_POST
def add(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.PREPARE_MEETING)
    form = ItemForm(request.POST, people=_people(meeting), prefix="item")

    def save() -> None:
        form.cleaned_data.pop("seen")
        actions.add_item(
            meeting_id=meeting.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    return _saved(request, meeting, save, "#agenda", item_form=form)


def change(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    item = item_for(request, item_id, Ability.PREPARE_MEETING)
    people = _people(item.meeting)
    form = ItemForm(request.POST or None, initial=ItemForm.of(item), people=people)
    context: dict[str, Any] = {"item": item, "meeting": item.meeting, "form": form}
    if request.method != "POST":
        return render(request, "room/item.html", context)
    status = 422
    if form.is_valid():
        try:
            actions.set_item(
                item_id=item.pk,
                **form.cleaned_data,
                by=request.user.username,
                at=timezone.now(),
            )
        except guards.Stale:
            item.refresh_from_db()
            form.keep_over(ItemForm.of(item))
            status = 409
        except guards.CannotChange as error:
            tell(form, refused(error, item.meeting))
            status = 409
        else:
            return redirect("room:prepare", item.meeting_id)
    return render(request, "room/item.html", context, status=status)


@require_POST
def take(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    item = item_for(request, item_id, Ability.PREPARE_MEETING)
    by, at = request.user.username, timezone.now()
    return _done(request, item, lambda: actions.take_suggestion(item_id=item.pk, by=by, at=at))


@require_POST
def postpone(request: MemberRequest, item_id: uuid.UUID) -> HttpResponse:
    item = item_for(request, item_id, Ability.PREPARE_MEETING)
    form = BecauseForm(request.POST)
    if not form.is_valid():
        return _page(request, item.meeting, refusal=first_error(form), status=422)
    because = form.cleaned_data["because"]
    by, at = request.user.username, timezone.now()
    return _done(
        request,
        item,
        lambda: actions.postpone_item(item_id=item.pk, because=because, by=by, at=at),
    )


@require_POST
def order(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Move one item of the content one place up or down."""
    meeting = meeting_for(request, meeting_id, Ability.PREPARE_MEETING)
    body = [str(item.pk) for item in meetings.agenda(meeting) if item.part == AgendaItem.Part.BODY]
    moved, step = request.POST.get("item", ""), -1 if "up" in request.POST else 1
    if moved in body:
        place = body.index(moved)
        other = place + step
        if 0 <= other < len(body):
            body[place], body[other] = body[other], body[place]
            try:
                actions.order_agenda(
                    meeting_id=meeting.pk,
                    item_ids=[uuid.UUID(key) for key in body],
                    by=request.user.username,
                    at=timezone.now(),
                )
            except guards.CannotChange as error:
                return _page(request, meeting, refusal=refused(error, meeting), status=409)
    return redirect(f"{_url(meeting)}#agenda")


@require_POST
def huddle(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.PREPARE_MEETING)
    form = HuddleForm(request.POST, people=_committee(meeting), prefix="huddle")

    def save() -> None:
        actions.record_huddle(
            meeting_id=meeting.pk,
            held_at=form.held_at(),
            present=list(form.cleaned_data["present"]),
            decisions=form.cleaned_data["decisions"],
            seen=form.cleaned_data["seen"],
            by=request.user.username,
            at=timezone.now(),
        )

    return _saved(
        request, meeting, save, "#huddle", now=lambda: HuddleForm.of(meeting), huddle_form=form
    )


@require_POST
def assign(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.PREPARE_MEETING)
    form = PreparationForm(request.POST, people=_people(meeting), prefix="preparation")

    def save() -> None:
        actions.assign_preparation(
            meeting_id=meeting.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    return _saved(request, meeting, save, "#preparations", preparation_form=form)


@require_POST
def done(request: MemberRequest, preparation_id: uuid.UUID) -> HttpResponse:
    found = meetings.meetings_where(request.user, Ability.PREPARE_MEETING, timezone.localdate())
    preparation = get_object_or_404(
        Preparation.objects.filter(meeting__in=found.values("pk").order_by()), pk=preparation_id
    )
    actions.finish_preparation(
        preparation_id=preparation.pk,
        done_on=timezone.localdate(),
        by=request.user.username,
        at=timezone.now(),
    )
    return redirect("room:prepare", preparation.meeting_id)


@require_POST
def material(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.PREPARE_MEETING)
    form = MaterialForm(request.POST, request.FILES, prefix="material")

    def save() -> None:
        add_material(
            meeting_id=meeting.pk,
            upload=form.cleaned_data["file"],
            by=request.user.username,
            at=timezone.now(),
        )

    return _saved(request, meeting, save, "#materials", material_form=form)


@require_POST
def draft(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = meeting_for(request, meeting_id, Ability.PREPARE_MEETING)
    form = ResolutionForm(request.POST, auto_id="draft-%s")

    def save() -> None:
        draft_resolution(
            meeting_id=meeting.pk,
            **form.cleaned_data,
            by=request.user.username,
            at=timezone.now(),
        )

    return _saved(
        request, meeting, save, "#draft", now=lambda: ResolutionForm.of(meeting), draft_form=form
    )


def _saved(
    request: MemberRequest,
    meeting: Meeting,
    save: Callable[[], None],
    anchor: str,
    *,
    now: Callable[[], dict[str, Any]] = dict,
    **bound: Any,
) -> HttpResponse:
    """Save a form of this page and return to its place, or show the page with what was typed.

    now: what a fresh form would show, where others may have saved meanwhile.
    """
    if not all(form.is_valid() for form in bound.values()):
        for form in bound.values():
            point_out(form)
        return _page(request, meeting, status=422, **bound)
    try:
        save()
    except guards.Stale:
        for form in bound.values():
            form.keep_over(now())
        return _page(request, meeting, status=409, **bound)
    except guards.CannotChange as error:
        for form in bound.values():
            tell(form, refused(error, meeting))
        return _page(request, meeting, status=409, **bound)
    return redirect(f"{_url(meeting)}{anchor}")


def _done(request: MemberRequest, item: AgendaItem, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except guards.CannotChange as error:
        return _page(request, item.meeting, refusal=refused(error, item.meeting), status=409)
    return redirect(f"{_url(item.meeting)}#agenda")


def _url(meeting: Meeting) -> str:
    return reverse("room:prepare", args=[meeting.pk])


def _members(meeting: Meeting) -> list[CellMember]:
    return meetings.called_to(meeting)


def _people(meeting: Meeting) -> list[Person]:
    return [member.person for member in _members(meeting)]


def _committee(meeting: Meeting) -> list[Person]:
    return [member.person for member in _members(meeting) if member.posts]


def _page(
    request: MemberRequest,
    meeting: Meeting,
    *,
    refusal: Refusal | str = "",
    status: int = 200,
    **bound: Any,
) -> HttpResponse:
    today = timezone.localdate()
    members = _members(meeting)
    committee = [member.person for member in members if member.posts]
    people = [member.person for member in members]
    items = list(meeting.items.select_related("presenter").order_by("position", "pk"))
    planned = [item for item in items if item.state == AgendaItem.State.PLANNED]
    values = values_for(meeting.cell, local_day(meeting.starts_at))
    context: dict[str, Any] = {
        "meeting": meeting,
        "today": today,
        "stations": stations(meeting),
        "agenda": shown(planned),
        "waiting": shown(item for item in items if item.state != AgendaItem.State.PLANNED),
        "length": _length(meeting, planned, values),
        "documents_rule": values.get(Name.DOCUMENTS_DAYS),
        "huddle": Huddle.objects.filter(meeting=meeting).first(),
        "huddle_present": Person.objects.filter(pk__in=_huddle_people(meeting)).count(),
        # Where there is no committee, secretary and deputy hold the huddle; one alone has none.
        "has_committee": len(committee) > 1,
        # The committee's own meeting needs none to prepare it.
        "needs_huddle": meeting.kind != Meeting.Kind.COMMITTEE,
        "committee_size": len(committee),
        "preparations": meeting.preparations.select_related("person").order_by("due_on", "pk"),
        "must_attend": sum(member.must_attend for member in members),
        "may_prepare": Ability.PREPARE_MEETING in abilities_at(request.user, meeting.cell, today),
        "materials": meeting.materials.order_by("posted_at", "pk"),
        "material_form": MaterialForm(prefix="material"),
        "draft_form": ResolutionForm(auto_id="draft-%s", initial=ResolutionForm.of(meeting)),
        "item_form": ItemForm(people=people, prefix="item"),
        "huddle_form": HuddleForm(
            people=committee, prefix="huddle", initial=HuddleForm.of(meeting)
        ),
        "preparation_form": PreparationForm(
            people=people, prefix="preparation", initial={"due_on": _day_before(meeting)}
        ),
        "refusal": refusal,
        **bound,
    }
    return render(request, "room/prepare.html", context, status=status)


def _length(
    meeting: Meeting, planned: list[AgendaItem], values: Mapping[Name, RuleValue]
) -> dict[str, object]:
    """Say how long it will be, and how long the rule asks of it: alone, or of a whole evening."""
    other = meetings.beside(meeting)
    minutes = sum(item.minutes for item in planned)
    if other is not None:
        together = minutes + sum(item.minutes for item in meetings.agenda(other))
        return {"minutes": minutes, "together": together, "norm": values.get(Name.LENGTH_COMBINED)}
    monthly = meeting.kind == Meeting.Kind.REGULAR
    return {"minutes": minutes, "norm": values.get(Name.LENGTH) if monthly else None}


def _day_before(meeting: Meeting) -> date:
    return date.fromordinal(local_day(meeting.starts_at).toordinal() - 1)


def _huddle_people(meeting: Meeting) -> Any:
    return Huddle.present.through.objects.filter(huddle__meeting=meeting).values("person")
