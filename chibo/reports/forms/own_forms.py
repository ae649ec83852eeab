"""A form's name and spans, its headings, from when to when it is in force."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField, LineField

LENGTHS = [("1", _("month")), ("3", _("quarter")), ("6", _("half-year")), ("12", _("year"))]


class FrameForm(forms.Form):
    """What a form is called, what for, and of which spans."""

    name = LineField(label=_("Name of the form"), missing=_("Give the form a name."))
    purpose = LineField(
        label=_("What for"),
        required=False,
        max_length=300,
        help_text=_("The document that asks for it, or what it is used for. May stay empty."),
    )
    lengths = forms.MultipleChoiceField(
        label=_("Filled in for a"),
        choices=LENGTHS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one: month, quarter, half-year or year.")},
    )

    def values(self) -> dict[str, Any]:
        """Return what the action is given; the form is valid."""
        return {**self.cleaned_data, "lengths": [int(one) for one in self.cleaned_data["lengths"]]}


class HeadingForm(forms.Form):
    """A heading of the committee's own."""

    heading = LineField(label=_("Heading"), missing=_("Write the heading."))


class SinceForm(forms.Form):
    """The day from which a form is in force."""

    since = DayField(label=_("In force from"))


class UntilForm(forms.Form):
    """The first day on which a form is not in force any more."""

    until = DayField(label=_("From this day on no longer"))
