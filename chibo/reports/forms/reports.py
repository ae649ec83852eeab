"""Sentences of a report as they are edited, and how it is signed."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.reports.rules.tokens import NotAFigure, OpenBracket, unboxed

_LONGEST = 3000
_SYMBOL = re.compile(r"[A-ZĐƯ]{2,3}/[A-ZĐƯa-z.-]{2,9}")


class SentenceForm(forms.Form):
    """One sentence in a text box, figures between brackets.

    shown: every figure that may stand in it, as it is shown; cleaned, the text is as it is kept.
    """

    text = forms.CharField(
        label=gettext_lazy("Sentence"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Write the sentence, or leave it out with the button below."),
            "max_length": gettext_lazy("At most 3000 letters. Make it two sentences."),
        },
    )

    def __init__(self, *args: Any, shown: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown

    def clean_text(self) -> str:
        """Return the text as it is kept; a number between brackets must be one of the book."""
        text: str = self.cleaned_data["text"]
        try:
            return unboxed(text, self.shown)
        except NotAFigure as error:
            raise forms.ValidationError(
                _(
                    "⟦%(typed)s⟧ is no figure of this section. Figures stand as the book has them; write a number of your own without the brackets."
                )
                % {"typed": error.text}
            ) from None
        except OpenBracket:
            raise forms.ValidationError(
                _("A bracket ⟦ or ⟧ stands alone. Close it, or take it out.")
            ) from None


class SignForm(forms.Form):
    """Who signs the paper, as what, and under which symbol it is numbered."""

    looked_at = forms.CharField(widget=forms.HiddenInput)
    signer = forms.CharField(
        label=gettext_lazy("Who signs"),
        max_length=60,
        error_messages={"required": gettext_lazy("Write the name of who signs the paper.")},
    )
    signer_title = forms.CharField(
        label=gettext_lazy("As what"),
        max_length=60,
        help_text=gettext_lazy("Each line of the signature, with a comma between them."),
        error_messages={
            "required": gettext_lazy("Write as what, for example T/M BAN THƯỜNG VỤ, BÍ THƯ.")
        },
    )
    symbol = forms.CharField(
        label=gettext_lazy("Symbol"),
        max_length=12,
        help_text=gettext_lazy("The number is the next one of this symbol in the term of office."),
        error_messages={"required": gettext_lazy("Write the symbol, for example BC/ĐU.")},
    )

    def clean_symbol(self) -> str:
        """Return the symbol; it has the letters of a report and of a body, "BC/ĐU"."""
        symbol: str = self.cleaned_data["symbol"].strip()
        if not _SYMBOL.fullmatch(symbol):
            raise forms.ValidationError(_("Write the symbol like BC/ĐU."))
        return symbol


class VersionForm(forms.Form):
    """Why a signed report is replaced."""

    because = forms.CharField(
        label=gettext_lazy("Why another version"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write why; the reason stands in the report.")},
    )
