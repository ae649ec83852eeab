"""What is typed about a meeting that was held on paper."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField, HourField
from chibo.base.time import local_day, local_moment
from chibo.meetings.forms import offer
from chibo.meetings.models import Entrustment, Meeting
from chibo.people.models import Person


class OpenedForm(forms.Form):
    """When a meeting was opened that was held on paper."""

    hour = HourField(
        label=_("Opened at"), help_text=_("As it stands on the paper; the planned hour otherwise.")
    )

    def opened_at(self, meeting: Meeting) -> datetime:
        """Return the aware moment, on the day of the meeting."""
        return local_moment(local_day(meeting.starts_at), self.cleaned_data["hour"])


class SeveralFiles(forms.ClearableFileInput):
    """A choice of several files at once; on a phone also the camera."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, as a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return each file, checked by itself."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files or [None]]


class PagesForm(forms.Form):
    """Photographs or scans of the minutes written by hand."""

    photographs = FilesField(
        label=_("Photographs or scans"),
        help_text=_(
            "JPEG, PNG or PDF, at most 20 MB each; several at once. Nothing marked secret."
        ),
        error_messages={
            "required": _("Choose at least one photograph."),
            "empty": _("A file is empty. Choose it again."),
        },
    )


class ConsentForm(forms.Form):
    """How an office was asked to type a meeting."""

    consented_by = forms.ModelChoiceField(
        label=_("Who asked"),
        queryset=Person.objects.none(),
        help_text=_("The secretary or the deputy of the cell."),
        error_messages={"required": _("Choose who asked for it.")},
    )
    how = forms.ChoiceField(
        label=_("How"),
        choices=[one for one in Entrustment.How.choices if one[0] != Entrustment.How.HERE],
    )
    consented_on = DayField(label=_("On which day"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "consented_by", people)


class SignedForm(forms.Form):
    """Who signed the paper from which a meeting was typed."""

    signed_by = forms.ModelChoiceField(
        label=_("Who signed"),
        queryset=Person.objects.none(),
        error_messages={"required": _("Choose who signed the paper.")},
    )
    signed_on = DayField(label=_("Signed on"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "signed_by", people)
