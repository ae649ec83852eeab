"""What one types to find something."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.search.hits import OF_A_YEAR, Kind
from chibo.search.queries import Asked
from chibo.search.rules import terms

LONGEST = 120


class SearchForm(forms.Form):
    """One box; kind, year and page come from links, and a strange one counts as none."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        help_text=_(
            "Whole words, with or without marks. All must occur; words in “quotes” stand together."
        ),
        max_length=LONGEST,
        required=False,
        error_messages={
            "max_length": _("Too long to look for. Keep the few words that matter most."),
        },
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def clean_q(self) -> str:
        """Refuse what has letters or digits nowhere."""
        asked: str = self.cleaned_data["q"]
        if asked and not terms(asked):
            raise forms.ValidationError(_("Type at least one word or number to look for."))
        return asked

    def asked(self) -> Asked | None:
        """Return what is looked for; None while nothing is."""
        if not self.is_valid() or not self.cleaned_data["q"]:
            return None
        kind = Kind(self.data["kind"]) if self.data.get("kind") in set(Kind) else None
        year = _number(self.data.get("year"), 1900, 9998)
        if kind is not None and kind not in OF_A_YEAR:
            year = None
        return Asked(
            sought=terms(self.cleaned_data["q"]),
            kind=kind,
            year=year,
            page=_number(self.data.get("page"), 1, 100_000) or 1 if kind else 1,
        )


def _number(typed: Any, least: int, most: int) -> int | None:
    if not isinstance(typed, str) or not typed.isascii() or not typed.isdecimal():
        return None
    number = int(typed[:6])
    return number if least <= number <= most else None
