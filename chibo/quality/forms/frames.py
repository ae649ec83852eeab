"""A sheet as a whole, its headings, and what a quarter or a year is made of."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import AmountField, DayField, LineField
from chibo.base.text import nfc
from chibo.meetings.models import Meeting
from chibo.quality.forms.rows import number, offer, said
from chibo.units.models import UnitKind

Data = dict[str, Any]

_DECIDES = [
    (
        "superior,attending,self",
        _("the committee above, else the official who sat in, else the cell"),
    ),
    (
        "attending,superior,self",
        _("the official who sat in, else the committee above, else the cell"),
    ),
    ("superior,self", _("the committee above, else the cell")),
    ("self", _("the cell itself")),
]
_KEY_HINT = _("As it is numbered on the paper: 4 or 4.2.")


class KeyField(forms.RegexField):
    """The number of a heading or criterion."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            r"^[a-z0-9][a-z0-9._-]*$",
            max_length=40,
            help_text=_KEY_HINT,
            error_messages={
                "invalid": _("Use digits, small letters without marks and dots, as in 4.2."),
                "required": _("Give it a number."),
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """Return the number without the dot people put behind it."""
        return (super().to_python(value) or "").strip().lower().rstrip(".")


class FrameForm(forms.Form):
    """Who issued a sheet, what it is for, and by what it measures."""

    title = LineField(label=_("Title"), missing=_("Give the sheet a title."), max_length=300)
    issuer = LineField(label=_("Issued by"), missing=_("Say who issues it."), max_length=300)
    number = LineField(label=_("Number"), required=False, help_text=_("Such as 12-HD/ĐU."))
    signed_on = DayField(label=_("Signed on"), required=False)
    period = forms.ChoiceField(
        label=_("It scores"),
        choices=[("meeting", _("each meeting")), ("year", _("a cell's whole year"))],
        widget=forms.RadioSelect,
    )
    meetings = forms.MultipleChoiceField(
        label=_("Which meetings"),
        choices=Meeting.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of meeting.")},
    )
    cells = forms.MultipleChoiceField(
        label=_("Only these kinds of cells"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all."),
    )
    scale = forms.ChoiceField(
        label=_("It gives"),
        choices=[("points", _("points")), ("levels", _("levels, without points"))],
        widget=forms.RadioSelect,
    )
    total = AmountField(label=_("Points in all"), required=False)
    levels = forms.CharField(
        label=_("Levels, best first"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, when it gives levels."),
    )
    decides = forms.ChoiceField(label=_("Whose grade holds"), choices=_DECIDES)
    self_scored = forms.ChoiceField(
        label=_("The cell votes on its own score"),
        choices=[
            ("before_minutes", _("before it adopts the minutes")),
            ("after_minutes", _("after it adopted the minutes")),
        ],
    )
    differs_by = AmountField(
        label=_("Note a difference from"),
        required=False,
        help_text=_("So many points between the cell's own score and what the record gives."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = UnitKind.objects.filter(is_cell=True).order_by("code")
        names = {kind.code: kind.name for kind in kinds}
        # A file may name kinds that this installation has not.
        names |= {code: code for code in self.initial.get("cells", []) if code not in names}
        offer(self, list(names.items()), "cells")
        decides = self.initial["decides"]
        if decides not in dict(_DECIDES):
            offer(self, [*_DECIDES, (decides, decides)], "decides")

    @staticmethod
    def shown(data: Mapping[str, Any]) -> Data:
        """Return what the form shows of a sheet."""
        signed = data.get("signed_on")
        return {
            **data,
            "signed_on": date.fromisoformat(signed) if signed else None,
            "period": data.get("period", "meeting"),
            "meetings": data.get("meetings", ["regular"]),
            "scale": "levels" if "levels" in data else "points",
            "levels": "\n".join(data.get("levels", [])),
            "decides": ",".join(data.get("decides", ["superior", "attending", "self"])),
            "self_scored": data.get("self_scored", "before_minutes"),
            "differs_by": data.get("differs_by", 10),
        }

    def clean(self) -> Data:
        """Ask for the points or the levels, whichever the sheet gives."""
        values = super().clean() or {}
        if (
            values.get("scale") == "points"
            and not values.get("total")
            and "total" not in self.errors
        ):
            self.add_error("total", gettext("Say how many points the sheet has in all."))
        if values.get("scale") == "levels" and len(_lines(values.get("levels", ""))) < 2:
            self.add_error("levels", gettext("Write at least two levels, one on each line."))
        return values

    def value(self) -> Data:
        """Return what was filled in, as the file writes it."""
        values = self.cleaned_data
        scale = (
            {"total": number(values["total"])}
            if values["scale"] == "points"
            else {"levels": _lines(values["levels"])}
        )
        signed = values["signed_on"]
        differs = values["differs_by"]
        return {
            **said(title=values["title"], issuer=values["issuer"], number=values["number"]),
            **({"signed_on": signed.isoformat()} if signed else {}),
            "period": values["period"],
            "meetings": values["meetings"],
            **({"cells": values["cells"]} if values["cells"] else {}),
            **scale,
            "decides": values["decides"].split(","),
            "self_scored": values["self_scored"],
            **({"differs_by": number(differs)} if differs is not None else {}),
        }

    def into(self, sheet: Data, value: Data) -> Data:
        """Return the sheet with what was filled in; its lists stay."""
        asked = set(self.fields) | {"levels"}
        kept = {name: one for name, one in sheet.items() if name not in asked}
        order = [*(name for name in sheet if name in kept or name in value), *value]
        whole = {**kept, **value}
        return {name: whole[name] for name in dict.fromkeys(order)}


def _lines(text: str) -> list[str]:
    return [nfc(line) for line in text.splitlines() if line.strip()]


class GroupForm(forms.Form):
    """A heading of a sheet."""

    group = KeyField(label=_("Number"))
    title = LineField(label=_("Heading"), missing=_("Write the heading."), max_length=300)
    points = AmountField(
        label=_("Points"), help_text=_("What its criteria give together; a bonus comes on top.")
    )

    def __init__(self, *args: Any, has_points: bool, proposed: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_points:
            del self.fields["points"]
        if not self.initial.get("group"):
            self.initial["group"] = str(proposed)

    @staticmethod
    def shown(data: Mapping[str, Any]) -> Data:
        """Return what the form shows of a heading."""
        return {name: data.get(name) for name in ("group", "title", "points")}

    def value(self) -> Data:
        """Return what was filled in, as the file writes it."""
        values = self.cleaned_data
        points = {"points": number(values["points"])} if "points" in values else {}
        return {"group": values["group"], "title": values["title"], **points}


class RollUpForm(forms.Form):
    """Which meetings come to which period's grade."""

    period = forms.ChoiceField(
        label=_("Period"), choices=[("quarter", _("a quarter")), ("year", _("a year"))]
    )
    meetings = forms.MultipleChoiceField(
        label=_("Which meetings"),
        choices=Meeting.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of meeting.")},
    )

    def value(self) -> Data:
        """Return what was filled in, as the file writes it."""
        return {"period": self.cleaned_data["period"], "meetings": self.cleaned_data["meetings"]}
