"""What a person types for a task, made into clean values."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import AmountField, DayField, LineField, SeenForm
from chibo.base.seen import fingerprint
from chibo.meetings.models import Meeting
from chibo.people.models import Person
from chibo.resolutions.models import Theme
from chibo.resolutions.queries import draft_of


class TaskForm(forms.Form):
    """A task given at a meeting."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    what = LineField(label=_("What is to be done"), missing=_("Say what is to be done."))
    owner = forms.ModelChoiceField(
        label=_("Who is responsible"), queryset=Person.objects.none(), required=False
    )
    owner_group = LineField(
        label=_("Or which group"),
        required=False,
        max_length=100,
        help_text=_("For example the women's union, group 2."),
    )
    due_on = DayField(label=_("By"))
    expected = LineField(
        label=_("Done when"),
        required=False,
        help_text=_("A number makes next month's review easy."),
    )
    amount = AmountField(label=_("Amount"), required=False)
    measure = LineField(
        label=_("Of what"), required=False, max_length=30, help_text=_("metres, households")
    )
    theme = forms.ModelChoiceField(
        label=_("Field of work"), queryset=Theme.objects.none(), required=False
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())
        owner, theme = self.fields["owner"], self.fields["theme"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101 (narrows the type)
        assert isinstance(theme, forms.ModelChoiceField)  # noqa: S101 (narrows the type)
        owner.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        owner.choices = [("", "–"), *((person.pk, person.full_name) for person in people)]
        themes = Theme.objects.order_by("position", "pk")
        theme.queryset = themes
        theme.choices = [("", "–"), *themes.values_list("pk", "name")]


class ResolutionForm(SeenForm):
    """The text of a meeting's resolution, before its meeting is closed."""

    text = forms.CharField(
        label=_("What the cell resolves"),
        help_text=_(
            "One line a point. Last month's results and the tasks given are put in by themselves."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )

    @classmethod
    def of(cls, meeting: Meeting) -> dict[str, str]:
        """Return what the form shows of a meeting's resolution."""
        text = draft_of(meeting)
        return {"text": text, "seen": fingerprint(text)}


class ResultForm(forms.Form):
    """What came of a task so far."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    amount = AmountField(label=_("How much in all so far"), required=False)
    text = LineField(label=_("What came of it"), required=False, max_length=300)
    is_done = forms.BooleanField(label=_("It is done"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = cleaned.get("text") or cleaned.get("amount") is not None
        if not self.errors and not said and not cleaned.get("is_done"):
            self.add_error("text", _("Say what came of it, or tick that it is done."))
        return cleaned


class ExtensionForm(forms.Form):
    """More time for a task."""

    until = DayField(label=_("New day"))
    because = LineField(label=_("Why"), missing=_("Say why it needs more time."))


class DropForm(forms.Form):
    """Why a task is let go."""

    because = LineField(
        label=_("Why it is let go"),
        missing=_("Say why it is let go."),
        help_text=_("The cell reads this when it reviews the task. It counts as not done."),
    )
