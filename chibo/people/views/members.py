"""Members coming, moving, becoming official, leaving; one form each."""

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.access.http import MemberRequest
from chibo.access.rules import Ability
from chibo.base.calendar import holiday_name
from chibo.base.templatetags.words import day
from chibo.people import forms as typed
from chibo.people import rules
from chibo.people.actions import guards, members, persons, together
from chibo.people.queries import own_members
from chibo.people.views.change import Words, change, given, of_cell, of_person
from chibo.people.views.finding import cell_for, cells_where, person_to_keep


def admit(request: MemberRequest, code: str) -> HttpResponse:
    cell = cell_for(request, code, Ability.KEEP_MEMBERS)
    form = typed.AdmitForm(given(request))

    def act(*, by: str, at: datetime) -> None:
        data = form.cleaned_data
        members.admit(
            particulars=form.particulars(),
            cell=cell,
            joined_on=data["joined_on"],
            ceremony_on=data["ceremony_on"],
            decision=data["decision"],
            by=by,
            at=at,
        )

    words = Words(
        _("Admit a new member"),
        cell.full_name,
        _("Enter the new member"),
        _("The new member is on the roll."),
    )
    return change(request, form, act, words, of_cell(cell))


def enter(request: MemberRequest, code: str) -> HttpResponse:
    cell = cell_for(request, code, Ability.KEEP_MEMBERS)
    form = typed.EnterForm(given(request))

    def act(*, by: str, at: datetime) -> None:
        data = form.cleaned_data
        members.enter(
            particulars=form.particulars(),
            cell=cell,
            since=data["since"],
            decision=data["decision"],
            by=by,
            at=at,
        )

    words = Words(
        _("Enter a member who has come"),
        cell.full_name,
        _("Enter the member"),
        _("The member is on the roll."),
    )
    return change(request, form, act, words, of_cell(cell))


def again(request: MemberRequest, person_id: int, code: str) -> HttpResponse:
    person = person_to_keep(request, person_id)
    cell = cell_for(request, code, Ability.KEEP_MEMBERS)
    form = typed.AgainForm(given(request))

    def act(*, by: str, at: datetime) -> None:
        members.enter_again(person_id=person.pk, cell=cell, **form.cleaned_data, by=by, at=at)

    words = Words(
        _("Enter the member again"),
        f"{person.full_name}, {cell.full_name}",
        _("Enter the member"),
        _("The member is on the roll."),
    )
    return change(request, form, act, words, of_person(person))


def correct(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    form = typed.CorrectForm(given(request), initial=typed.CorrectForm.of(person))

    def act(*, by: str, at: datetime) -> None:
        seen = form.cleaned_data["seen"]
        try:
            persons.correct(
                person_id=person.pk, particulars=form.particulars(), seen=seen, by=by, at=at
            )
        except guards.Stale:
            person.refresh_from_db()
            form.keep_over(typed.CorrectForm.of(person))
            raise

    words = Words(
        _("Correct the record"), person.full_name, _("Save the record"), _("The record is saved.")
    )
    return change(request, form, act, words, of_person(person))


def transfer(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    cells = cells_where(request, Ability.KEEP_MEMBERS, timezone.localdate())
    form = typed.TransferForm(given(request), cells=cells)

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
        % {
            "day": day(
                rules.working_days_after(
                    timezone.localdate(), rules.TRANSFER_WORKING_DAYS, holiday_name
                )
            )
        },
    )
    return change(request, form, act, words, of_person(person))


def transfer_together(request: MemberRequest, code: str) -> HttpResponse:
    """Move several members of a cell at once, as after a split."""
    cell = cell_for(request, code, Ability.KEEP_MEMBERS)
    today = timezone.localdate()
    form = typed.TransferTogetherForm(
        given(request),
        cells=cells_where(request, Ability.KEEP_MEMBERS, today).exclude(pk=cell.pk),
        people=own_members(cell, today),
    )

    def act(*, by: str, at: datetime) -> None:
        together.transfer_together(
            person_ids=[person.pk for person in form.cleaned_data["members"]],
            to=form.cleaned_data["to"],
            since=form.cleaned_data["since"],
            decision=form.cleaned_data["decision"],
            by=by,
            at=at,
        )

    words = Words(
        _("Move several members to another cell"),
        cell.full_name,
        _("Move those ticked"),
        _("They are in the new cell from that day."),
        note=_(
            "For a cell that was split or a village that was joined to another. All of them move, or "
            "nobody: if one cannot, the page says who and why."
        ),
    )
    return change(request, form, act, words, of_cell(cell))


def elsewhere(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    reach = cells_where(request, Ability.KEEP_MEMBERS, timezone.localdate())
    form = typed.ElsewhereForm(given(request), cells=reach)

    def act(*, by: str, at: datetime) -> None:
        data = form.cleaned_data
        members.go_elsewhere(
            person_id=person.pk,
            cell=data["cell"],
            place=data["place"],
            since=data["since"],
            until=form.until(),
            decision=data["decision"],
            by=by,
            at=at,
        )

    words = Words(
        _("Temporary activity elsewhere"),
        person.full_name,
        _("Save the temporary activity"),
        _("For that time the member is counted there; the membership stays here."),
    )
    return change(request, form, act, words, of_person(person))


def back(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    form = typed.OnForm(given(request))
    form.fields["on"].help_text = _("The first day on which the member attends here again.")

    def act(*, by: str, at: datetime) -> None:
        members.come_back(person_id=person.pk, **form.cleaned_data, by=by, at=at)

    words = Words(
        _("Back from temporary activity"),
        person.full_name,
        _("Save the return"),
        _("The member counts in the cell here again from that day."),
    )
    return change(request, form, act, words, of_person(person))


def recognise(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    form = typed.RecogniseForm(given(request))

    def act(*, by: str, at: datetime) -> None:
        members.recognise(person_id=person.pk, **form.cleaned_data, by=by, at=at)

    words = Words(
        _("Recognise as an official member"),
        person.full_name,
        _("Save the recognition"),
        _("The member is official from the day probation ended."),
        note=_("Official from twelve months after the ceremony, however late the decision is."),
    )
    return change(request, form, act, words, of_person(person))


def leave(request: MemberRequest, person_id: int) -> HttpResponse:
    person = person_to_keep(request, person_id)
    form = typed.LeaveForm(given(request))

    def act(*, by: str, at: datetime) -> None:
        members.leave(person_id=person.pk, **form.cleaned_data, by=by, at=at)

    words = Words(
        _("End the membership"),
        person.full_name,
        _("End the membership"),
        _("The membership has ended. What was before stays on record."),
        note=_("Offices, exemptions and activity elsewhere end on the same day."),
    )
    return change(request, form, act, words, of_person(person))
