"""One criterion of a sheet as it is filled in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import AmountField, LineField
from chibo.quality.forms.conditions import ConditionField
from chibo.quality.forms.frames import KeyField
from chibo.quality.forms.rows import measures, number, offer, said
from chibo.quality.rules.sheets import Kind, Otherwise

Data = dict[str, Any]

_KINDS = [
    (Kind.BANDS, _("by bands of a measured value")),
    (Kind.YES_NO, _("all or nothing")),
    (Kind.DEDUCT, _("full, less something for each one counted")),
    (Kind.BONUS, _("a bonus on top of the others")),
    (Kind.MANUAL, _("people decide")),
    (Kind.PASS, _("passed or not, without points")),
]
_BY_CONDITION = {Kind.YES_NO, Kind.BONUS, Kind.PASS}
_WITHOUT_MEASURE = {Kind.MANUAL}
_SHOWN = 2


class CriterionForm(forms.Form):
    """What a criterion is called and how it comes to its points."""

    # What few criteria need.
    SELDOM = ("show_0", "show_1", "applies_measure", "applies_when", "otherwise", "to")

    criterion = KeyField(label=_("Number"))
    title = LineField(label=_("Criterion"), missing=_("Write the criterion."), max_length=300)
    kind = forms.ChoiceField(label=_("How it comes to its points"), choices=_KINDS)
    points = AmountField(
        label=_("Points at most"),
        required=False,
        help_text=_("Empty where it is only passed or not."),
    )
    measure = forms.ChoiceField(
        label=_("What is measured"),
        required=False,
        help_text=_("Chibo takes it from the record; nobody types it."),
    )
    when = ConditionField(
        label=_("Given when it is"), help_text=_("Empty where the measure is a yes or no itself.")
    )
    each = AmountField(label=_("Points off for each"), required=False)
    free = forms.IntegerField(label=_("The first so many are free"), required=False, min_value=0)
    least = AmountField(label=_("Never less than"), required=False)
    guidance = LineField(label=_("Question that helps to decide"), required=False, max_length=500)
    show_0 = forms.ChoiceField(label=_("Show beside it"), required=False)
    show_1 = forms.ChoiceField(label=_("And"), required=False)
    applies_measure = forms.ChoiceField(
        label=_("It applies only where"),
        required=False,
        help_text=_("Empty: it always applies."),
    )
    applies_when = ConditionField(label=_("Is"))
    otherwise = forms.ChoiceField(
        label=_("Where it does not apply"),
        required=False,
        choices=[
            ("", _("the sheet does not say")),
            (Otherwise.FULL, _("it gives its full points")),
            (Otherwise.REDISTRIBUTE, _("its points go to others")),
            (Otherwise.LEAVE_OUT, _("it is left out of the most")),
        ],
    )
    to = forms.ChoiceField(
        label=_("To this one"), required=False, help_text=_("Empty: all others of the heading.")
    )

    def __init__(
        self,
        *args: Any,
        data_now: Mapping[str, Any],
        around: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._has_points = "levels" not in data_now
        self.is_new = not self.initial.get("criterion")
        period = data_now.get("period", "meeting")
        for name in ("measure", "show_0", "show_1", "applies_measure"):
            kept = [self.initial.get(name) or ""]
            offer(self, measures(period, kept), name)
        others = [
            one for one in around["criteria"] if one["criterion"] != self.initial.get("criterion")
        ]
        named = ((one["criterion"], f"{one['criterion']}. {one['title']}") for one in others)
        offer(self, [("", "–"), *named], "to")
        if self.is_new:
            self.initial["criterion"] = f"{around['group']}.{len(around['criteria']) + 1}"
            self.initial["kind"] = Kind.MANUAL
        for name in self._not_asked():
            del self.fields[name]

    def _not_asked(self) -> set[str]:
        """The fields that say nothing for this kind; a new one is asked for the rest later."""
        kind = self.initial.get("kind")
        gone = set()
        if not self._has_points:
            gone.add("points")
        if self.is_new:
            return gone | set(self.fields) - {
                "criterion", "title", "kind", "points", "measure", "guidance"
            }  # fmt: skip
        if kind not in _BY_CONDITION:
            gone.add("when")
        if kind != Kind.DEDUCT:
            gone |= {"each", "free", "least"}
        if kind in _WITHOUT_MEASURE:
            gone.add("measure")
        return gone

    @staticmethod
    def shown(data: Mapping[str, Any]) -> Data:
        """Return what the form shows of a criterion."""
        applies = data.get("applies", {})
        show = [*data.get("show", []), "", ""]
        return {
            **data,
            "show_0": show[0],
            "show_1": show[1],
            "applies_measure": applies.get("measure", ""),
            "applies_when": applies.get("when", ""),
            "otherwise": applies.get("otherwise", ""),
            "to": applies.get("to", ""),
        }

    def clean(self) -> Data:
        """Ask for what the chosen kind needs."""
        values = super().clean() or {}
        kind = values.get("kind")
        needs_points = self._has_points and kind != Kind.PASS
        if needs_points and not values.get("points") and "points" not in self.errors:
            self.add_error("points", gettext("Say how many points it gives at most."))
        if (
            kind in {Kind.BANDS, Kind.DEDUCT}
            and not values.get("measure")
            and "measure" in self.fields
        ):
            self.add_error("measure", gettext("Choose what is measured."))
        if values.get("otherwise") and not values.get("applies_measure"):
            self.add_error("applies_measure", gettext("Choose where it applies."))
        return values

    def value(self) -> Data:
        """Return what was filled in, as the file writes it."""
        values = self.cleaned_data
        kind = values["kind"]
        points = values.get("points") if kind != Kind.PASS else None
        found = said(criterion=values["criterion"], title=values["title"], kind=str(kind))
        if points is not None:
            found["points"] = number(points)
        if kind not in _WITHOUT_MEASURE:
            found |= said(measure=values.get("measure"))
        if kind in _BY_CONDITION:
            found |= said(when=values.get("when"))
        if kind == Kind.DEDUCT:
            for name in ("each", "least"):
                if values.get(name) is not None:
                    found[name] = number(values[name])
            found |= said(free=values.get("free"))
        found |= said(guidance=values.get("guidance"))
        show = [values.get(f"show_{place}") for place in range(_SHOWN)]
        if any(show):
            found["show"] = [key for key in show if key]
        if values.get("applies_measure"):
            found["applies"] = said(
                measure=values["applies_measure"],
                when=values["applies_when"] or "yes",
                otherwise=values["otherwise"],
                to=values["to"],
            )
        return found


def with_criterion(was: Mapping[str, Any], filled: Data, lists: Data) -> Data:
    """Return a criterion as it was filled in, in the order its file has.

    lists: its bands and caps. What is shown beside it beyond the form's places stays.
    """
    whole = {**filled, **lists}
    if filled["kind"] != Kind.BANDS:
        whole.pop("bands", None)
    if filled["kind"] == Kind.MANUAL:
        whole.pop("caps", None)
    more = list(was.get("show", []))[_SHOWN:]
    if more:
        whole["show"] = [*whole.get("show", []), *more]
    order = [*(name for name in was if name in whole), *whole]
    return {name: whole[name] for name in dict.fromkeys(order)}
