"""What a person types about members, made into clean values for the actions."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chibo.base.dates import PartialDate, UnreadableDate, read_date
from chibo.base.forms import DayField, LineField, SeenForm
from chibo.base.seen import fingerprint
from chibo.people.actions.members import LEAVING
from chibo.people.actions.persons import Particulars, seen_of
from chibo.people.models import Person, Standing
from chibo.units.models import Unit

_DAY = timedelta(days=1)


class PartialDayField(forms.CharField):
    """A day as registers hold it: 05/09/1988, 09/1988, 1988, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """Return it as "1988-09-05", "1988-09", "1988" or ""."""
        text = super().clean(value)
        try:
            return str(read_date(text)) if text else ""
        except UnreadableDate as error:
            raise forms.ValidationError(_("Write it like 05/09/1988, 09/1988 or 1988.")) from error

    def prepare_value(self, value: Any) -> Any:
        """Show "1988-09-05" as people write it; what was typed stays as it was typed."""
        try:
            return PartialDate.from_iso(value).display() if value else value
        except UnreadableDate:
            return value


class CellField(forms.ModelChoiceField):  # type: ignore[type-arg]  # of units
    """One of some cells, by name."""

    def __init__(self, **kwargs: Any) -> None:
        missing = {"required": _("Choose a cell."), "invalid_choice": _("Choose a cell.")}
        super().__init__(
            queryset=Unit.objects.none(), empty_label=None, error_messages=missing, **kwargs
        )

    def label_from_instance(self, obj: Unit) -> str:
        """Return the full name that the unit bears today."""
        return obj.full_name


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of persons
    """Some of several people, each with a box to tick."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.CheckboxSelectMultiple
        super().__init__(queryset=Person.objects.none(), widget=widget, **kwargs)

    def label_from_instance(self, obj: Person) -> str:
        """Return the name."""
        return obj.full_name


class ParticularsForm(forms.Form):
    """What the register says of a person."""

    full_name = LineField(label=_("Full name"), missing=_("Write the name."), max_length=100)
    born = PartialDayField(label=_("Born"), help_text=_("05/09/1988, 09/1988 or 1988"))
    joined = PartialDayField(label=_("Admitted by decision of"))
    ceremony = PartialDayField(
        label=_("Admission ceremony"), help_text=_("Probation counts from this day.")
    )
    official = PartialDayField(
        label=_("Official from"), help_text=_("Leave it empty while on probation.")
    )
    card_number = LineField(label=_("Card number"), required=False, max_length=20)
    phone = LineField(label=_("Telephone"), required=False, max_length=20)
    has_smartphone = forms.BooleanField(label=_("Has a smartphone"), required=False)

    def particulars(self) -> Particulars:
        """Return what was typed, as the actions take it."""
        given = self.cleaned_data
        return Particulars(**{name: given.get(name, "") for name in _PARTICULARS})


class CorrectForm(SeenForm, ParticularsForm):
    """A correction of what the register says of a person."""

    @classmethod
    def of(cls, person: Person) -> dict[str, Any]:
        """Return what the form shows of a person."""
        shown = {name: getattr(person, name) for name in _PARTICULARS}
        return {**shown, "seen": fingerprint(*seen_of(person))}


_PARTICULARS = (
    "full_name",
    "born",
    "joined",
    "ceremony",
    "official",
    "card_number",
    "phone",
    "has_smartphone",
)


class DecidedForm(forms.Form):
    """Something that rests on a paper."""

    decision = LineField(label=_("Number and day of the paper"), required=False, max_length=80)


class EnterForm(ParticularsForm, DecidedForm):
    """A member already: come from elsewhere, or not on this register yet."""

    since = DayField(label=_("In this cell from"))

    field_order = ["full_name", "since", "official"]


class AdmitForm(ParticularsForm, DecidedForm):
    """A new member, on probation."""

    joined_on = DayField(label=_("Day of the decision to admit"))
    ceremony_on = DayField(
        label=_("Day of the admission ceremony"), help_text=_("Probation counts from this day.")
    )
    # Told by the two days above; and a new member is on probation.
    joined = ceremony = official = None  # type: ignore[assignment]

    field_order = ["full_name", "born", "joined_on", "ceremony_on", "decision"]


class PeriodForm(forms.Form):
    """From a day to a last day, as people say it."""

    since = DayField(label=_("From"))
    last = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty if it is not known. The day after, it is over by itself."),
    )

    def until(self) -> date | None:
        """Return the day after the last: the first on which it no longer holds."""
        last = self.cleaned_data["last"]
        return last + _DAY if last else None


class StandingForm(PeriodForm, DecidedForm):
    """What sets a member apart for a period."""

    kind = forms.ChoiceField(label=_("What holds"), choices=Standing.Kind.choices)
    note = LineField(
        label=_("Why, in a few words"),
        required=False,
        max_length=120,
        help_text=_("No illness by name: long treatment is enough."),
    )

    field_order = ["kind", "since", "last", "note", "decision"]


class PostForm(PeriodForm, DecidedForm):
    """An office at a unit."""

    kind = forms.ChoiceField(label=_("Office"))

    field_order = ["kind", "since", "last", "decision"]

    def __init__(self, *args: Any, offices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 (narrows the type)
        kind.choices = offices


class ElsewhereForm(PeriodForm, DecidedForm):
    """Temporary activity away from the member's own cell."""

    cell = CellField(label=_("Cell that takes the member in"), required=False)
    place = LineField(
        label=_("Or a cell elsewhere"),
        required=False,
        max_length=120,
        help_text=_("Its name and place, if it is not in the list above."),
    )

    field_order = ["cell", "place", "since", "last", "decision"]

    def __init__(self, *args: Any, cells: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cell"]
        field.queryset = cells  # type: ignore[attr-defined]  # it is a CellField
        field.empty_label = _("a cell elsewhere")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of the two places."""
        given = super().clean() or self.cleaned_data
        if bool(given.get("cell")) == bool(given.get("place")) and not self.errors:
            self.add_error("place", _("Choose a cell of the list, or write one; not both."))
        return given


class TransferForm(DecidedForm):
    """Another cell for a member's official activity."""

    to = CellField(label=_("To the cell"))
    since = DayField(label=_("In the new cell from"))

    field_order = ["to", "since", "decision"]

    def __init__(self, *args: Any, cells: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # None is chosen beforehand: nobody is to move to whichever cell stands first.
        self.fields["to"].empty_label = _("Choose a cell.")  # type: ignore[attr-defined]
        self.fields["to"].queryset = cells  # type: ignore[attr-defined]  # it is a CellField


class TransferTogetherForm(TransferForm):
    """Several members of one cell, and another cell for them."""

    members = PeopleField(label=_("Who moves"), error_messages={"required": _("Tick who moves.")})

    field_order = ["to", "since", "decision", "members"]

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = people  # type: ignore[attr-defined]


class OnForm(forms.Form):
    """A day from which something no longer holds."""

    on = DayField(label=_("From"), help_text=_("The first day on which it no longer holds."))


class LeaveForm(OnForm, DecidedForm):
    """The end of a membership."""

    ending = forms.ChoiceField(
        label=_("What has happened"),
        choices=[(ending.value, ending.label) for ending in LEAVING],
    )

    field_order = ["ending", "on", "decision"]


class RecogniseForm(forms.Form):
    """Recognition as an official member."""

    signed_on = DayField(label=_("Day of the decision"))
    ceremony_on = DayField(
        label=_("Day of the admission ceremony"),
        required=False,
        help_text=_("Only if the register does not have it."),
    )


class TermForm(forms.Form):
    """A term of office of a cell or committee."""

    name = LineField(
        label=_("Term"), missing=_("Write its name, such as 2025–2030."), max_length=40
    )
    since = DayField(label=_("From the congress of"))


class AgainForm(DecidedForm):
    """The return of someone who had left."""

    since = DayField(label=_("In this cell from"))

    field_order = ["since", "decision"]


class DecisionForm(forms.Form):
    """A decision that changes the tree, with its steps one a line."""

    number = LineField(label=_("Number"), missing=_("Write the number."), max_length=40)
    signed_on = DayField(label=_("Signed on"))
    effective_on = DayField(
        label=_("In effect from"),
        help_text=_("Until the day before, it can be undone as if it had never been."),
    )
    title = LineField(label=_("What it is about"), required=False, max_length=300)
    steps = forms.CharField(
        label=_("Steps"),
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("One step a line, columns apart by a tab or by |. Paste them from a sheet."),
    )
    table = forms.FileField(label=_("Or a text file of such lines"), required=False, max_length=200)
