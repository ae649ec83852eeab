"""An offer of help, and what came of it, as people write them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField

_NOTE = forms.Textarea(attrs={"rows": 5})


class OfferForm(forms.Form):
    """What is offered to the secretary, and when one asks again."""

    note = forms.CharField(
        label=_("What can you help with?"),
        help_text=_("The secretary reads it. Say who comes or calls, when, and for what."),
        max_length=2000,
        widget=_NOTE,
        error_messages={
            "required": _("Write what is offered, for example who comes and when."),
            "max_length": _("Too long: write at most %(limit_value)s letters."),
        },
    )
    follow_up_on = DayField(
        label=_("When do you ask again?"), help_text=_("On that day it stands in your Today.")
    )


class ClosingForm(forms.Form):
    """What came of an offer."""

    came_of_it = forms.CharField(
        label=_("What came of it?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write in a sentence what came of it; “nothing” is an answer, too."),
            "max_length": _("Too long: write at most %(limit_value)s letters."),
        },
    )
