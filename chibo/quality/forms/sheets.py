"""Beginning a sheet, and from when to when it is in force."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField, LineField
from chibo.quality.rules.located import LONGEST
from chibo.units.models import Unit


class BeginForm(forms.Form):
    """A new sheet's title."""

    title = LineField(label=_("Title"), missing=_("Give the sheet a title."), max_length=300)


class FileForm(forms.Form):
    """A sheet from a file."""

    file = forms.FileField(
        label=_("A sheet's file"),
        help_text=_("As Chibo gives it out, with the ending .yaml."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )

    def text(self) -> str:
        """Return what the file says; what is no text reads as signs that no sheet has."""
        read: bytes = self.cleaned_data["file"].read(4 * LONGEST)
        return read.decode("utf-8", "replace")


class _UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # has none when it runs
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class ForceForm(forms.Form):
    """For whom a sheet is in force, from which day to which."""

    unit = _UnitChoice(label=_("For the cells of"), queryset=Unit.objects.none(), empty_label=None)
    since = DayField(label=_("From"))
    until = DayField(label=_("To before"), required=False, help_text=_("Empty: until it is ended."))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a choice of rows


class EndForm(forms.Form):
    """The first day on which a sheet is not in force any more."""

    until = DayField(label=_("From this day on no longer"))
