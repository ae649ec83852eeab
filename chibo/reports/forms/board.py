"""What one asks a board: as of which day, and which of its cells."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField
from chibo.base.templatetags.words import day


class DayForm(forms.Form):
    """As of which day a board is shown; today when nothing is asked."""

    on = DayField(
        label=_("As of the day"),
        required=False,
        help_text=_("The board as it was known on that day."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_on(self) -> date | None:
        """Refuse a day that has not come."""
        on: date | None = self.cleaned_data["on"]
        if on is not None and on > self._today:
            words = gettext("Give a day that has come, for example %(example)s.")
            raise forms.ValidationError(words % {"example": day(self._today - timedelta(days=1))})
        return on


class FilterForm(forms.Form):
    """Which cells to list: of a kind, standing so, with words in their name."""

    kind = forms.ChoiceField(label=_("Kind of cell"), required=False)
    figure = forms.ChoiceField(label=_("How it stands"), required=False)
    name = forms.CharField(label=_("Name of the cell"), required=False, max_length=80)

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[tuple[str, str]],
        figures: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        self.fields["kind"].choices = [*everything, *kinds]  # type: ignore[attr-defined]  # a choice field
        self.fields["figure"].choices = [*everything, *figures]  # type: ignore[attr-defined]  # a choice field
