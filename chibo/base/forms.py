"""Fields as people here fill them in."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day as people write it: 15/12/2026, 15-12-2026 or 15.12.2026."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(
            format="%d/%m/%Y", attrs={"inputmode": "numeric", "placeholder": "15/12/2026"}
        )
        super().__init__(
            input_formats=_DAY_FORMATS,
            widget=widget,
            error_messages={
                "invalid": _("Write the day like 15/12/2026."),
                "required": _("Give a day."),
            },
            **kwargs,
        )


class HourField(forms.TimeField):
    """An hour as people write it: 19:30, 19h30 or 19.30."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(
            format="%H:%M", attrs={"inputmode": "numeric", "placeholder": "19:30"}
        )
        super().__init__(
            input_formats=["%H:%M", "%Hh%M", "%H.%M", "%Hh"],
            widget=widget,
            error_messages={
                "invalid": _("Write the hour like 19:30."),
                "required": _("Give an hour."),
            },
            **kwargs,
        )


class SeenForm(forms.Form):
    """A form that overwrites what others may change, too; it remembers what it showed.

    `seen` is a fingerprint that the action compares with what is on record by then.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    # What somebody saved meanwhile, by label: what differs from what was typed here.
    saved: Sequence[tuple[str, str]] | None = None

    def keep_over(self, now: Mapping[str, Any]) -> None:
        """Keep what was typed and show beside it what somebody saved meanwhile.

        now: the initial values of a fresh form, hidden ones among them, so that sending once
        more overwrites knowingly.
        """
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        for field in self.hidden_fields():
            typed[field.html_name] = str(now[field.name])
        self.data = typed
        self.saved = [
            (str(field.label), _in_words(field.field, now.get(field.name)))
            for field in self.visible_fields()
            if field.field.has_changed(now.get(field.name), field.data)
        ]


def _in_words(field: forms.Field, value: Any) -> str:
    """Return a value as the page would show it."""
    if isinstance(field, forms.BooleanField):
        return gettext("yes") if value else gettext("no")
    if isinstance(field, forms.ChoiceField):
        names = {str(key): str(name) for key, name in field.widget.choices}
        chosen = value if isinstance(value, (list, tuple)) else [value]
        value = ", ".join(names[str(key)] for key in chosen if str(key) in names)
    else:
        value = field.prepare_value(value)
        value = field.widget.format_value(value)
    return str(value) if value not in {None, ""} else "–"


def first_error(form: forms.Form) -> str:
    """Return the first thing that is wrong with a form, where a page has no place beside a field."""
    return next(str(error) for errors in form.errors.values() for error in errors)


# A point between groups of three digits: 2.500 is two thousand five hundred.
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")


class AmountField(forms.DecimalField):
    """An amount as people write it: 400, 2,5 or 2.500; at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_digits=10,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages={"invalid": _("Write a number, for example 400 or 2,5.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs think of whole numbers
        """Return the amount, whatever the language of the screen."""
        text = "" if value is None else str(value).strip()
        if _GROUPED.fullmatch(text):
            text = text.replace(".", "")
        return super().to_python(text.replace(",", "."))


class LineField(forms.CharField):
    """One line of text with its own words for when it is missing."""

    def __init__(self, *, missing: Any = "", max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(
            max_length=max_length,
            error_messages={
                "required": missing or _("Write something here."),
                "max_length": _("Too long: write at most %(limit_value)s letters."),
            },
            **kwargs,
        )
