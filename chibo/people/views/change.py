"""What every page that changes something about a member shares: one form, one act, one answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.base.refusals import point_out
from chibo.people.actions import guards
from chibo.people.models import Person
from chibo.people.refusals import REFUSALS, tell
from chibo.units.models import Unit


@dataclass(frozen=True, slots=True)
class Words:
    """What a form page says: its heading, what it is about, its button, and what was done."""

    title: str
    about: str
    button: str
    done: str
    note: str = ""
    # Where to delete what was written by mistake, where that is offered.
    mistake: str = ""


Act = Callable[..., object]


def change(
    request: MemberRequest, form: forms.Form, act: Act, words: Words, back: str
) -> HttpResponse:
    """Show a form; when it is sent, act once and go back, or say beside the field why not."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act(by=request.user.username, at=timezone.now())
        except guards.Stale:
            # The act has put what was saved meanwhile beside what was typed.
            status = 409
        except REFUSALS as refusal:
            tell(form, refusal, back)
            status = 422
        else:
            messages.success(request, words.done)
            return redirect(back)
    elif form.errors:
        point_out(form)
        status = 422
    context = {"form": form, "words": words, "back": back}
    return render(request, "people/change.html", context, status=status)


def of_person(person: Person) -> str:
    return reverse("people:member", args=[person.pk])


def of_cell(cell: Unit) -> str:
    return reverse("people:of_cell", args=[cell.code])


def given(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None
