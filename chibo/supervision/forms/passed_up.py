"""What an office types to answer what was passed up, or to hand it on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField, LineField


class AnswerForm(forms.Form):
    """The answer as the member is to read it, and its day."""

    text = forms.CharField(
        label=_("Answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "As the member is to read it: what will be done, by whom, by when; or why not."
        ),
        error_messages={"required": _("Write the answer as the member is to read it.")},
    )
    answered_on = DayField(label=_("Answered on"))


class PassForm(forms.Form):
    """A word for the committee above."""

    note = LineField(label=_("A word for the committee above"), required=False)
