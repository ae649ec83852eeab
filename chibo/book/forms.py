"""What a person writes about a meeting that is in the book."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField


class PostingForm(forms.Form):
    """Since when the papers are on the e-handbook."""

    posted_on = DayField(label=_("On which day"))
