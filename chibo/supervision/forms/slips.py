"""What an official types on a visit slip, made into clean values."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField, HourField, LineField
from chibo.quality.queries.sheets import InForce
from chibo.supervision.mark_fields import MarkFields
from chibo.supervision.models import Visit
from chibo.supervision.queries.visits import proposer
from chibo.supervision.rules.visits import Noted, Proposed
from chibo.units.models import Unit

# Rows for what members ask; those beyond the first are folded away until they are needed.
PROPOSALS = 6

_SEEN = {"yes": True, "no": False}


class _CountField(forms.IntegerField):
    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=most,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            error_messages={
                "invalid": _("Write a whole number, for example 24."),
                "min_value": _("Write a number from 0 up."),
                "max_value": _("Write %(limit_value)s at most."),
            },
            **kwargs,
        )


class _TextField(forms.CharField):
    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(
            max_length=4000,
            required=False,
            widget=forms.Textarea(attrs={"rows": rows}),
            error_messages={"max_length": _("Too long: write at most %(limit_value)s letters.")},
            **kwargs,
        )


class SlipForm(forms.Form):
    """A visit slip. Only when he came is asked for strictly; all else is as he noted it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    day = DayField(label=_("Day of the meeting"))
    came_at = HourField(label=_("Came at"))
    left_at = HourField(label=_("Left at"), required=False)
    present = _CountField(label=_("Present, as you counted"), most=5000)
    must_attend = _CountField(label=_("Must attend"), most=5000)
    speakers = _CountField(label=_("How many spoke"), most=5000)
    length_minutes = _CountField(label=_("Length of the meeting, in minutes"), most=1440)
    agenda = forms.ChoiceField(
        label=_("The agenda was"),
        choices=[("", "–"), *Visit.Agenda.choices],
        required=False,
    )
    minutes_book_seen = forms.ChoiceField(
        label=_("Did you look into the minutes book?"),
        choices=[("", "–"), ("yes", _("yes")), ("no", _("no"))],
        required=False,
    )
    strong_points = _TextField(label=_("What was good"))
    weak_points = _TextField(
        label=_("What was weak"), help_text=_("The cell reads this. Say how to mend it.")
    )
    follow_up = _TextField(
        label=_("To be done after the visit"),
        rows=2,
        help_text=_("By the cell, or by you for the cell."),
    )
    follow_up_on = DayField(label=_("Looked at again on"), required=False)

    def __init__(
        self, *args: Any, cell: Unit, in_force: InForce | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cell = cell
        self.marks = MarkFields(in_force)
        self.marks.add_to(self)
        for place in range(PROPOSALS):
            self.fields[f"asks_{place}"] = _TextField(label=_("What is asked for"), rows=2)
            self.fields[f"asks_{place}_who"] = LineField(
                label=_("Who asks, if named"), required=False, max_length=60
            )

    def proposals(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Yield the fields of what members ask: the words, and whose they are."""
        for place in range(PROPOSALS):
            yield self[f"asks_{place}"], self[f"asks_{place}_who"]

    @property
    def mark_fields(self) -> list[BoundField]:
        """Return the fields of the score sheet's lines; none where no sheet is in force."""
        return list(self.marks.bound(self))

    @property
    def marks_are_used(self) -> bool:
        """Say whether any mark was given, or is wrong."""
        return any(one.value() or one.errors for one in self.mark_fields)

    @property
    def more_proposals(self) -> list[tuple[BoundField, BoundField]]:
        """Return the fields of what else is asked."""
        return list(self.proposals())[1:]

    @property
    def more_is_used(self) -> bool:
        """Say whether anything stands in the rows that are folded away."""
        return any(words.value() or words.errors for words, _who in self.more_proposals)

    def clean(self) -> dict[str, Any]:
        """A name alone asks for nothing."""
        typed = super().clean() or {}
        for place in range(PROPOSALS):
            if typed.get(f"asks_{place}_who") and not typed.get(f"asks_{place}"):
                self.add_error(f"asks_{place}", _("Write what is asked for, or take the name out."))
        self.marks.check(self, typed)
        return typed

    def noted(self) -> Noted:
        """Return what was typed as the slip keeps it; call it on a valid form."""
        typed = self.cleaned_data
        plain = (
            "day", "came_at", "left_at", "present", "must_attend", "speakers", "length_minutes",
            "agenda", "strong_points", "weak_points", "follow_up", "follow_up_on",
        )  # fmt: skip
        return Noted(
            **{name: typed[name] for name in plain},
            minutes_book_seen=_SEEN.get(typed["minutes_book_seen"]),
            proposals=tuple(self._proposed()),
            marks=self.marks.marks(typed),
        )

    def _proposed(self) -> Iterator[Proposed]:
        typed = self.cleaned_data
        for place in range(PROPOSALS):
            text, who = typed[f"asks_{place}"], typed[f"asks_{place}_who"]
            if not text:
                continue
            person = proposer(self.cell, who, typed["day"]) if who else None
            # A name the cell's list does not have is kept as it was typed.
            words = text if person or not who else f"{who}: {text}"
            yield Proposed(words, person.pk if person else None)

    @classmethod
    def of(cls, visit: Visit) -> dict[str, Any]:
        """Return what the form shows of a slip that was sent; what was answered stands apart."""
        shown = {name: getattr(visit, name) for name in cls.base_fields if name != "key"}
        seen = {True: "yes", False: "no", None: ""}[visit.minutes_book_seen]
        shown |= {"key": visit.pk, "minutes_book_seen": seen}
        shown |= MarkFields.of(visit.marks)
        open_rows = [row for row in visit.passed_up.all() if not row.answer]
        for place, row in enumerate(open_rows[:PROPOSALS]):
            shown[f"asks_{place}"] = row.text
            shown[f"asks_{place}_who"] = row.person.full_name if row.person else ""
        return shown
