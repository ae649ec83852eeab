"""The day on which a reader wants to see the tree."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField


class OnForm(forms.Form):
    """A day; today when left out."""

    on = DayField(label=_("The tree as of"), required=False)
