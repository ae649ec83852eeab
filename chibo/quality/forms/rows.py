"""The rows of a sheet's lists as they are filled in: a row left empty is no row."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import AmountField, LineField
from chibo.quality.forms.conditions import ConditionField
from chibo.quality.rules.measuring import MEASURES
from chibo.quality.rules.sheets import DECIDE, Otherwise

Data = dict[str, Any]
Choices = list[tuple[str, Any]]


class Row(forms.Form):
    """One row of a list; `asked` are the fields without which it says nothing.

    Each kind has a `value`: what the row says, as the file writes it.
    layout: how its fields stand beside each other, where not just one after the other.
    """

    asked: tuple[str, ...] = ()
    layout = ""

    def clean(self) -> Data:
        """Ask for what is missing, unless the whole row is empty."""
        values = self.cleaned_data
        if not self.is_empty:
            for name in self.asked:
                if name not in self.errors and values.get(name) in {None, ""}:
                    self.ask_for(name)
        return values

    def ask_for(self, name: str) -> None:
        """Ask for a field without which the rest of the row says nothing."""
        self.add_error(name, gettext("Fill this in, or empty the whole row."))

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is filled in."""
        return not any(value not in {None, ""} for value in self.cleaned_data.values())


def rows_of(formset: Any) -> list[Data]:
    """Return what the rows of a list say that are not empty."""
    return [form.value() for form in formset if not form.is_empty]


def number(amount: Decimal) -> int | Decimal:
    """Return an amount as a file writes it: 5, 2.5."""
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


def said(**words: Any) -> Data:
    """Return what has a value."""
    return {name: value for name, value in words.items() if value not in {None, ""}}


def measures(period: str, keep: Iterable[str] = ()) -> Choices:
    """Return the measures of a period to choose from. keep: such as a file named wrongly."""
    known = [(one.key, gettext(one.title)) for one in MEASURES.values() if one.period == period]
    keys = {key for key, _name in known}
    return [("", "–"), *known, *((key, key) for key in keep if key and key not in keys)]


def choices(names: Iterable[str], keep: Iterable[str] = ()) -> Choices:
    """Return names to choose from, each once. keep: such as are chosen and not among them."""
    return [("", "–"), *((name, name) for name in dict.fromkeys([*names, *keep]) if name)]


def offer(form: forms.Form, what: Choices, *names: str) -> None:
    """Let some fields of a form be chosen from what is there only when it is shown."""
    for name in names:
        form.fields[name].choices = what  # type: ignore[attr-defined]  # choice fields all


def gives_field(levels: Iterable[str]) -> forms.Field:
    """Return the field for what a band gives: points, or one of a sheet's levels."""
    if levels:
        return forms.ChoiceField(label=_("Level"), choices=choices(levels), required=False)
    return AmountField(label=_("Points"), required=False)


def given(value: str | Decimal | None) -> Data:
    """Return what a band gives, as the file writes it."""
    if value in {None, ""}:
        return {"points": DECIDE}
    return {"points": number(value)} if isinstance(value, Decimal) else {"level": value}


def shown_given(data: Mapping[str, Any]) -> Any:
    """Return what a band gives, as its field shows it."""
    points = data.get("points", data.get("level", ""))
    return "" if points == DECIDE else points


class NormRow(Row):
    """The length asked of cells of a size."""

    asked = ("minutes", "members")
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, required=False)
    members = ConditionField(label=_("Members"))

    def value(self) -> Data:
        return said(minutes=self.cleaned_data["minutes"], members=self.cleaned_data["members"])


class GradeRow(Row):
    """A grade by points; the last one has no number."""

    asked = ("grade",)
    grade = LineField(label=_("Grade"), required=False, max_length=60)
    sign = forms.ChoiceField(
        label=_("Takes"),
        required=False,
        choices=[
            ("", "–"),
            ("at_least", _("points from")),
            ("more_than", _("points over")),
        ],
    )
    number = AmountField(label=_("Points"), required=False)

    def clean(self) -> Data:
        values = super().clean()
        if values.get("number") is not None and not values.get("sign"):
            values["sign"] = "at_least"
        return values

    @staticmethod
    def shown(data: Mapping[str, Any]) -> Data:
        """Return what the row shows of a grade."""
        sign = next((one for one in ("at_least", "more_than") if one in data), "")
        return {"grade": data["grade"], "sign": sign, "number": data.get(sign)}

    @property
    def is_empty(self) -> bool:
        return not (self.cleaned_data.get("grade") or self.cleaned_data.get("number"))

    def value(self) -> Data:
        values = self.cleaned_data
        number_ = values["number"]
        return {
            "grade": values["grade"],
            **({values["sign"]: number(number_)} if number_ is not None else {}),
        }


class NeedsRow(Row):
    """A grade by how many others were reached; the last one needs nothing."""

    asked = ("grade",)
    layout = "needs"
    grade = LineField(label=_("Grade"), required=False, max_length=60)

    def __init__(self, *args: Any, reachable: Iterable[str], slots: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = slots
        for place in range(slots):
            self.fields[f"reach_{place}"] = forms.ChoiceField(
                label=_("At least"), choices=choices(reachable), required=False
            )
            self.fields[f"of_{place}"] = forms.ChoiceField(
                label=_("How many"),
                required=False,
                choices=[("", "–"), ("share", _("share in percent")), ("count", _("count"))],
            )
            self.fields[f"when_{place}"] = ConditionField(label=_("So many"))

    @staticmethod
    def shown(data: Mapping[str, Any]) -> Data:
        """Return what the row shows of a grade."""
        found = {"grade": data["grade"]}
        for place, need in enumerate(data.get("needs", [])):
            of = "share" if "share" in need else "count"
            found |= {
                f"reach_{place}": need["reach"],
                f"of_{place}": of,
                f"when_{place}": need[of],
            }
        return found

    def clean(self) -> Data:
        values = super().clean()
        for place in range(self.slots):
            names = [f"{name}_{place}" for name in ("reach", "of", "when")]
            if any(values.get(name) for name in names):
                for name in names:
                    if not values.get(name) and name not in self.errors:
                        self.ask_for(name)
        return values

    def value(self) -> Data:
        values = self.cleaned_data
        needs = [
            {
                "reach": values[f"reach_{place}"],
                values[f"of_{place}"]: values[f"when_{place}"],
            }
            for place in range(self.slots)
            if values[f"reach_{place}"]
        ]
        return {"grade": values["grade"], **({"needs": needs} if needs else {})}


class BandRow(Row):
    """What a stretch of values gives."""

    asked = ("when",)
    when = ConditionField(label=_("Measured"))

    def __init__(self, *args: Any, levels: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gives"] = gives_field(levels)

    def value(self) -> Data:
        return {"when": self.cleaned_data["when"], **given(self.cleaned_data["gives"])}


class CapRow(Row):
    """The most a criterion gives where another measure says so."""

    asked = ("measure", "when")
    measure = forms.ChoiceField(label=_("Where this measure"), required=False)
    when = ConditionField(label=_("Is"))

    def __init__(self, *args: Any, levels: Iterable[str], measures: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, measures, "measure")
        self.fields["gives"] = gives_field(levels)
        self.fields["gives"].label = _("At most")

    def value(self) -> Data:
        values = self.cleaned_data
        return {
            "measure": values["measure"],
            "when": values["when"],
            **given(values["gives"]),
        }


class GateRow(Row):
    """A grade that takes more than its points."""

    asked = ("grade", "otherwise")
    grade = forms.ChoiceField(label=_("The grade"), required=False)
    full = LineField(
        label=_("Takes full marks in"),
        required=False,
        help_text=_("Numbers of criteria or headings, with commas between them: 1, 4.5"),
    )
    measure = forms.ChoiceField(label=_("Or takes of this measure"), required=False)
    when = ConditionField(label=_("That it is"))
    otherwise = forms.ChoiceField(label=_("Else the grade is"), required=False)

    def __init__(self, *args: Any, grades: Iterable[str], measures: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, choices(grades), "grade", "otherwise")
        offer(self, measures, "measure")

    @staticmethod
    def shown(data: Mapping[str, Any]) -> Data:
        """Return what the row shows of a gate."""
        return {**data, "full": ", ".join(data.get("full", []))}

    def clean(self) -> Data:
        values = super().clean()
        if self.is_empty or self.errors:
            return values
        if bool(values["measure"]) is not bool(values["when"]):
            self.ask_for("when" if values["measure"] else "measure")
        elif not (values["measure"] or self._full()):
            self.add_error("full", gettext("Say what the grade takes beside its points."))
        return values

    def _full(self) -> list[str]:
        typed = self.cleaned_data.get("full", "")
        return [word.strip().rstrip(".") for word in typed.split(",") if word.strip(" .")]

    def value(self) -> Data:
        values = self.cleaned_data
        return said(
            grade=values["grade"],
            measure=values["measure"],
            when=values["when"],
            otherwise=values["otherwise"],
        ) | ({"full": self._full()} if self._full() else {})


class OverrideRow(Row):
    """An event that forces a grade."""

    asked = ("event", "grade")
    override = forms.CharField(required=False, widget=forms.HiddenInput)
    event = LineField(label=_("When this happened"), required=False)
    measure = forms.ChoiceField(
        label=_("Proved by"), required=False, help_text=_("Empty: people say whether it happened.")
    )
    when = ConditionField(label=_("Is"))
    grade = forms.ChoiceField(label=_("The grade is"), required=False)

    def __init__(self, *args: Any, grades: Iterable[str], measures: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, choices(grades), "grade")
        offer(self, measures, "measure")

    @property
    def is_empty(self) -> bool:
        values = self.cleaned_data
        return not any(values.get(name) for name in ("event", "measure", "when", "grade"))

    def value(self) -> Data:
        return said(**{name: self.cleaned_data[name] for name in self.fields})


class SettledRow(Row):
    """What is decided where the sheet's text leaves something open."""

    asked = ("criterion", "because")
    criterion = forms.ChoiceField(label=_("Criterion"), required=False)
    when = ConditionField(label=_("For the value"), help_text=_("Where no band says what it gets."))
    otherwise = forms.ChoiceField(
        label=_("Or when it does not apply"),
        required=False,
        choices=[
            ("", "–"),
            (Otherwise.FULL, _("it gives its full points")),
            (Otherwise.REDISTRIBUTE, _("its points go to others")),
            (Otherwise.LEAVE_OUT, _("it is left out of the most")),
        ],
    )
    to = forms.ChoiceField(label=_("To this one"), required=False)
    because = LineField(label=_("Who decided it, and when"), required=False)

    def __init__(self, *args: Any, levels: Iterable[str], criteria: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, criteria, "criterion", "to")
        self.fields["gives"] = gives_field(levels)
        self.order_fields(["criterion", "when", "gives", "otherwise", "to", "because"])

    def clean(self) -> Data:
        values = super().clean()
        is_asked = not self.is_empty and not self.errors
        if is_asked and bool(values["when"]) is bool(values["otherwise"]):
            words = gettext("Give either a value, or what holds when it does not apply.")
            self.add_error("when", words)
        return values

    def value(self) -> Data:
        values = self.cleaned_data
        gives = given(values["gives"]) if values["when"] else {}
        return (
            said(criterion=values["criterion"], when=values["when"])
            | gives
            | said(otherwise=values["otherwise"], to=values["to"], because=values["because"])
        )
