"""A condition as people fill it in: from where, to where, each with its sign."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chibo.quality.rules.composing import Halves, composed, halves
from chibo.quality.rules.conditions import NotACondition

_SIGNS = [
    ("", "–"),
    (">=", pgettext_lazy("sign", "from")),
    (">", pgettext_lazy("sign", "over")),
    ("=", pgettext_lazy("sign", "exactly")),
    ("<=", pgettext_lazy("sign", "at most")),
    ("<", pgettext_lazy("sign", "under")),
    ("yes", pgettext_lazy("answer", "yes")),
    ("no", pgettext_lazy("answer", "no")),
]
_SECOND_SIGNS = [
    ("", "–"),
    ("<=", pgettext_lazy("sign", "to")),
    ("<", pgettext_lazy("sign", "to under")),
]
# As people call the ends that have names.
_MARKS = {
    "half": _("half the asked length"),
    "norm": _("the asked length"),
}


class ConditionWidget(forms.MultiWidget):
    """Two signs and two ends beside each other."""

    def __init__(self) -> None:
        super().__init__(
            {
                "sign": forms.Select(choices=_SIGNS, attrs={"aria-label": _("Sign")}),
                "end": forms.TextInput(attrs={"aria-label": _("Number")}),
                "second_sign": forms.Select(
                    choices=_SECOND_SIGNS, attrs={"aria-label": _("Second sign")}
                ),
                "second_end": forms.TextInput(attrs={"aria-label": _("Second number")}),
            }
        )

    def decompress(self, value: str | None) -> list[str]:
        """Return the halves of a condition as they are shown."""
        if not value:
            return ["", "", "", ""]
        shown = halves(value)
        return [shown.sign, _shown(shown.end), shown.second_sign, _shown(shown.second_end)]


class ConditionField(forms.MultiValueField):
    """A condition; its clean value is the condition's text, "" when nothing was filled in."""

    def __init__(self, **kwargs: Any) -> None:
        parts = [
            forms.ChoiceField(choices=_SIGNS, required=False),
            forms.CharField(required=False, max_length=40),
            forms.ChoiceField(choices=_SECOND_SIGNS, required=False),
            forms.CharField(required=False, max_length=40),
        ]
        super().__init__(
            parts,
            widget=ConditionWidget(),
            require_all_fields=False,
            required=False,
            **kwargs,
        )

    def compress(self, values: list[str]) -> str:
        """Return the condition. Raises ValidationError where it is none."""
        if not any(values):
            return ""
        sign, end, second_sign, second_end = values
        try:
            return composed(Halves(sign, _end(end), second_sign, _end(second_end)))
        except NotACondition:
            raise forms.ValidationError(
                _("Choose a sign and write a number beside it, for example: from 75, to under 90.")
            ) from None


def _shown(end: str) -> str:
    return str(_MARKS.get(end, end))


def _end(typed: str) -> str:
    words = typed.strip().lower()
    return next((mark for mark, name in _MARKS.items() if words in {mark, str(name)}), words)
