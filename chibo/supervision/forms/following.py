"""What an official types when he has looked again at what a visit left to be done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField


class FollowedUpForm(forms.Form):
    """The day on which it was looked at again."""

    on = DayField(label=_("Looked at again on"))
