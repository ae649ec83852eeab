"""Standing, offices and terms of office: beginning, ending, taking back a mistake."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.people import forms as typed
from chibo.people.actions import posts, standings, terms
from chibo.people.models import Post, Standing
from chibo.people.refusals import words as row_words
from chibo.people.titles import titles
from chibo.people.views.change import Words, change, given, of_cell, of_person
from chibo.people.views.finding import cell_for, kept, person_to_keep
from chibo.units.queries import existing


def begin_standing(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    form = typed.StandingForm(given(request))

    def act(*, by: str, at: datetime) -> None:
        data = form.cleaned_data
        standings.begin_standing(
            person_id=person.pk,
            kind=data["kind"],
            since=data["since"],
            until=form.until(),
            note=data["note"],
            decision=data["decision"],
            by=by,
            at=at,
        )

    words = Words(
        _("Exempt, away, suspended"), person.full_name, _("Save"), _("It is on record."),
        note=_("Working away alone takes nobody out of the roll: one asks to be exempt for a time."),
    )  # fmt: skip
    return change(request, form, act, words, of_person(person))


def begin_post(request: MemberRequest, person_id: int, code: str) -> HttpResponse:
    person = person_to_keep(request, person_id)
    today = timezone.localdate()
    reach = units_where(request.user, Ability.KEEP_MEMBERS, on=today).values("pk")
    units = existing(today).filter(pk__in=reach).select_related("kind")
    unit = get_object_or_404(units, code=code)
    form = typed.PostForm(given(request), offices=titles(unit.kind))

    def act(*, by: str, at: datetime) -> None:
        data = form.cleaned_data
        posts.begin_post(
            person_id=person.pk,
            unit=unit,
            kind=data["kind"],
            since=data["since"],
            until=form.until(),
            decision=data["decision"],
            by=by,
            at=at,
        )

    words = Words(
        _("An office"),
        f"{person.full_name}, {unit.full_name}",
        _("Save the office"),
        _("The office is on record."),
    )
    return change(request, form, act, words, of_person(person))


def begin_term(request: MemberRequest, code: str) -> HttpResponse:
    cell = cell_for(request, code, Ability.KEEP_MEMBERS)
    form = typed.TermForm(given(request))

    def act(*, by: str, at: datetime) -> None:
        terms.begin_term(unit=cell, **form.cleaned_data, until=None, by=by, at=at)

    words = Words(
        _("Begin a term of office"),
        cell.full_name,
        _("Begin the term"),
        _("The term has begun; the one before ended with it."),
    )
    return change(request, form, act, words, of_cell(cell))


def end_standing(request: MemberRequest, standing_id: int) -> HttpResponse:
    row = _standing(request, standing_id)
    form = typed.OnForm(given(request))

    def act(*, by: str, at: datetime) -> None:
        standings.end_standing(standing_id=row.pk, **form.cleaned_data, by=by, at=at)

    words = _ending(row, reverse("people:withdraw_standing", args=[row.pk]))
    return change(request, form, act, words, of_person(row.person))


@require_POST
def withdraw_standing(request: MemberRequest, standing_id: int) -> HttpResponse:
    row = _standing(request, standing_id)
    standings.withdraw_standing(standing_id=row.pk, by=request.user.username, at=timezone.now())
    messages.success(request, _("The mistake is taken back."))
    return redirect(of_person(row.person))


def end_post(request: MemberRequest, post_id: int) -> HttpResponse:
    row = _post(request, post_id)
    form = typed.OnForm(given(request))

    def act(*, by: str, at: datetime) -> None:
        posts.end_post(post_id=row.pk, **form.cleaned_data, by=by, at=at)

    words = _ending(row, reverse("people:withdraw_post", args=[row.pk]))
    return change(request, form, act, words, of_person(row.person))


@require_POST
def withdraw_post(request: MemberRequest, post_id: int) -> HttpResponse:
    row = _post(request, post_id)
    posts.withdraw_post(post_id=row.pk, by=request.user.username, at=timezone.now())
    messages.success(request, _("The mistake is taken back."))
    return redirect(of_person(row.person))


def _standing(request: MemberRequest, standing_id: int) -> Standing:
    rows = Standing.objects.filter(person__in=kept(request).values("pk"))
    return get_object_or_404(rows.select_related("person"), pk=standing_id)


def _post(request: MemberRequest, post_id: int) -> Post:
    """Return a post at a unit whose members the reader keeps."""
    reach = units_where(request.user, Ability.KEEP_MEMBERS, on=timezone.localdate())
    rows = Post.objects.filter(unit__in=reach.values("pk"))
    return get_object_or_404(rows.select_related("person", "unit__kind"), pk=post_id)


def _ending(row: Standing | Post, mistake: str) -> Words:
    return Words(
        title=_("End it"),
        about=f"{row.person.full_name}: {row_words(row)}",
        button=_("End it from that day"),
        done=_("It has ended."),
        mistake=mistake,
    )
