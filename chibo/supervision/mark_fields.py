"""The lines of a score sheet as fields of a visit slip: an official's own marks."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.base.forms import LineField
from chibo.quality.forms.scores import points_of_line
from chibo.quality.queries.sheets import InForce
from chibo.quality.rules.sheets import Criterion, Kind
from chibo.quality.rules.stretches import plain
from chibo.supervision.rules.visits import read_points

_PREFIX = "mark_"


class MarkFields:
    """The fields of one sheet in one form. in_force: None where no sheet is."""

    def __init__(self, in_force: InForce | None) -> None:
        self.in_force = in_force

    @property
    def _criteria(self) -> tuple[Criterion, ...]:
        return self.in_force.sheet.criteria if self.in_force else ()

    def add_to(self, form: forms.Form) -> None:
        """Give a form one field a line, and one for why."""
        if self.in_force is None:
            return
        form.fields["sheet"] = forms.CharField(
            widget=forms.HiddenInput, initial=str(self.in_force.row.pk), required=False
        )
        for one in self._criteria:
            form.fields[_PREFIX + one.key] = self._field(one)
        form.fields["marks_because"] = LineField(
            label=gettext_lazy("What the marks rest on"), required=False, max_length=300
        )

    def _field(self, one: Criterion) -> forms.Field:
        title = f"{one.key}. {one.title}"
        if one.kind == Kind.PASS:
            choices = [("", "–"), ("yes", _("passed")), ("no", _("not passed"))]
            return forms.ChoiceField(label=title, choices=choices, required=False)
        if self.in_force is not None and self.in_force.sheet.levels:
            levels = [(level, level) for level in self.in_force.sheet.levels]
            return forms.ChoiceField(label=title, choices=[("", "–"), *levels], required=False)
        label = _("%(title)s (at most %(most)s)") % {"title": title, "most": plain(one.points)}
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        return forms.CharField(label=label, required=False, max_length=8, widget=widget)

    def bound(self, form: forms.Form) -> Iterator[BoundField]:
        """Yield the fields of the lines in the order of the sheet."""
        for one in self._criteria:
            yield form[_PREFIX + one.key]

    def check(self, form: forms.Form, typed: dict[str, Any]) -> None:
        """Put beside each line what it cannot have, and ask for a reason where marks were given."""
        given = False
        for one in self._criteria:
            name = _PREFIX + one.key
            words = typed.get(name, "")
            given = given or bool(words)
            is_points = isinstance(form.fields[name].widget, forms.TextInput)
            if words and is_points and read_points(words, one.points) is None:
                form.add_error(name, points_of_line(one.points))
        if given and not typed.get("marks_because"):
            words = _("Write in a few words what the marks rest on.")
            form.add_error("marks_because", words)

    def marks(self, typed: dict[str, Any]) -> dict[str, Any]:
        """Return what was typed as a slip keeps it; empty when no mark was given."""
        found = {one.key: typed[_PREFIX + one.key] for one in self._criteria}
        given = {key: words for key, words in found.items() if words}
        if self.in_force is None or not given:
            return {}
        sheet = str(self.in_force.row.pk)
        return {"sheet": sheet, "typed": given, "because": typed["marks_because"]}

    @staticmethod
    def of(marks: dict[str, Any]) -> dict[str, Any]:
        """Return what the fields show of marks that a slip keeps."""
        if not marks:
            return {}
        shown = {_PREFIX + key: words for key, words in marks["typed"].items()}
        return {**shown, "marks_because": marks["because"]}
