"""What a person types for the thematic plan."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import LineField, SeenForm
from chibo.base.seen import fingerprint
from chibo.base.templatetags.words import month_name
from chibo.meetings.actions.themes import seen_of_theme
from chibo.meetings.forms import offer
from chibo.meetings.models import PlannedTheme
from chibo.people.models import Person


class ThemeForm(SeenForm):
    """A theme of the plan of one year."""

    title = LineField(label=_("Theme"), missing=_("Write the theme."))
    month = forms.TypedChoiceField(
        label=_("Month"),
        coerce=int,
        error_messages={
            "required": _("Choose a month of this year."),
            "invalid_choice": _("Choose a month of this year."),
        },
    )
    presenter = forms.ModelChoiceField(
        label=_("Who presents it"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("May stay open at first."),
        error_messages={"invalid_choice": _("Choose a member of this cell.")},
    )
    note = LineField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("What it is to deal with, or who is asked to come."),
    )

    def __init__(self, *args: Any, year: int, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        month = self.fields["month"]
        assert isinstance(month, forms.ChoiceField)  # noqa: S101 (narrows the type for mypy)
        month.choices = [(number, month_name(self._first(number))) for number in range(1, 13)]
        offer(self, "presenter", people)

    def month_chosen(self) -> date:
        """Return the first day of the month."""
        return self._first(self.cleaned_data["month"])

    def _first(self, month: int) -> date:
        return date(self.year, month, 1)


class ChangedThemeForm(ThemeForm):
    """A theme that is in the plan already."""

    because = LineField(
        label=_("Why another month"),
        required=False,
        help_text=_("Needed only when the month is not the one first planned."),
    )

    field_order = ["title", "month", "because", "presenter", "note"]

    @classmethod
    def of(cls, theme: PlannedTheme) -> dict[str, Any]:
        """Return what the form shows of a theme."""
        return {
            "title": theme.title,
            "month": theme.month.month,
            "because": theme.moved_because,
            "presenter": theme.presenter_id,
            "note": theme.note,
            "seen": fingerprint(*seen_of_theme(theme)),
        }
