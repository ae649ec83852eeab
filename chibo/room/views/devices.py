"""The devices that carry a cell: seeing them, taking the right away, loading what one saved as a file."""

import json
import uuid
from base64 import b64decode
from binascii import Error as BadBase64
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chibo.access.http import MemberRequest
from chibo.access.queries import abilities_at
from chibo.access.rules import Ability
from chibo.meetings.models import Meeting
from chibo.room import digest, queries
from chibo.room.actions import devices, documents, folding
from chibo.room.document import Document, Garbage
from chibo.room.finding import cell_for
from chibo.room.models import Device, RoomDocument
from chibo.units.models import Unit


class FileForm(forms.Form):
    """A meeting that a device saved as a file."""

    file = forms.FileField(
        label=gettext_lazy("File of a meeting"),
        error_messages={"required": gettext_lazy("Choose the file that the phone saved.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Code on the printed sheet, if there is one"),
        help_text=gettext_lazy("Sixteen letters and figures under the provisional minutes."),
        required=False,
        max_length=40,
    )


class NotOurs(Exception):
    """The file holds no meeting of this cell."""


class OtherSheet(Exception):
    """The file is not what a sheet was printed from; carries the file's own code."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a file of the room holds."""

    document: uuid.UUID
    cell: str
    kind: str
    month: date
    update: bytes


def page(request: MemberRequest, code: str) -> HttpResponse:
    return _page(request, cell_for(request, code, Ability.KEEP_ROLL), FileForm())


@require_POST
def revoke(request: MemberRequest, code: str, device_id: uuid.UUID) -> HttpResponse:
    """Take a device's right away: one's own, or any of the cell for who leads it."""
    cell = cell_for(request, code, Ability.KEEP_ROLL)
    get_object_or_404(_seen(request, cell), pk=device_id)
    devices.revoke_device(key=device_id, by=request.user.username, at=timezone.now())
    return redirect("room:devices", cell.code)


@require_POST
def load(request: MemberRequest, code: str) -> HttpResponse:
    """Take in a meeting that a device saved as a file: the same as if it had sent it."""
    cell = cell_for(request, code, Ability.KEEP_ROLL)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, cell, form, status=422)
    by, now = request.user.username, timezone.now()
    try:
        saved = _read(form.cleaned_data["file"].read(documents.LARGEST * 2), cell)
        _check_code(saved, form.cleaned_data["code"])
        row = _document(saved, cell, by=by)
        documents.receive(document_id=row.pk, data=saved.update, device=None, by=by, at=now)
    except (NotOurs, documents.CannotTake):
        form.add_error(
            "file",
            _("This file holds no meeting of this cell. Choose the file that the phone saved."),
        )
        return _page(request, cell, form, status=409)
    except OtherSheet as found:
        sentence = _(
            "This file is not what the sheet was printed from: its code is %(code)s. Choose the"
            " file saved when the sheet was printed; nothing was taken in."
        )
        form.add_error("code", sentence % {"code": found})
        return _page(request, cell, form, status=409)
    folding.fold(document_id=row.pk, by=by, at=now)
    row.refresh_from_db()
    return (
        redirect("room:detail", row.meeting_id)
        if row.meeting_id
        else redirect("room:devices", cell.code)
    )


def _page(request: MemberRequest, cell: Unit, form: FileForm, *, status: int = 200) -> HttpResponse:
    context = {"cell": cell, "devices": _seen(request, cell), "form": form}
    return render(request, "room/devices.html", context, status=status)


def _seen(request: MemberRequest, cell: Unit) -> QuerySet[Device]:
    found = queries.devices_in(cell)
    leads = Ability.CLOSE_MEETING in abilities_at(request.user, cell, timezone.localdate())
    return found if leads else found.filter(account=request.user)


def _read(content: bytes, cell: Unit) -> Saved:
    try:
        found = json.loads(content)
        saved = Saved(
            uuid.UUID(found["document"]),
            str(found["cell"]),
            str(found["kind"]),
            date.fromisoformat(found["month"]),
            b64decode(found["update"], validate=True),
        )
    except (ValueError, KeyError, TypeError, AttributeError, BadBase64):
        raise NotOurs from None
    if saved.cell != cell.code:
        raise NotOurs
    return saved


def _check_code(saved: Saved, typed: str) -> None:
    if not typed:
        return
    try:
        found = digest.digest(Document([saved.update]))
    except Garbage:
        raise NotOurs from None
    if not digest.fits(typed, found):
        raise OtherSheet(digest.shown(found))


def _document(saved: Saved, cell: Unit, *, by: str) -> RoomDocument:
    row = RoomDocument.objects.filter(pk=saved.document).first()
    if row is not None and row.cell_id == cell.pk:
        return row.part_of or row
    meeting = Meeting.objects.filter(pk=saved.document, cell=cell).first()
    if meeting is not None:
        return documents.begin(meeting=meeting, by=by, at=timezone.now())
    if row is not None:
        raise NotOurs
    return documents.begin_apart(
        key=saved.document, cell=cell, kind=saved.kind, month=saved.month, by=by, at=timezone.now()
    )
