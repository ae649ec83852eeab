"""The three questions after a meeting, as a member fills them in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.templatetags.words import capital
from chibo.quality.showing.ratings import ANSWERS, QUESTIONS


class RatingForm(forms.Form):
    """One answer to each question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, words in QUESTIONS.items():
            self.fields[key] = forms.ChoiceField(
                label=words(),
                choices=[(answer, capital(said())) for answer, said in ANSWERS.items()],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose one of the three answers."),
                    "invalid_choice": _("Choose one of the three answers."),
                },
            )
