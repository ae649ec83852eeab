"""The pages on which a committee takes our Word templates and gives its own."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import units_where
from chibo.access.rules import Ability
from chibo.base.refusals import point_out, tell
from chibo.documents import MEDIA_TYPES, actions, queries
from chibo.documents.fields import MEANINGS, field_names
from chibo.documents.forms import TemplateForm
from chibo.documents.models import CommitteeTemplate
from chibo.documents.refusals import refusal as refused
from chibo.documents.samples import SAMPLES
from chibo.documents.sheets import FOR_WORD, Kind
from chibo.documents.template_rules import RefusedTemplate
from chibo.documents.word import to_word
from chibo.documents.word_templates import default_template
from chibo.units.models import Unit
from chibo.units.queries import existing

_NAMES = {
    Kind.MINUTES: lambda: _("Minutes"),
    Kind.RESOLUTION: lambda: _("Resolution"),
    Kind.NOTICE: lambda: _("Notice of a meeting"),
    Kind.ATTENDANCE_LIST: lambda: _("Attendance list"),
    Kind.EXCERPT: lambda: _("Excerpt of a decision"),
    Kind.REPORT: lambda: pgettext("paper", "Report"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of paper and the template its papers use; none means ours."""

    kind: Kind
    name: str
    template: CommitteeTemplate | None
    is_own: bool


def of_unit(request: MemberRequest, code: str) -> HttpResponse:
    """The kinds of paper, each with the template that a unit's papers use."""
    unit = _unit(request, code)
    used = queries.templates_for(unit, timezone.localdate())
    lines = [_line(kind, unit, used.get(kind)) for kind in FOR_WORD]
    return render(request, "documents/templates.html", {"unit": unit, "lines": lines})


def template(request: MemberRequest, code: str, kind: str) -> HttpResponse:
    """One kind: take a template, give one, see the fields it may name."""
    unit, chosen = _unit(request, code), _kind(kind)
    if request.method != "POST":
        return _template(request, unit, chosen, TemplateForm())
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        point_out(form)
        return _template(request, unit, chosen, form, status=422)
    try:
        actions.put_in_force(
            unit=unit,
            kind=chosen,
            upload=form.cleaned_data["file"],
            by=request.user.username,
            at=timezone.now(),
        )
    except RefusedTemplate as error:
        tell(form, refused(error, chosen, unit.code))
        return _template(request, unit, chosen, form, status=422)
    messages.success(request, _("The template was checked and is used from today."))
    return redirect("documents:template", code, kind)


@require_POST
def end(request: MemberRequest, code: str, kind: str) -> HttpResponse:
    """Go back to the template of the unit above, or to ours."""
    unit, chosen = _unit(request, code), _kind(kind)
    actions.end_template(unit=unit, kind=chosen, by=request.user.username, at=timezone.now())
    messages.success(request, _("This template is no longer used."))
    return redirect("documents:template", code, kind)


def file(request: MemberRequest, code: str, kind: str, which: str) -> HttpResponse:
    """A Word file: `ours` to begin with, the one in `use`, or a `sample` filled with it."""
    unit, chosen = _unit(request, code), _kind(kind)
    used = queries.template_for(unit, chosen, timezone.localdate())
    match which:
        case "ours":
            data = default_template(chosen)
        case "use":
            data = used or default_template(chosen)
        case "sample":
            data = to_word(SAMPLES[chosen], created_at=timezone.now(), template=used)
        case _:
            raise Http404
    return HttpResponse(
        data,
        content_type=MEDIA_TYPES["docx"],
        headers={"Content-Disposition": f'attachment; filename="{kind}-{which}.docx"'},
    )


def _template(
    request: MemberRequest,
    unit: Unit,
    kind: Kind,
    form: TemplateForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    used = queries.templates_for(unit, timezone.localdate())
    context = {
        "unit": unit,
        "line": _line(kind, unit, used.get(kind)),
        "form": form,
        "fields": [(name, MEANINGS[_last(name)]) for name in field_names(kind)],
        **more,
    }
    return render(request, "documents/template.html", context, status=status)


def _line(kind: Kind, unit: Unit, used: CommitteeTemplate | None) -> Line:
    return Line(kind, _NAMES[kind](), used, used is not None and used.unit_id == unit.pk)


def _last(path: str) -> str:
    return path.replace("[]", "").rpartition(".")[2]


def _unit(request: MemberRequest, code: str) -> Unit:
    today = timezone.localdate()
    reach = units_where(request.user, Ability.KEEP_TEMPLATES, on=today).values("pk")
    return get_object_or_404(existing(today).select_related("kind").filter(pk__in=reach), code=code)


def _kind(name: str) -> Kind:
    try:
        kind = Kind(name)
    except ValueError:
        raise Http404 from None
    if kind not in FOR_WORD:
        raise Http404
    return kind
