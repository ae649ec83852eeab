"""A unit's reports, and one of them: read, downloaded, signed, replaced."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.audit.kept import kept
from chibo.base.templatetags.words import day
from chibo.base.time import month_start
from chibo.documents import MEDIA_TYPES
from chibo.documents.glyphs import FontsMissing
from chibo.documents.queries import template_for
from chibo.documents.sheets import Kind
from chibo.people.models import Post
from chibo.people.queries import account_name, holder
from chibo.quality.rules.spans import Span, around, span_of
from chibo.quality.showing.boards import span_name
from chibo.reports.actions import signing, writing
from chibo.reports.catalogue import lines
from chibo.reports.forms.reports import SignForm, VersionForm
from chibo.reports.models import Report
from chibo.reports.papers.files import KINDS, file_name, file_of
from chibo.reports.papers.paper import ON_BEHALF, SECRETARY, lead
from chibo.reports.queries.reach import unit_for_figures, unit_for_reports, units_for_reports
from chibo.reports.queries.reports import report_of, reports_of, versions_of
from chibo.reports.queries.standing import body_of, standing_of, standing_of_report, texts_of
from chibo.reports.refusals import refusal
from chibo.reports.rules.changed import Change, changes
from chibo.reports.rules.naming import symbol_on_paper
from chibo.reports.rules.standing import Standing
from chibo.reports.showing import reports as showing
from chibo.units.models import Unit

_MEDIA = {**MEDIA_TYPES, "csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that a page is about. may_keep: the reader drafts and signs it.

    report: its row, None while nobody wrote into the draft.
    """

    unit: Unit
    span: Span
    report: Report | None
    may_keep: bool
    today: date

    @property
    def is_draft(self) -> bool:
        """Say whether it can still be written in."""
        return self.report is None or self.report.is_draft

    def standing(self) -> Standing:
        """Return the report as it stands, or as it was signed."""
        if self.report is not None:
            return standing_of_report(self.report, self.today)
        return standing_of(self.unit, self.span, self.today)


def home(request: MemberRequest) -> HttpResponse:
    """Where reports begin: at the one unit whose reports the reader keeps, or at a choice of them."""
    units = units_for_reports(request.user, timezone.localdate())
    if not units:
        raise Http404
    if len(units) == 1:
        return redirect("reports:reports", units[0].code)
    return render(request, "reports/home.html", {"units": units})


@kept
def of_unit(request: MemberRequest, code: str) -> HttpResponse:
    """The reports of a unit, and those that can be drafted now."""
    today = timezone.localdate()
    unit = unit_for_figures(request.user, code, today)
    if unit is None or unit.kind.is_cell:
        raise Http404
    may_keep = unit_for_reports(request.user, code, today) is not None
    rows = [row for row in reports_of(unit) if may_keep or not row.is_draft]
    begun = {row.span for row in rows}
    over = [around(month_start(today), length).before for length in (1, 3, 6, 12)]
    now = [around(today, length) for length in (3, 12)]
    context = {
        "unit": unit,
        "body": body_of(unit, today),
        "reports": [(row, span_name(row.span)) for row in rows],
        "over": [(one, span_name(one)) for one in over if may_keep and one not in begun],
        "running": [(one, span_name(one)) for one in now if may_keep and one not in begun],
    }
    return render(request, "reports/reports.html", context)


@kept
def report(request: MemberRequest, code: str, key: str) -> HttpResponse:
    """One report, every figure opening its note."""
    return _page(request, asked_for(request, code, key))


def sign(request: MemberRequest, code: str, key: str) -> HttpResponse:
    """Sign a report: once more what it says, and under whose name."""
    asked = asked_for(request, code, key)
    if not asked.may_keep:
        raise Http404
    if not asked.is_draft:
        return redirect("reports:report", code, key)
    if request.method != "POST":
        return _sign(request, asked, None)
    form = SignForm(request.POST)
    if not form.is_valid():
        return _sign(request, asked, form, status=422)
    try:
        signed = signing.sign_report(
            unit=asked.unit,
            span=asked.span,
            by=request.user.username,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except writing.CannotWrite as error:
        return _sign(request, asked, form, refused=str(refusal(error)), status=409)
    messages.success(
        request, _("Signed as number %(number)s. It stays as it is.") % {"number": signed.label}
    )
    return redirect("reports:report", code, key)


@require_POST
def begin_version(request: MemberRequest, code: str, key: str) -> HttpResponse:
    """Begin another version of a signed report."""
    asked = asked_for(request, code, key)
    if not asked.may_keep or asked.report is None:
        raise Http404
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, version_form=form, status=422)
    try:
        signing.begin_version(
            report_id=asked.report.pk,
            because=form.cleaned_data["because"],
            by=request.user.username,
            at=timezone.now(),
        )
    except writing.CannotWrite as error:
        return _page(request, asked, refused=str(refusal(error)), status=409)
    messages.success(request, _("Another version is begun. Sign it when it is right."))
    return redirect("reports:report", code, key)


def file(request: MemberRequest, code: str, key: str, kind: str) -> HttpResponse:
    """A report as a file; a draft says on it that it is one."""
    if kind not in KINDS:
        raise Http404
    asked = asked_for(request, code, key)
    standing = asked.standing()
    template = template_for(asked.unit, Kind.REPORT, asked.today) if kind == "docx" else None
    try:
        data = file_of(kind, standing, asked.report, at=timezone.now(), template=template)
    except FontsMissing:
        words = _("The document fonts are not installed here. Take the Word file instead.")
        return _page(request, asked, refused=words, status=409)
    name = file_name(standing, kind)
    return HttpResponse(
        data,
        content_type=_MEDIA[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def asked_for(request: MemberRequest, code: str, key: str) -> Asked:
    """Return the report an address names; whoever sees figures reads signed reports; a draft is for those who keep reports.

    Raises Http404.
    """
    today, span = timezone.localdate(), span_of(key)
    if span is None or span.first > today:
        raise Http404
    unit = unit_for_figures(request.user, code, today)
    if unit is None or unit.kind.is_cell:
        raise Http404
    version = request.GET.get("version", "")
    row = report_of(unit, span, version=int(version) if version.isdecimal() else None)
    may_keep = unit_for_reports(request.user, code, today) is not None
    if not may_keep and (row is None or row.is_draft):
        raise Http404
    if version and row is None:
        raise Http404
    return Asked(unit, span, row, may_keep, today)


def _page(
    request: MemberRequest,
    asked: Asked,
    *,
    refused: str = "",
    version_form: VersionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    standing = asked.standing()
    row = asked.report
    changed: list[Change] = []
    if row is not None and not row.is_draft:
        now = standing_of(asked.unit, asked.span, asked.today, texts_of(row))
        changed = changes(standing, now, lines())
    context = {
        **_frame(asked, standing),
        "lead": lead(standing, row),
        "parts": showing.parts(standing, changed, every=asked.may_keep and asked.is_draft),
        "months": showing.month_rows(standing) if len(standing.months.rows) > 1 else [],
        "annex": showing.grid_rows(standing),
        "changed": [(one.then, showing.change_words(one)) for one in changed],
        "signed_by": account_name(row.signed_by) if row is not None and row.signed_by else "",
        "versions": list(versions_of(row)) if row is not None else [],
        "version_form": version_form or VersionForm(),
        "is_replaced": _is_replaced(asked),
        "refusal": refused,
    }
    return render(request, "reports/report.html", context, status=status)


def _frame(asked: Asked, standing: Standing) -> dict[str, Any]:
    row = asked.report
    return {
        "unit": asked.unit,
        "body": standing.body,
        "span": asked.span,
        "span_name": span_name(asked.span),
        "report": row,
        "standing": standing,
        "is_draft": asked.is_draft,
        "may_keep": asked.may_keep,
        "may_write": asked.may_keep and asked.is_draft,
        "asked": f"?version={row.version}" if row is not None and _is_replaced(asked) else "",
        "until": day(asked.span.last_day),
    }


def _is_replaced(asked: Asked) -> bool:
    row = asked.report
    return row is not None and Report.objects.filter(supersedes=row).exists()


def _sign(
    request: MemberRequest,
    asked: Asked,
    form: SignForm | None,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    standing = asked.standing()
    if form is None:
        form = SignForm(initial=_initial(asked, standing))
    elif refused:
        # What changed is on the page now; whoever signs again has looked at it.
        form = SignForm({**form.cleaned_data, "looked_at": signing.seen(standing)})
    context = {
        **_frame(asked, standing),
        "form": form,
        "parts": showing.parts(standing, ()),
        "by_hand": [
            (part.heading, number)
            for part in standing.parts
            for one in part.said
            for number in one.by_hand
        ],
        "refusal": refused,
    }
    return render(request, "reports/sign.html", context, status=status)


def _initial(asked: Asked, standing: Standing) -> dict[str, str]:
    before = reports_of(asked.unit).exclude(state=Report.State.DRAFT).first()
    secretary = holder(asked.unit, Post.Kind.SECRETARY, asked.today)
    return {
        "looked_at": signing.seen(standing),
        "signer": secretary.full_name if secretary else before.signer if before else "",
        "signer_title": before.signer_title if before else f"{ON_BEHALF}, {SECRETARY}",
        "symbol": before.symbol if before else symbol_on_paper(standing.body.name),
    }
