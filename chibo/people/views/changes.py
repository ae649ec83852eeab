"""One form for each thing that may happen to a member; all work alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.calendar import holiday_name
from chibo.base.templatetags.words import day
from chibo.people import forms as typed
from chibo.people import queries, rules
from chibo.people.actions import members, persons, posts, standings, terms
from chibo.people.models import Membership, Person, Post, Standing
from chibo.people.refusals import REFUSALS, tell
from chibo.people.views.finding import cell_for, cells_where, kept, person_to_keep
from chibo.units.models import Unit


@dataclass(frozen=True, slots=True)
class Words:
    """What a form page says: its heading, what it is about, its button, and what was done."""

    title: str
    about: str
    button: str
    done: str
    note: str = ""


Act = Callable[..., object]


def _change(
    request: MemberRequest, form: forms.Form, act: Act, words: Words, back: str
) -> HttpResponse:
    """Show a form; when it is sent, act once and go back, or say beside the field why not."""
    if request.method == "POST" and form.is_valid():
        try:
            act(by=request.user.username, at=timezone.now())
        except REFUSALS as refusal:
            tell(form, refusal)
        else:
            messages.success(request, words.done)
            return redirect(back)
    context = {"form": form, "words": words, "back": back}
    return render(request, "people/change.html", context, status=422 if form.errors else 200)


def _of_person(person: Person) -> str:
    return reverse("people:member", args=[person.pk])


def _of_cell(cell: Unit) -> str:
    return reverse("people:of_cell", args=[cell.code])


def _given(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None


def admit(request: MemberRequest, code: str) -> HttpResponse:
    cell = cell_for(request, code, Ability.KEEP_MEMBERS)
    form = typed.AdmitForm(_given(request))

    def act(*, by: str, at: datetime) -> None:
        given = form.cleaned_data
        members.admit(
            particulars=form.particulars(),
            cell=cell,
            joined_on=given["joined_on"],
            ceremony_on=given["ceremony_on"],
            decision=given["decision"],
            by=by,
            at=at,
        )

    words = Words(
        _("Admit a new member"), cell.full_name, _("Enter the new member"), _("The new member is on the roll.")
    )
    return _change(request, form, act, words, _of_cell(cell))


def enter(request: MemberRequest, code: str) -> HttpResponse:
    cell = cell_for(request, code, Ability.KEEP_MEMBERS)
    form = typed.EnterForm(_given(request))

    def act(*, by: str, at: datetime) -> None:
        given = form.cleaned_data
        members.enter(
            particulars=form.particulars(),
            cell=cell,
            since=given["since"],
            decision=given["decision"],
            by=by,
            at=at,
        )

    words = Words(
        _("Enter a member who has come"), cell.full_name, _("Enter the member"), _("The member is on the roll.")
    )
    return _change(request, form, act, words, _of_cell(cell))


def begin_term(request: MemberRequest, code: str) -> HttpResponse:
    cell = cell_for(request, code, Ability.KEEP_MEMBERS)
    form = typed.TermForm(_given(request))

    def act(*, by: str, at: datetime) -> None:
        terms.begin_term(unit=cell, **form.cleaned_data, until=None, by=by, at=at)

    words = Words(
        _("Begin a term of office"),
        cell.full_name,
        _("Begin the term"),
        _("The term has begun; the one before ended with it."),
    )
    return _change(request, form, act, words, _of_cell(cell))


def correct(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    form = typed.ParticularsForm(_given(request), initial=typed.ParticularsForm.of(person))

    def act(*, by: str, at: datetime) -> None:
        persons.correct(person_id=person.pk, particulars=form.particulars(), by=by, at=at)

    words = Words(_("Correct the record"), person.full_name, _("Save the record"), _("The record is saved."))
    return _change(request, form, act, words, _of_person(person))


def transfer(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    cells = cells_where(request, Ability.KEEP_MEMBERS, timezone.localdate())
    form = typed.TransferForm(_given(request), cells=cells)

    def act(*, by: str, at: datetime) -> None:
        members.transfer(person_id=person.pk, **form.cleaned_data, by=by, at=at)

    words = Words(
        _("Move to another cell"),
        person.full_name,
        _("Move the member"),
        _("The member is in the new cell from that day."),
        note=_(
            "A move on paper is to be completed within 60 working days: issued today, by %(day)s. "
            "To a cell elsewhere: end the membership with “moved to a cell elsewhere”."
        )
        % {"day": day(_due(timezone.localdate()))},
    )
    return _change(request, form, act, words, _of_person(person))


def _due(issued_on: date) -> date:
    """The last day of the time in which a transfer is completed."""
    days = rules.TRANSFER_WORKING_DAYS
    holidays = _Holidays()
    return rules.working_days_after(issued_on, days, holidays)


def elsewhere(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    reach = cells_where(request, Ability.KEEP_MEMBERS, timezone.localdate())
    form = typed.ElsewhereForm(_given(request), cells=reach)

    def act(*, by: str, at: datetime) -> None:
        given = form.cleaned_data
        members.go_elsewhere(
            person_id=person.pk,
            cell=given["cell"],
            place=given["place"],
            **form.period(),
            decision=given["decision"],
            by=by,
            at=at,
        )

    words = Words(
        _("Temporary activity elsewhere"),
        person.full_name,
        _("Save the temporary activity"),
        _("He is counted there for that time; his membership stays here."),
    )
    return _change(request, form, act, words, _of_person(person))


def back(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    form = typed.OnForm(_given(request))
    form.fields["on"].help_text = _("The first day on which he attends here again.")

    def act(*, by: str, at: datetime) -> None:
        members.come_back(person_id=person.pk, **form.cleaned_data, by=by, at=at)

    words = Words(
        _("Back from temporary activity"),
        person.full_name,
        _("Save the return"),
        _("He counts in his own cell again from that day."),
    )
    return _change(request, form, act, words, _of_person(person))


def recognise(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    form = typed.RecogniseForm(_given(request))

    def act(*, by: str, at: datetime) -> None:
        members.recognise(person_id=person.pk, **form.cleaned_data, by=by, at=at)

    words = Words(
        _("Recognise as an official member"),
        person.full_name,
        _("Save the recognition"),
        _("He is official from the day his probation ended."),
        note=_("Official from twelve months after the ceremony, however late the decision is."),
    )
    return _change(request, form, act, words, _of_person(person))


def leave(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    form = typed.LeaveForm(_given(request))

    def act(*, by: str, at: datetime) -> None:
        members.leave(person_id=person.pk, **form.cleaned_data, by=by, at=at)

    words = Words(
        _("End the membership"),
        person.full_name,
        _("End the membership"),
        _("The membership has ended. What was before stays on record."),
        note=_("His offices, exemptions and activity elsewhere end on the same day."),
    )
    return _change(request, form, act, words, _of_person(person))


def again(request: MemberRequest, person_id: int, code: str) -> HttpResponse:
    person = person_to_keep(request, person_id)
    cell = cell_for(request, code, Ability.KEEP_MEMBERS)
    form = typed.AgainForm(_given(request))

    def act(*, by: str, at: datetime) -> None:
        members.enter_again(person_id=person.pk, cell=cell, **form.cleaned_data, by=by, at=at)

    words = Words(
        _("Enter the member again"),
        f"{person.full_name}, {cell.full_name}",
        _("Enter the member"),
        _("The member is on the roll."),
    )
    return _change(request, form, act, words, _of_person(person))


def begin_standing(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    form = typed.StandingForm(_given(request))

    def act(*, by: str, at: datetime) -> None:
        given = form.cleaned_data
        standings.begin_standing(
            person_id=person.pk,
            kind=given["kind"],
            **form.period(),
            note=given["note"],
            decision=given["decision"],
            by=by,
            at=at,
        )

    words = Words(
        _("Exempt, away, suspended"), person.full_name, _("Save"), _("It is on record."),
        note=_("Working away alone takes nobody out of the roll: he asks to be exempt for a time."),
    )  # fmt: skip
    return _change(request, form, act, words, _of_person(person))


def end_standing(request: MemberRequest, standing_id: int) -> HttpResponse:
    row = get_object_or_404(
        Standing.objects.filter(person__in=kept(request).values("pk")).select_related("person"),
        pk=standing_id,
    )
    form = typed.OnForm(_given(request))

    def act(*, by: str, at: datetime) -> None:
        if "mistake" in request.POST:
            standings.withdraw_standing(standing_id=row.pk, by=by, at=at)
        else:
            standings.end_standing(standing_id=row.pk, **form.cleaned_data, by=by, at=at)

    return _end(request, form, act, row)


def begin_post(request: MemberRequest, person_id: int, code: str) -> HttpResponse:
    person = person_to_keep(request, person_id)
    reach = units_where(request.user, Ability.KEEP_MEMBERS, timezone.localdate())
    unit = get_object_or_404(reach, code=code)
    form = typed.PostForm(_given(request))

    def act(*, by: str, at: datetime) -> None:
        given = form.cleaned_data
        posts.begin_post(
            person_id=person.pk,
            unit=unit,
            kind=given["kind"],
            **form.period(),
            decision=given["decision"],
            by=by,
            at=at,
        )

    words = Words(_("An office"), person.full_name, _("Save the office"), _("The office is on record."))
    return _change(request, form, act, words, _of_person(person))


def end_post(request: MemberRequest, post_id: int) -> HttpResponse:
    row = get_object_or_404(
        Post.objects.filter(person__in=kept(request).values("pk")).select_related("person"),
        pk=post_id,
    )
    form = typed.OnForm(_given(request))

    def act(*, by: str, at: datetime) -> None:
        if "mistake" in request.POST:
            posts.withdraw_post(post_id=row.pk, by=by, at=at)
        else:
            posts.end_post(post_id=row.pk, **form.cleaned_data, by=by, at=at)

    return _end(request, form, act, row)
