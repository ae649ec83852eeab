"""What a person types for a meeting, made into clean values."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField, HourField, LineField, SeenForm
from chibo.base.seen import fingerprint
from chibo.base.templatetags.words import month_of_year
from chibo.base.time import local_moment, month_start
from chibo.meetings.actions.prepare import seen_of_huddle, seen_of_item
from chibo.meetings.models import AgendaItem, Huddle, Meeting, PlannedTheme, Vote
from chibo.people.models import Person


class WhenForm(forms.Form):
    """A day, an hour and a place."""

    day = DayField(label=_("Day"))
    hour = HourField(label=_("Hour"))
    place = LineField(label=_("Place"), missing=_("Say where the cell meets."), max_length=120)

    def starts_at(self) -> datetime:
        """Return the aware moment the day and hour name."""
        return local_moment(self.cleaned_data["day"], self.cleaned_data["hour"])


class PlanForm(WhenForm):
    """A new meeting."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind.choices)
    # Offered where the thematic plan has a theme without a meeting.
    planned = forms.ChoiceField(
        label=_("Theme of the plan"),
        help_text=_("For a thematic meeting. Its title and who presents it are taken over."),
        required=False,
        error_messages={"invalid_choice": _("This theme has its meeting by now. Choose again.")},
    )
    theme = LineField(label=_("Theme"), required=False, help_text=_("For a thematic meeting."))

    field_order = ["kind", "planned", "day", "hour", "place", "theme"]

    def __init__(self, *args: Any, themes: Sequence[PlannedTheme] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {str(theme.pk): theme for theme in themes}
        if not themes:
            del self.fields["planned"]
            return
        field = self.fields["planned"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (narrows the type for mypy)
        field.choices = [
            ("", _("the one of that month, if the plan has one")),
            *(
                (key, f"{month_of_year(row.month)}: {row.title}")
                for key, row in self.themes.items()
            ),
        ]
        self.fields["theme"].label = _("Another theme")

    def clean(self) -> dict[str, Any]:
        """A theme of the plan is for a thematic meeting only."""
        cleaned = super().clean() or {}
        if cleaned.get("planned") and cleaned.get("kind") != Meeting.Kind.THEMATIC:
            self.add_error("kind", _("A theme of the plan is for a thematic meeting. Choose that."))
        return cleaned

    def carried(self) -> PlannedTheme | None:
        """Return the theme of the plan that the meeting carries out: chosen, or its month's only one.

        What was written as another theme is another theme.
        """
        if self.cleaned_data["kind"] != Meeting.Kind.THEMATIC:
            return None
        chosen = self.cleaned_data.get("planned")
        if chosen:
            return self.themes[chosen]
        month = month_start(self.cleaned_data["day"])
        of_month = [theme for theme in self.themes.values() if theme.month == month]
        return of_month[0] if len(of_month) == 1 and not self.cleaned_data["theme"] else None


class MoveForm(WhenForm, SeenForm):
    """Another day, hour or place for a planned meeting."""

    # The plan counts its own saves.
    seen = None  # type: ignore[assignment]

    because = LineField(
        label=_("Why another day"),
        required=False,
        help_text=_("Needed only when the day changes."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, meeting: Meeting) -> dict[str, Any]:
        """Return what the form shows of a meeting."""
        local = timezone.localtime(meeting.starts_at)
        return {
            "day": local.date(),
            "hour": local.time(),
            "place": meeting.place,
            "because": meeting.moved_because,
            "version": meeting.version,
        }


class BecauseForm(forms.Form):
    """Why, in one line, where a page asks for nothing else."""

    because = LineField(label=_("Why"), required=False)


class AbsenceForm(forms.Form):
    """The reason of one who sent word."""

    reason = LineField(label=_("Reason"), required=False, max_length=120)


class ItemForm(SeenForm):
    """An item of the agenda."""

    title = LineField(label=_("What to talk about"), missing=_("Say what to talk about."))
    minutes = forms.IntegerField(
        label=_("How many minutes"), min_value=1, max_value=240, initial=10
    )
    presenter = forms.ModelChoiceField(
        label=_("Who prepares it"), queryset=Person.objects.none(), required=False
    )
    needs_vote = forms.BooleanField(label=_("Needs a vote"), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "presenter", people)

    @classmethod
    def of(cls, item: AgendaItem) -> dict[str, Any]:
        """Return what the form shows of an item."""
        return {
            "title": item.title,
            "minutes": item.minutes,
            "presenter": item.presenter_id,
            "needs_vote": item.needs_vote,
            "seen": fingerprint(*seen_of_item(item)),
        }


class HuddleForm(SeenForm):
    """The committee's huddle."""

    day = DayField(label=_("Day of the huddle"))
    hour = HourField(label=_("Hour"))
    present = forms.ModelMultipleChoiceField(
        label=_("Who took part"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick who took part.")},
    )
    decisions = forms.CharField(
        label=_("What was agreed"),
        widget=forms.Textarea,
        error_messages={"required": _("Write what was agreed.")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "present", people)

    def held_at(self) -> datetime:
        """Return the aware moment of the huddle."""
        return local_moment(self.cleaned_data["day"], self.cleaned_data["hour"])

    @classmethod
    def of(cls, meeting: Meeting) -> dict[str, Any]:
        """Return what the form shows of a meeting's huddle."""
        seen = fingerprint(*seen_of_huddle(meeting))
        huddle = Huddle.objects.filter(meeting=meeting).first()
        if huddle is None:
            return {"seen": seen}
        held = timezone.localtime(huddle.held_at)
        return {
            "day": held.date(),
            "hour": held.time(),
            "present": list(huddle.present.values_list("pk", flat=True)),
            "decisions": huddle.decisions,
            "seen": seen,
        }


class PreparationForm(forms.Form):
    """Something to prepare."""

    what = LineField(label=_("What to prepare"), missing=_("Say what to prepare."))
    person = forms.ModelChoiceField(
        label=_("Who"),
        queryset=Person.objects.none(),
        error_messages={"required": _("Choose who does it.")},
    )
    due_on = DayField(label=_("By"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class MaterialForm(forms.Form):
    """A document to hand out."""

    file = forms.FileField(
        label=_("Document"),
        help_text=_("At most 10 MB. Nothing marked secret."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another one."),
        },
    )


class SeatForm(forms.Form):
    """Who chairs and who writes."""

    chair = forms.ModelChoiceField(label=_("Chair"), queryset=Person.objects.none(), required=False)
    meeting_secretary = forms.ModelChoiceField(
        label=_("Minute-taker"), queryset=Person.objects.none(), required=False
    )
    chair_because = LineField(
        label=_("Why not the secretary"),
        required=False,
        help_text=_("Only when another one chairs."),
    )

    def __init__(self, *args: Any, people: Any, secretary: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secretary = secretary
        offer(self, "chair", people)
        offer(self, "meeting_secretary", people)

    def clean(self) -> dict[str, Any]:
        """Another chair than the secretary needs a reason: the minutes print it."""
        cleaned = super().clean() or {}
        chair = cleaned.get("chair")
        other = chair is not None and self.secretary is not None and chair.pk != self.secretary
        if other and not cleaned.get("chair_because"):
            self.add_error("chair_because", _("Write why the secretary is not in the chair."))
        return cleaned


class SpeechForm(forms.Form):
    """Who spoke and the gist of it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.ModelChoiceField(
        label=_("Who spoke"),
        queryset=Person.objects.none(),
        error_messages={"required": _("Choose who spoke.")},
    )
    gist = forms.CharField(
        label=_("What was said"),
        help_text=_("The gist, in a sentence or two."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what was said.")},
    )
    is_proposal = forms.BooleanField(label=_("Record as a proposal"), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=9999,
        error_messages={
            "required": _("Write a number, 0 if nobody."),
            "invalid": _("Write a number."),
            "min_value": _("Write 0 or more."),
        },
    )


class VoteForm(forms.Form):
    """Counted votes."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    question = LineField(label=_("Voted on"), missing=_("Say what was voted on."), max_length=300)
    on = forms.ChoiceField(label=_("Kind of vote"), choices=Vote.On.choices)
    method = forms.ChoiceField(label=_("How"), choices=Vote.Method.choices)
    in_favour = _count(_("In favour"))
    against = _count(_("Against"))
    other = _count(_("Other opinions"))

    def counts(self) -> list[forms.BoundField]:
        """Return the three numbers, for a row of their own."""
        return [self["in_favour"], self["against"], self["other"]]


class ConclusionForm(SeenForm):
    """An item's conclusion."""

    conclusion = forms.CharField(
        label=_("Conclusion"),
        help_text=_("A sentence or two, as the chair said it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the conclusion.")},
    )

    @classmethod
    def of(cls, item: AgendaItem) -> dict[str, str]:
        """Return what the form shows of an item's conclusion."""
        return {"conclusion": item.conclusion, "seen": fingerprint(item.conclusion)}


class EndForm(SeenForm):
    """The end of the meeting and the reading back of its minutes."""

    ended = HourField(label=_("Ended at"))
    was_read = forms.BooleanField(label=_("The minutes were read aloud in full"), required=False)
    approved = forms.BooleanField(
        label=_("The cell agrees, nothing more to correct"), required=False
    )
    reserved_opinions = forms.CharField(
        label=_("Reserved opinions, if any"),
        help_text=_("Word for word, one a line: name, colon, opinion. Leave empty if none."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class GuestForm(forms.Form):
    """Someone who sits in."""

    name = LineField(label=_("Name"), missing=_("Write the name."), max_length=100)
    title = LineField(label=_("From where, as what"), required=False, max_length=120)


def offer(form: forms.Form, name: str, people: Any) -> None:
    """Let a field choose among some people, shown by name in the order given."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (narrows the type for mypy)
    field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
    field.choices = [(person.pk, person.full_name) for person in people]
    if not isinstance(field, forms.ModelMultipleChoiceField):
        field.choices = [("", "–"), *field.choices]
