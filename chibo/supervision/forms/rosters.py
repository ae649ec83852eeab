"""What an office fills in about a quarter's visits."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField
from chibo.supervision.queries.quarters import Quarter
from chibo.supervision.showing.rosters import slot_words


class PlanForm(forms.Form):
    """How a quarter is planned."""

    own_only = forms.BooleanField(label=_("Only those who follow a cell go there"), required=False)


class SetForm(forms.Form):
    """Who goes to which meeting of a cell."""

    official = forms.TypedChoiceField(
        label=_("Who goes"),
        coerce=int,
        error_messages={
            "required": _("Choose who goes."),
            "invalid_choice": _("Choose one of the officials in the list."),
        },
    )
    sitting = forms.ChoiceField(
        label=_("To which meeting"),
        error_messages={
            "required": _("Choose a meeting."),
            "invalid_choice": _("That meeting is over or gone. Choose one of the list."),
        },
    )

    def __init__(self, *args: Any, quarter: Quarter, cell: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {one.official_id for one in quarter.follows(cell)}
        people = sorted(
            quarter.officials.values(), key=lambda one: (one.pk not in own, one.name_key)
        )
        self.fields["official"].choices = [  # type: ignore[attr-defined]
            (one.pk, _followed(one.full_name, is_own=one.pk in own)) for one in people
        ]
        whens = [one for one in quarter.sittings.values() if one.cell == cell and one.day >= today]
        self.fields["sitting"].choices = [  # type: ignore[attr-defined]
            (one.key, _expected(slot_words(one.day, one.hour), is_expected=one.is_expected))
            for one in sorted(whens, key=lambda one: (one.day, one.hour))
        ]


def _followed(name: str, *, is_own: bool) -> str:
    return str(_("%(name)s, follows it") % {"name": name}) if is_own else name


def _expected(words: str, *, is_expected: bool) -> str:
    return str(_("%(when)s, expected") % {"when": words}) if is_expected else words


class DemandForm(forms.Form):
    """How many visits a cell is due in one quarter."""

    visits = forms.IntegerField(
        label=_("Visits this quarter"),
        required=False,
        min_value=0,
        max_value=9,
        help_text=_("Leave it empty to go by the rule."),
        error_messages={
            "invalid": _("Give a number of visits, for example 2."),
            "min_value": _("Give 0 or more."),
            "max_value": _("Give 9 or fewer."),
        },
    )


class OfficialForm(forms.Form):
    """Which of the officials."""

    official = forms.TypedChoiceField(
        label=_("Official"),
        coerce=int,
        error_messages={
            "required": _("Choose an official."),
            "invalid_choice": _("Choose one of the officials in the list."),
        },
    )

    def __init__(self, *args: Any, officials: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["official"].choices = officials  # type: ignore[attr-defined]


class AbsenceForm(OfficialForm):
    """From when to when an official is away."""

    since = DayField(label=_("First day away"))
    last = DayField(label=_("Last day away"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=120,
        help_text=_("Seen by the office only. Leave out illness and family matters."),
        error_messages={"max_length": _("Write at most 120 letters.")},
    )


class CapacityForm(OfficialForm):
    """How many visits a month an official can make."""

    per_month = forms.IntegerField(
        label=_("Visits a month at most"),
        min_value=0,
        max_value=31,
        error_messages={
            "required": _("Give a number of visits, for example 4."),
            "invalid": _("Give a number of visits, for example 4."),
            "min_value": _("Give 0 or more."),
            "max_value": _("Give 31 or fewer."),
        },
    )


class WaysForm(forms.Form):
    """Ways between places, as they are pasted from a spreadsheet."""

    ways = forms.CharField(
        label=_("Ways, one a line"),
        help_text=_(
            "Two places by name or code and the minutes, parted by tabs or semicolons: TT.01; TT.02; 35"
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write at least one way.")},
    )
