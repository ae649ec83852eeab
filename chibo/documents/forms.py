"""The form a Word template is uploaded with."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TemplateForm(forms.Form):
    """One Word file."""

    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx of at most 2 MB, with the fields listed below."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": _("Choose the Word file."),
            "empty": _("The file is empty. Choose another."),
        },
    )
