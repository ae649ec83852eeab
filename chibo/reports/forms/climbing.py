"""Why a report is given back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import LineField


class ReturnForm(forms.Form):
    """The reason, which the sender reads."""

    because = LineField(
        label=_("What is to be mended"),
        max_length=300,
        missing=_("Write what is to be mended: the sender works by it."),
        help_text=_("The sender reads it and finds a draft of the next version."),
    )
