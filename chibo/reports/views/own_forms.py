"""A committee's own forms: the list, one form being composed or in force, and its next steps."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal, point_out, tell
from chibo.reports import catalogue
from chibo.reports.actions import own_forms as actions
from chibo.reports.forms.own_forms import FrameForm, HeadingForm, SinceForm, UntilForm
from chibo.reports.models import ReportForm
from chibo.reports.queries import own_forms as queries
from chibo.reports.rules.composing import NoEntry
from chibo.reports.rules.lines import Line
from chibo.reports.showing.figures import language
from chibo.reports.showing.refusals import form_refusal
from chibo.reports.showing.spans import ended_span, length_names
from chibo.units.models import Unit
from chibo.units.queries import existing, names_by_code


def of_unit(request: MemberRequest, code: str) -> HttpResponse:
    """A committee's forms: in force for it, being written; its own lines; a new one."""
    return _list(request, keeping_unit(request, code))


@require_POST
def begin(request: MemberRequest, code: str) -> HttpResponse:
    unit = keeping_unit(request, code)
    form = FrameForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _list(request, unit, begin=form, status=422)
    made = actions.begin_form(unit=unit, **form.values(), **by(request))
    return redirect("reports:own_form", made.pk)


def one(request: MemberRequest, form_id: uuid.UUID) -> HttpResponse:
    """A form as people read it; a draft with what can be added, and what to do next."""
    rows = queries.forms_seen(request.user, timezone.localdate()).select_related("unit")
    return _page(request, get_object_or_404(rows, pk=form_id))


@require_POST
def rename(request: MemberRequest, form_id: uuid.UUID) -> HttpResponse:
    found, form = _kept(request, form_id), FrameForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _page(request, found, frame=form, status=422)
    return _done(
        request,
        found,
        lambda: actions.rename_form(form_id=found.pk, **form.values(), **by(request)),
    )


@require_POST
def add(request: MemberRequest, form_id: uuid.UUID) -> HttpResponse:
    found, keys = _kept(request, form_id), request.POST.getlist("line")
    if not keys:
        refused = Refusal(_("Nothing is chosen. Tick the lines that the form should have."))
        return _page(request, found, refused=refused, status=422)
    return _done(
        request, found, lambda: actions.add_lines(form_id=found.pk, keys=keys, **by(request))
    )


@require_POST
def add_heading(request: MemberRequest, form_id: uuid.UUID) -> HttpResponse:
    found, form = _kept(request, form_id), HeadingForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _page(request, found, heading=form, status=422)
    return _done(
        request,
        found,
        lambda: actions.add_heading(form_id=found.pk, **form.cleaned_data, **by(request)),
    )


@require_POST
def move(request: MemberRequest, form_id: uuid.UUID, place: int) -> HttpResponse:
    found, up = _kept(request, form_id), request.POST.get("way") == "up"
    return _done(
        request,
        found,
        lambda: actions.move_line(form_id=found.pk, place=place, up=up, **by(request)),
    )


@require_POST
def take_out(request: MemberRequest, form_id: uuid.UUID, place: int) -> HttpResponse:
    found = _kept(request, form_id)
    return _done(
        request,
        found,
        lambda: actions.take_out_line(form_id=found.pk, place=place, **by(request)),
    )


@require_POST
def copy(request: MemberRequest, form_id: uuid.UUID, code: str) -> HttpResponse:
    unit = keeping_unit(request, code)
    rows = queries.forms_seen(request.user, timezone.localdate())
    source = get_object_or_404(rows, pk=form_id)
    made = actions.copy_form(form_id=source.pk, unit=unit, **by(request))
    messages.success(request, _("Copied. It is a draft: no report is made by it yet."))
    return redirect("reports:own_form", made.pk)


@require_POST
def next_version(request: MemberRequest, form_id: uuid.UUID) -> HttpResponse:
    found = _kept(request, form_id)
    try:
        made = actions.begin_version(form_id=found.pk, **by(request))
    except actions.CannotKeepForm as error:
        return _page(request, found, refused=form_refusal(error), status=409)
    messages.success(
        request, _("This is the next version. The one in force stays until this one begins.")
    )
    return redirect("reports:own_form", made.pk)


@require_POST
def force(request: MemberRequest, form_id: uuid.UUID) -> HttpResponse:
    found, form = _kept(request, form_id), SinceForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _page(request, found, since=form, status=422)
    try:
        actions.put_form_in_force(form_id=found.pk, **form.cleaned_data, **by(request))
    except actions.CannotKeepForm as error:
        tell(form, form_refusal(error))
        return _page(request, found, since=form, status=409)
    messages.success(request, _("The form is in force. It no longer changes."))
    return redirect("reports:own_form", found.pk)


@require_POST
def end(request: MemberRequest, form_id: uuid.UUID) -> HttpResponse:
    found, form = _kept(request, form_id), UntilForm(request.POST)
    if not form.is_valid():
        point_out(form)
        return _page(request, found, until=form, status=422)
    try:
        actions.end_form(form_id=found.pk, **form.cleaned_data, **by(request))
    except actions.CannotKeepForm as error:
        tell(form, form_refusal(error))
        return _page(request, found, until=form, status=409)
    return redirect("reports:own_form", found.pk)


@require_POST
def discard(request: MemberRequest, form_id: uuid.UUID) -> HttpResponse:
    found = _kept(request, form_id)
    code = found.unit.code
    try:
        actions.discard_form(form_id=found.pk, **by(request))
    except actions.CannotKeepForm as error:
        return _page(request, found, refused=form_refusal(error), status=409)
    messages.success(request, _("The draft is gone."))
    return redirect("reports:own_forms", code)


# ---------------------------------------------------------------- pages


def _list(
    request: MemberRequest, unit: Unit, *, begin: FrameForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    in_force = list(queries.forms_for(unit, today))
    lengths = {form.pk: length_names(form.lengths) for form in in_force}
    names = names_by_code([form.unit.code for form in in_force], today)
    context = {
        "unit": unit,
        "in_force": [
            (form, names.get(form.unit.code, form.unit.code), lengths[form.pk], _fill(form, unit))
            for form in in_force
        ],
        "drafts": queries.drafts_of(unit),
        "own_lines": [
            (row, row.told["name"][language()], row.told["words"][language()])
            for row in queries.own_lines(unit, today).select_related("unit")
        ],
        "begin": begin or FrameForm(initial={"lengths": ["3"]}),
    }
    return render(request, "reports/own_forms.html", context, status=status)


def _page(
    request: MemberRequest,
    form: ReportForm,
    *,
    frame: FrameForm | None = None,
    heading: HeadingForm | None = None,
    since: SinceForm | None = None,
    until: UntilForm | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    keeps = queries.forms_kept(request.user, today).filter(pk=form.pk).exists()
    is_draft = form.since is None
    known = queries.known_lines(form.unit, today)
    entries = queries.entries_of(form)
    context: dict[str, Any] = {
        "form": form,
        "unit": existing(today).filter(pk=form.unit_id).first() or form.unit,
        "entries": [
            (place, entry.heading, known.get(entry.key)) for place, entry in enumerate(entries)
        ],
        "lengths": length_names(form.lengths),
        "is_draft": is_draft,
        "keeps": keeps,
        "may_write": keeps and is_draft,
        "refusal": refused,
        "homes": _homes(request),
        "fill": _fill(form, form.unit),
        "language": language(),
        "following": ReportForm.objects.filter(follows=form).first(),
    }
    if context["may_write"]:
        text = request.GET.get("q", "").strip()
        have = {entry.key for entry in entries}
        context |= {
            "q": text,
            "groups": _groups(queries.found_lines(known, text), have),
            "is_search": bool(text),
            "naming": frame or FrameForm(initial=_initial(form)),
            "heading": heading or HeadingForm(),
            "since": since or SinceForm(initial={"since": today}),
            "naming_open": frame is not None,
        }
    elif keeps and (form.until is None or form.until > today):
        context["until"] = until or UntilForm()
    return render(request, "reports/own_form.html", context, status=status)


def _groups(found: Any, have: set[str]) -> list[tuple[str, list[tuple[Line, bool]]]]:
    """The lines to choose from under the headings of the catalogue, own ones last."""
    titles = {key: names[language()] for key, names in catalogue.sections().items()}
    groups: dict[str, list[tuple[Line, bool]]] = {key: [] for key in [*titles, "own"]}
    for key, line in found.items():
        groups[line.section if line.section in titles else "own"].append((line, key in have))
    titles["own"] = _("Lines of your own")
    return [(titles[key], rows) for key, rows in groups.items() if rows]


def _initial(form: ReportForm) -> dict[str, Any]:
    lengths = [str(one) for one in form.lengths]
    return {"name": form.name, "purpose": form.purpose, "lengths": lengths}


def _fill(form: ReportForm, unit: Unit) -> tuple[uuid.UUID, str, str]:
    """Where a form is filled in for a unit: the last span of its first kind that is over."""
    return form.pk, unit.code, ended_span(min(form.lengths), timezone.localdate()).key


def _done(request: MemberRequest, found: ReportForm, act: Any) -> HttpResponse:
    try:
        act()
    except actions.CannotKeepForm as error:
        return _page(request, found, refused=form_refusal(error), status=409)
    except NoEntry:
        refused = Refusal(_("Somebody changed the form meanwhile. Look at it as it stands now."))
        return _page(request, found, refused=refused, status=409)
    return redirect("reports:own_form", found.pk)


# ---------------------------------------------------------------- finding


def keeping_unit(request: MemberRequest, code: str) -> Unit:
    """Return a committee whose reports the reader keeps; a stranger finds nothing."""
    today = timezone.localdate()
    reach = units_where(request.user, Ability.KEEP_REPORTS, on=today)
    rows = existing(today).filter(pk__in=reach.values("pk"), kind__is_cell=False)
    return get_object_or_404(rows.select_related("kind"), code=code)


def by(request: MemberRequest) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"by": request.user.username, "at": timezone.now()}


def _homes(request: MemberRequest) -> list[Unit]:
    """The committee for which the reader may copy a form: the highest he keeps."""
    today = timezone.localdate()
    reach = units_where(request.user, Ability.KEEP_REPORTS, on=today)
    units = existing(today).filter(pk__in=reach.values("pk"), kind__is_cell=False)
    return list(units.order_by("kind__level", "code")[:1])


def _kept(request: MemberRequest, form_id: uuid.UUID) -> ReportForm:
    rows = queries.forms_kept(request.user, timezone.localdate()).select_related("unit")
    return get_object_or_404(rows, pk=form_id)
