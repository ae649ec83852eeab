"""Bringing a list in: choose the file, look at what it would do, confirm; and taking one out."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.access.http import MemberRequest
from chibo.access.queries import home_unit, may_somewhere, units_where
from chibo.base.refusals import Refusal, point_out, tell
from chibo.documents.importing import sentences, uploads
from chibo.documents.importing.forms import (
    SaidForm,
    UploadForm,
    choices_of,
    first_days,
    places_from,
)
from chibo.documents.importing.kinds import MEMBERS, UNITS, Author, Kind, Refused, Said
from chibo.documents.importing.reading import List, read_list
from chibo.documents.importing.showing import Shown, Told
from chibo.documents.spreadsheets.reading import LIMITS
from chibo.documents.spreadsheets.workbook import FileTooLarge, UnreadableFile
from chibo.units.models import Unit
from chibo.units.queries import existing

KINDS: dict[str, Kind] = {kind.slug: kind for kind in (MEMBERS, UNITS)}
# More than this on a page nobody reads; the counts say how many there are.
_SHOWN = 200


def start(request: MemberRequest, slug: str) -> HttpResponse:
    """Choose a file; a file that reads is kept and shown on its own page."""
    kind, reach = _kind(request, slug)
    units = _choices(kind, reach)
    if request.method != "POST":
        initial = first_days(timezone.localdate())
        if len(units) == 1:
            initial["unit"] = units[0].code
        return _start(request, kind, UploadForm(kind, units, initial=initial))
    form = UploadForm(kind, units, request.POST, request.FILES)
    if not form.is_valid():
        point_out(form)
        return _start(request, kind, form, status=422)
    file = form.cleaned_data.pop("file")
    try:
        if file.size > LIMITS.file:
            raise FileTooLarge(LIMITS.file)
        upload = uploads.Upload(file.name, file.read())
        read_list(upload.content, name=upload.name, recognise=kind.recognise)
    except UnreadableFile as error:
        tell(form, Refusal(sentences.refusal(error), fields=("file",)))
        return _start(request, kind, form, status=422)
    key = uploads.keep(upload, of=request.user, at=timezone.now())
    query = QueryDict(mutable=True)
    query.update({name: form.data[name] for name in ("unit", "since", "on")})
    url = reverse("importing:look", args=[slug, key])
    return redirect(f"{url}?{query.urlencode()}")


def look(request: MemberRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """Show what a list would do; a post does it, if it still is what was shown."""
    kind, reach = _kind(request, slug)
    try:
        upload = uploads.kept(key, of=request.user)
    except uploads.NoUpload:
        messages.info(request, _("The file is not kept any more. Choose it again."))
        return redirect("importing:start", slug)
    query = request.POST if request.method == "POST" else request.GET
    form = SaidForm(kind, _choices(kind, reach), query)
    if not form.is_valid():
        return _start(request, kind, UploadForm(kind, _choices(kind, reach), query), status=422)
    try:
        source = read_list(
            upload.content,
            name=upload.name,
            recognise=kind.recognise,
            sheet=query.get("sheet") or None,
            by_place=_allowed(kind, places_from(query)),
        )
    except UnreadableFile as error:
        again = UploadForm(kind, _choices(kind, reach), query)
        return _start(request, kind, again, status=422, refusal=sentences.refusal(error))
    page: dict[str, Any] = {
        "kind": kind,
        "key": key,
        "form": form,
        "source": source,
        "name": upload.name,
    }
    if request.method != "POST":
        return _look(request, kind.show(source, form.said(), reach), **page)
    return _write(request, reach, form.said(), page)


def export(request: MemberRequest, slug: str) -> HttpResponse:
    """Give the list of all units or members within reach, as import reads it."""
    kind, reach = _kind(request, slug)
    today = timezone.localdate()
    home = home_unit(request.user, today)
    title = (home.full_name or home.code).upper() if home else ""
    response = HttpResponse(
        kind.table(reach, today, title),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="chibo-{slug}-{today}.xlsx"'
    return response


def _kind(request: MemberRequest, slug: str) -> tuple[Kind, QuerySet[Unit]]:
    """Return the kind of list and where the reader may write it; a stranger finds nothing."""
    kind = KINDS.get(slug)
    if kind is None:
        raise Http404
    reach = units_where(request.user, kind.ability, on=timezone.localdate())
    if not reach.exists():
        raise Http404
    return kind, reach


def _choices(kind: Kind, reach: QuerySet[Unit]) -> Sequence[Unit]:
    units = existing(timezone.localdate()).filter(pk__in=reach.values("pk"))
    return list(units.filter(kind__is_cell=kind is MEMBERS).order_by("kind__level", "code"))


def _allowed(kind: Kind, places: dict[int, str]) -> dict[int, str]:
    return {place: field for place, field in places.items() if not field or field in kind.fields}


def _write(
    request: MemberRequest, reach: QuerySet[Unit], said: Said, page: dict[str, Any]
) -> HttpResponse:
    kind, source = page["kind"], page["source"]
    author = Author(request.user.username, timezone.now(), page["name"])
    try:
        done = kind.write(source, said, reach, shown=request.POST.get("shown", ""), author=author)
    except Refused as error:
        if error.shown.problems:
            return _look(request, error.shown, status=409, **page)
        refusal = _("Something was changed on record meanwhile. Look once more, then confirm.")
        return _look(request, error.shown, status=409, refusal=refusal, **page)
    uploads.forget(page["key"], of=request.user)
    messages.success(request, _told(done))
    return redirect("importing:start", kind.slug)


def _told(done: Shown) -> str:
    if not done.writes:
        return _("Nothing new: nothing changed.")
    return ngettext(
        "%(new)s new on record, %(changed)s changed, %(same)s left as they are.",
        "%(new)s new on record, %(changed)s changed, %(same)s left as they are.",
        done.writes,
    ) % {"new": done.created, "changed": done.changed, "same": done.same}


def _start(
    request: MemberRequest, kind: Kind, form: UploadForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    today = timezone.localdate()
    others = [one for one in KINDS.values() if may_somewhere(request.user, one.ability, today)]
    context = {"kind": kind, "kinds": others, "form": form, "refusal": refusal}
    return render(request, "importing/start.html", context, status=status)


def _look(
    request: MemberRequest,
    shown: Shown,
    *,
    kind: Kind,
    source: List,
    status: int = 200,
    **page: Any,
) -> HttpResponse:
    rows = [row for row in shown.rows if row.deed != "same"]
    query = request.POST if request.method == "POST" else request.GET
    context = {
        "kind": kind,
        "source": source,
        "shown": shown,
        "rows": rows[:_SHOWN],
        "more_rows": max(0, len(rows) - _SHOWN),
        "problems": shown.problems[:_SHOWN],
        "more_problems": max(0, len(shown.problems) - _SHOWN),
        "notes": _gathered(shown.notes),
        "columns": [
            (one, sentences.column(one.field), choices_of(kind, one)) for one in source.mapped
        ],
        "left_out": [
            (left.row, left.text, sentences.SKIPPED[left.why]())
            for left in source.left_out[:_SHOWN]
        ],
        "said": [
            (name, value)
            for name, value in query.items()
            if name in ("unit", "since", "on", "sheet") or name[1:].isdecimal()
        ],
        **page,
    }
    return render(request, "importing/look.html", context, status=status)


def _gathered(notes: Sequence[Told]) -> list[tuple[str, str, list[int]]]:
    """Return notes of one sentence together, each with its column and rows."""
    found: dict[tuple[str, str], list[int]] = {}
    for note in notes:
        found.setdefault((note.column, note.text), []).append(note.row)
    return [(column, text, rows) for (column, text), rows in found.items()]
