"""A request as its sender writes it, and an answer."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField, LineField
from chibo.quality.rules.spans import Span, around
from chibo.quality.showing.boards import span_name
from chibo.reports.actions.requests import Asking
from chibo.reports.models import Request
from chibo.units.models import Unit


class AskForm(forms.Form):
    """What is asked, of whom, about when, what for, until when, and what an answer takes."""

    question = forms.CharField(
        label=_("Question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One question, in full. What is held already is shown below, and is not asked again."
        ),
        error_messages={"required": _("Write what you want to know.")},
    )
    span = forms.ChoiceField(label=_("About"))
    to = forms.ChoiceField(label=_("Whom"), choices=Request.To.choices)
    purpose = LineField(
        label=_("What for"),
        max_length=300,
        missing=_("Write what the answers are for: those asked read it."),
        help_text=_("Those who are asked read it."),
    )
    due_on = DayField(label=_("To be answered by"))
    minutes = forms.IntegerField(
        label=_("Minutes for one answer"),
        min_value=1,
        max_value=600,
        error_messages={
            "required": _("Estimate how many minutes one answer takes."),
            "invalid": _("Write a whole number of minutes, for example 15."),
            "min_value": _("Write a whole number of minutes, for example 15."),
            "max_value": _("At most 600 minutes. Ask for less, or in parts."),
        },
    )
    because = LineField(
        label=_("Asked all the same, because"),
        required=False,
        max_length=300,
        help_text=_(
            "Only where a figure is near and does not answer it. Those asked read the reason."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["span"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (span.key, span_name(span)) for span in _spans(today)
        ]

    def remember(self, seen: str) -> None:
        """Let the page send along which cost it shows."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"] = seen
        self.data = typed

    def asking(self, unit: Unit) -> Asking:
        """Return what is asked; the form is valid."""
        values = dict(self.cleaned_data)
        values.pop("seen")
        chosen = values.pop("span")
        span = next(span for span in _spans(self.today) if span.key == chosen)
        return Asking(unit=unit, span=span, **values)


def _spans(today: date) -> list[Span]:
    """The year, its quarters and the months around today, those to come last."""
    now = [around(today, length) for length in (1, 3, 6, 12)]
    return [*now, *(span.before for span in now), *(span.after for span in now)]


class AnswerForm(forms.Form):
    """What a unit answers."""

    text = forms.CharField(
        label=_("Answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write the answer. If there is nothing to report, write so."),
        },
    )
