"""The official's pages without a network: what a phone keeps, and sending what it wrote.

Plain values in JSON both ways. Every request is safe to send again.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from chibo.access.http import MemberRequest
from chibo.base.devices import TooLarge, Unreadable, packed, values_sent
from chibo.base.refusals import tell
from chibo.room.island import Island
from chibo.supervision.actions.visits import CannotSend, send_visit
from chibo.supervision.forms.slips import SlipForm
from chibo.supervision.queries.visits import beginnings, writable_cells
from chibo.supervision.refusals import slip_refusals
from chibo.supervision.views.finding import must_write_somewhere
from chibo.supervision.views.visits import beginning, own_context, slip_context, typed_slip
from chibo.units.models import Unit
from chibo.units.queries import cells

_ISLAND = Island("visits", page="supervision:phone", template="supervision/phone.html")

# A slip with all its texts full is a third of this.
_LARGEST = 256 * 1024
# How long a phone keeps pages that hear nothing, and how many slips' pages it keeps.
_DAYS_KEPT = 45


@login_not_required
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """The page a phone keeps: the same for everybody."""
    return render(request, "supervision/phone.html", {"words": _ISLAND.words()})


@login_not_required
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the files it keeps."""
    return _ISLAND.worker(request)


@require_GET
def pages(request: MemberRequest) -> HttpResponse:
    """Give a phone the official's page and the slip of each cell on it, by their addresses."""
    must_write_somewhere(request)
    own = own_context(request)
    listed = [*own["assigned"], *own["others"]]
    kept = {reverse("supervision:visits"): _part("own_main", own)}
    known = beginnings([row.cell for row in listed], timezone.localdate())
    for row in listed:
        address = reverse("supervision:slip", args=[row.cell.code])
        kept[address] = _part("slip_main", slip_context(request, row.cell, known[row.cell.pk]))
    return packed(
        {
            "account": request.user.username,
            "name": request.user.shown_name,
            "days_kept": _DAYS_KEPT,
            "pages": kept,
        }
    )


def _part(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"supervision/{name}.html", {**context, "kept": True})


@require_POST
def send(request: MemberRequest) -> HttpResponse:
    """Take in a slip that was written on a phone."""
    try:
        sent = values_sent(request, largest=_LARGEST)
    except (TooLarge, Unreadable):
        return _refused("unreadable", _unreadable())
    if sent.get("account") != request.user.username:
        words = _("This slip was written by another account. Sign in as the one who wrote it.")
        return _refused("other_account", words, status=403)
    cell = _cell(request, str(sent.get("cell", "")))
    if cell is None:
        words = _("You do not follow this cell. Ask the committee office; the slip stays here.")
        return _refused("not_followed", words, status=403)
    form = typed_slip(_typed(sent), cell, beginning(cell))
    if not form.is_valid():
        return _mistakes(form)
    try:
        visit = send_visit(
            key=form.cleaned_data["key"],
            account=request.user,
            cell=cell,
            noted=form.noted(),
            by=request.user.username,
            at=timezone.now(),
        )
    except CannotSend as error:
        for refusal in slip_refusals(error):
            tell(form, refusal)
        return _mistakes(form)
    return packed({"sent": str(visit.pk), "url": reverse("supervision:visit", args=[visit.pk])})


def _cell(request: MemberRequest, code: str) -> Unit | None:
    """A cell the sender follows now, or any other: the action asks about the day he sat in."""
    today = timezone.localdate()
    found = writable_cells(request.user, today).filter(code=code).first()
    return found or cells(today).filter(code=code).first()


def _typed(sent: dict[str, Any]) -> QueryDict:
    typed = QueryDict(mutable=True)
    fields = sent.get("fields")
    if isinstance(fields, dict):
        typed.update({str(name): str(value) for name, value in fields.items()})
    return typed


def _mistakes(form: SlipForm) -> HttpResponse:
    # Markup, as the page would show it: a refusal brings its links.
    errors = {
        name if name in form.fields else "": [conditional_escape(str(error)) for error in found]
        for name, found in form.errors.items()
    }
    words = _("This slip was not taken in. It stays here: look at what is marked.")
    return packed({"refused": "mistakes", "sentence": words, "errors": errors}, status=422)


def _refused(code: str, sentence: str, *, status: int = 400) -> HttpResponse:
    return packed({"refused": code, "sentence": sentence, "errors": {}}, status=status)


def _unreadable() -> str:
    return _(
        "What this phone sent cannot be read. The slip stays here; write it on the page when there is a signal."
    )
