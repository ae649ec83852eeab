"""Decisions that change the tree, the members they move, and taking one back before its day."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal
from chibo.people.actions import reorganise
from chibo.people.forms import DecisionForm
from chibo.people.refusals import REFUSALS, refusal, tell
from chibo.people.views.finding import cells_where
from chibo.units import queries
from chibo.units.events import UnknownUnit
from chibo.units.models import Decision, UnitKind
from chibo.units.steps import (
    Dissolve,
    Found,
    Merge,
    Move,
    Rename,
    Split,
    Step,
    as_table,
    from_json,
    named_codes,
    read_table,
)

# What a reader writes first in a line. English words are read as well.
WORDS = {
    "found": "thành lập",
    "rename": "đổi tên",
    "move": "chuyển",
    "merge": "sáp nhập",
    "split": "chia tách",
    "dissolve": "giải thể",
}
_READ = {word: english for english, word in WORDS.items()}

_UNREADABLE = gettext_lazy(
    "This file is no plain text of such lines. Save the sheet as CSV or text."
)
_LARGEST = 200_000
_A_DAY = timedelta(days=1)


def decisions(request: MemberRequest) -> HttpResponse:
    reach = _reach(request)
    context = {
        "decisions": [found for found in queries.decisions() if _touches(found, reach)],
        "today": timezone.localdate(),
    }
    return render(request, "people/decisions.html", context)


def decision(request: MemberRequest, decision_id: int) -> HttpResponse:
    return _page(request, _decision(request, decision_id))


def new(request: MemberRequest) -> HttpResponse:
    """Show the lines in words first; what was shown is carried out at a second press."""
    reach = _reach(request)
    form = _form(request)
    steps: Sequence[Step] = ()
    if form.is_valid():
        try:
            steps = read_table(form.cleaned_data["steps"], _READ)
            _check_reach(steps, reach)
            if steps and request.POST.get("shown") == as_table(steps, WORDS):
                return _carry_out(request, form, steps)
        except REFUSALS as error:
            tell(form, error)
            steps = ()
    context = {
        "form": form,
        "lines": _lines(steps, form.cleaned_data["effective_on"] - _A_DAY) if steps else [],
        "shown": as_table(steps, WORDS),
        "kinds": UnitKind.objects.order_by("level", "code"),
    }
    return render(request, "people/decide.html", context, status=422 if form.errors else 200)


def undo(request: MemberRequest, decision_id: int) -> HttpResponse:
    """Ask first, then undo."""
    found = _decision(request, decision_id)
    if request.method != "POST":
        return _page(request, found, asked=True)
    try:
        _check_reach(from_json(found.steps), _reach(request))
        reorganise.undo_decision(decision_id=found.pk, by=request.user.username, at=timezone.now())
    except REFUSALS as error:
        return _page(request, found, refusal=refusal(error), status=409)
    messages.success(request, _("The decision is undone: all is as it was before it."))
    return redirect("people:decision", found.pk)


def _carry_out(request: MemberRequest, form: forms.Form, steps: Sequence[Step]) -> HttpResponse:
    given = {
        key: form.cleaned_data[key] for key in ("number", "signed_on", "effective_on", "title")
    }
    made = reorganise.carry_out(**given, steps=steps, by=request.user.username, at=timezone.now())
    messages.success(request, _("The decision is carried out."))
    return redirect("people:decision", made.pk)


def _form(request: MemberRequest) -> DecisionForm:
    """Return the form; the lines of a file stand in its field, to be seen and corrected."""
    if request.method != "POST":
        return DecisionForm()
    typed = request.POST.copy()
    file = request.FILES.get("table")
    if file is None:
        return DecisionForm(typed)
    content = file.read(_LARGEST + 1)
    try:
        typed["steps"] = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = b""
    form = DecisionForm(typed)
    if not content or len(content) > _LARGEST:
        form.add_error("table", str(_UNREADABLE))
    return form


def _reach(request: MemberRequest) -> set[str]:
    """Return the codes of the units the reader may change; Http404 where there are none."""
    units = units_where(request.user, Ability.KEEP_UNITS, on=timezone.localdate())
    codes = set(units.values_list("code", flat=True))
    if not codes:
        raise Http404
    return codes


def _check_reach(steps: Sequence[Step], reach: set[str]) -> None:
    """Refuse units out of reach as unknown; nobody makes a new top of the tree here."""
    for code in sorted(code or "–" for code in named_codes(steps)):
        if code not in reach:
            raise UnknownUnit(code)


def _touches(found: Decision, reach: set[str]) -> bool:
    return any(code in reach for code in named_codes(from_json(found.steps)))


def _decision(request: MemberRequest, decision_id: int) -> Decision:
    found = Decision.objects.filter(pk=decision_id).first()
    if found is None or not _touches(found, _reach(request)):
        raise Http404
    return found


def _page(
    request: MemberRequest,
    found: Decision,
    *,
    asked: bool = False,
    refusal: Refusal | str = "",
    status: int = 200,
) -> HttpResponse:
    today, steps = timezone.localdate(), from_json(found.steps)
    holds = found.undone_at is None and found.effective_on <= today
    context = {
        "decision": found,
        "today": today,
        "day_before": found.effective_on - _A_DAY,
        "lines": _lines(steps, found.effective_on - _A_DAY),
        "may_undo": found.undone_at is None and found.effective_on > today,
        # A decision to split names no members: who goes over is ticked afterwards.
        "split": cells_where(request, Ability.KEEP_MEMBERS, today).filter(
            code__in=[step.out_of for step in steps if isinstance(step, Split)]
        )
        if holds
        else [],
        "asked": asked,
        "refusal": refusal,
    }
    return render(request, "people/decision.html", context, status=status)


def _lines(steps: Sequence[Step], on: date) -> list[str]:
    """Say what steps do, each unit by its name before the day and its code."""
    known = queries.names_by_code([code for code in named_codes(steps) if code], on)
    for step in steps:
        match step:
            case Found(code=code, full_name=name) | Split(new=Found(code=code, full_name=name)):
                known[code] = name
    return [_line(step, lambda code: _named(code, known)) for step in steps]


def _named(code: str | None, known: dict[str, str]) -> str:
    if code is None:
        return "–"
    return f"{known[code]} ({code})" if code in known else code


def _line(step: Step, named: Callable[[str | None], str]) -> str:
    match step:
        case Found(code=code, parent=parent):
            return _("Found %(unit)s under %(parent)s") % {
                "unit": named(code),
                "parent": named(parent),
            }
        case Split(out_of=out_of, new=new):
            return _("Split %(unit)s, under %(parent)s, out of %(out_of)s") % {
                "unit": named(new.code),
                "parent": named(new.parent),
                "out_of": named(out_of),
            }
        case Rename(code=code, full_name=full_name):
            return _("Rename %(unit)s to %(name)s") % {"unit": named(code), "name": full_name}
        case Move(code=code, parent=parent):
            return _("Move %(unit)s under %(parent)s") % {
                "unit": named(code),
                "parent": named(parent),
            }
        case Merge(code=code, into=into):
            return _("Merge %(unit)s into %(into)s; its members and units go along") % {
                "unit": named(code),
                "into": named(into),
            }
        case Dissolve(code=code):
            return _("Dissolve %(unit)s") % {"unit": named(code)}
