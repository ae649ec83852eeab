"""A file of old figures, and the year of months that name none."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class YearForm(forms.Form):
    """What holds for all rows."""

    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1945,
        max_value=2100,
        help_text=_("For months written without a year, such as 1 or tháng 1."),
        error_messages={
            "invalid": _("Write the year in four figures, for example 2024."),
            "min_value": _("Write the year in four figures, for example 2024."),
            "max_value": _("Write the year in four figures, for example 2024."),
        },
    )


class PastFileForm(YearForm):
    """The file, and the year."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, XLS, ODS or CSV, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
        error_messages={
            "required": _("Choose the file of the figures."),
            "empty": _("The file is empty. Choose another."),
        },
    )
    field_order = ("file", "year")

    def upload(self) -> Any:
        """Return the file that was sent; the form is valid."""
        return self.cleaned_data["file"]
