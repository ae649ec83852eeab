"""What a person says about a list: the file, the unit of rows that name none, two days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField
from chibo.documents.importing import sentences
from chibo.documents.importing.kinds import Kind, Said
from chibo.documents.importing.reading import Mapped
from chibo.units.models import Unit

_QUESTIONS = {
    "members": (
        _("Cell"),
        _("For rows that name no cell. Without it the title of the list is read."),
    ),
    "units": (_("Unit above"), _("For rows that name no unit above.")),
}


class SaidForm(forms.Form):
    """What holds for all rows."""

    unit = forms.ChoiceField(required=False)
    since = DayField(
        label=_("Since"), help_text=_("From when those new on record are members or units here.")
    )
    on = DayField(
        label=_("The day of the list"), help_text=_("Changes of what is on record hold from it.")
    )

    def __init__(self, kind: Kind, units: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.label, field.help_text = _QUESTIONS[kind.slug]
        names = [(unit.code, f"{unit.full_name} ({unit.code})") for unit in units]
        field.choices = [("", "—"), *names]  # type: ignore[attr-defined]  # a ChoiceField

    def said(self) -> Said:
        """Return what was said; the form is valid."""
        return Said(**self.cleaned_data)


class UploadForm(SaidForm):
    """The file, and what holds for all its rows."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, XLS, ODS or CSV, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
        error_messages={
            "required": _("Choose the file of the list."),
            "empty": _("The file is empty. Choose another."),
        },
    )
    field_order = ("file", "unit", "since", "on")


def first_days(today: date) -> dict[str, Any]:
    """Return the days a form begins with: this year, and today."""
    return {"since": today.replace(month=1, day=1), "on": today}


def places_from(query: QueryDict) -> dict[int, str]:
    """Return what was chosen for columns: the fields c0, c1, … of a query."""
    return {
        int(name[1:]): value
        for name, value in query.items()
        if name[:1] == "c" and name[1:].isdecimal() and len(name) < 6 and isinstance(value, str)
    }


def choices_of(kind: Kind, mapped: Mapped) -> list[tuple[str, str, bool]]:
    """Return what a column may be taken for: value, words, whether it is so now."""
    now = "" if mapped.field == "not_kept" else mapped.field
    fields = [
        ("", str(_("not kept"))),
        *((field, sentences.column(field)) for field in kind.fields),
    ]
    return [(field, words, field == now) for field, words in fields]
