"""Writing in one section of a report."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chibo.access.http import MemberRequest
from chibo.people.queries import account_name
from chibo.quality.showing.boards import span_name
from chibo.reports.actions import writing
from chibo.reports.forms.reports import SentenceForm
from chibo.reports.queries.gathering import offered
from chibo.reports.refusals import refusal
from chibo.reports.rules.drafting import ADDED, Part, Spoken
from chibo.reports.rules.offering import Offered
from chibo.reports.rules.standing import Standing
from chibo.reports.rules.tokens import boxed, labels, named, read
from chibo.reports.views.reports import Asked, asked_for


def section(request: MemberRequest, code: str, key: str, section_key: str) -> HttpResponse:
    """One section: each sentence in a text box; left out, restored, added to."""
    asked = asked_for(request, code, key)
    if not asked.may_keep:
        raise Http404
    if not asked.is_draft:
        return redirect("reports:report", code, key)
    editing = _Editing(request, asked, section_key)
    if request.method != "POST":
        return editing.page()
    return editing.post()


class _Editing:
    """One section being edited by one request."""

    def __init__(self, request: MemberRequest, asked: Asked, section_key: str) -> None:
        self.request, self.asked = request, asked
        self.standing: Standing = asked.standing()
        parts = {part.key: part for part in self.standing.parts}
        if section_key not in parts:
            raise Http404
        self.part: Part = parts[section_key]
        self.shown = _shown(self.part, self.standing)

    def post(self) -> HttpResponse:
        do = self.request.POST.get("do", "")
        act = self._acts().get(do)
        if act is None:
            raise Http404
        return act()

    def _acts(self) -> Mapping[str, Callable[[], HttpResponse]]:
        return {
            "write": self.write,
            "leave": lambda: self.done(writing.leave_out, sentence=self._sentence()),
            "restore": lambda: self.done(writing.restore, text_id=self._text_id()),
            "add": self.add,
            "take": self.take,
        }

    def write(self) -> HttpResponse:
        key = self.request.POST.get("sentence", "")
        spoken = next((one for one in self.part.sentences if one.key == key), None)
        if spoken is None:
            return self.page(refused=str(refusal(writing.NotThere())), status=409)
        form = SentenceForm(self.request.POST, shown=self.shown)
        if not form.is_valid():
            return self.page(wrong=(key, form), status=422)
        text = form.cleaned_data["text"]
        if spoken.state == ADDED:
            return self.done(writing.change_added, text_id=uuid.UUID(spoken.text_id), text=text)
        return self.done(writing.write_sentence, sentence=key, text=text)

    def add(self) -> HttpResponse:
        form = SentenceForm(self.request.POST, shown=self.shown)
        if not form.is_valid():
            return self.page(wrong=("", form), status=422)
        return self.done(writing.add_sentence, text=form.cleaned_data["text"])

    def take(self) -> HttpResponse:
        chosen = set(self.request.POST.getlist("origin"))
        points = [(one.origin, one.text) for one in self._offered() if one.origin in chosen]
        return self.done(writing.take_in, points=points)

    def done(self, action: Callable[..., object], **given: Any) -> HttpResponse:
        """Act once; the page then opens again where one was."""
        if action not in (writing.restore, writing.change_added):
            given["section"] = self.part.key
        try:
            action(
                unit=self.asked.unit,
                span=self.asked.span,
                by=self.request.user.username,
                at=timezone.now(),
                **given,
            )
        except writing.CannotWrite as error:
            return self.page(refused=str(refusal(error)), status=409)
        messages.success(self.request, _("Saved."))
        return redirect(f"{self.request.path}#{self._where()}")

    def _where(self) -> str:
        sent = self.request.POST
        return sent.get("sentence") or sent.get("do", "")

    def page(
        self,
        *,
        wrong: tuple[str, SentenceForm] | None = None,
        refused: str = "",
        status: int = 200,
    ) -> HttpResponse:
        asked = self.asked
        taken = {one.origin for one in self.part.sentences if one.origin}
        bad = dict([wrong]) if wrong else {}
        context = {
            "unit": asked.unit,
            "span": asked.span,
            "span_name": span_name(asked.span),
            "part": self.part,
            "sentences": [
                (one, bad.get(one.key) or self._form(one), self._drafted(one), _name(one))
                for one in self.part.sentences
            ],
            "add_form": bad.get("") or SentenceForm(shown=self.shown, auto_id="add-%s"),
            "figures": [
                (label, self.standing.figures[name.partition(".")[0]].name["vi"])
                for name, label in self.shown.items()
            ],
            "offered": [(one, bool(one.origins & taken)) for one in self._offered()],
            "refusal": refused,
        }
        return render(self.request, "reports/section.html", context, status=status)

    def _form(self, spoken: Spoken) -> SentenceForm:
        text = boxed(spoken.text, self.shown)
        return SentenceForm(initial={"text": text}, shown=self.shown, auto_id=f"{spoken.key}-%s")

    def _drafted(self, spoken: Spoken) -> str:
        return read(spoken.drafted, self.standing.figures)

    def _offered(self) -> list[Offered]:
        asked = self.asked
        return offered(asked.unit, asked.span, asked.today) if self.part.gathers else []

    def _sentence(self) -> str:
        key = self.request.POST.get("sentence", "")
        if not any(one.key == key and one.state != ADDED for one in self.part.sentences):
            raise Http404
        return key

    def _text_id(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.request.POST.get("text_id", ""))
        except ValueError as error:
            raise Http404 from error


def _shown(part: Part, standing: Standing) -> dict[str, str]:
    """The figures that may stand in a section; in one without figures of its own, any."""
    own = [name for one in part.sentences for name in named(one.text)]
    every = part.may_hold or tuple(
        name for one in standing.own_figures for name in _both(one.key, one.denominator)
    )
    names = [name for name in (*every, *own) if name.partition(".")[0] in standing.figures]
    return labels(names, standing.figures)


def _both(key: str, denominator: int | None) -> tuple[str, ...]:
    return (key,) if denominator is None else (key, f"{key}.share")


def _name(spoken: Spoken) -> str:
    return account_name(spoken.by) if spoken.by else ""
