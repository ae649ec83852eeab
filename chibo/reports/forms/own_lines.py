"""A line of a committee's own, put together from plain choices; nobody types a formula."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import LineField
from chibo.reports.rules.columns import COLUMNS, Kind, Table
from chibo.reports.rules.conditions import BadCondition, parse
from chibo.reports.rules.lines import CELLS, ROWS
from chibo.reports.showing import in_words
from chibo.reports.showing.columns import column_name

# How many conditions a line can have: of base and figure alike, and of the figure alone.
CONDITIONS = 3
_SETS = (
    ("where", _("Looked at are only rows where")),
    ("only", _("Of these counted are those where")),
)


class TableForm(forms.Form):
    """Which table a line counts in."""

    table = forms.ChoiceField(label=_("What do you want to count?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (table.value, words()) for table, words in in_words.TABLES.items()
        ]


class OwnLineForm(forms.Form):
    """Name and definition, what is counted, out of what, and in which rows."""

    name = LineField(label=_("Name of the line"), missing=_("Give the line a name."))
    words = forms.CharField(
        label=_("Definition"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What is counted, out of what, and what is left out. It is printed under every report that has this line."
        ),
        error_messages={
            "required": _(
                "Write the definition: whoever reads the figure must know what it counts."
            ),
        },
    )
    unit = LineField(
        label=_("One of it is called"),
        max_length=40,
        missing=_("Write what one of it is called, for example: buổi, lượt, chi bộ."),
        help_text=_("For example: buổi, lượt, chi bộ."),
    )
    count = forms.ChoiceField(label=_("Counted is the"))
    base = forms.ChoiceField(label=_("Out of the"), required=False)
    shown = forms.ChoiceField(
        label=_("Printed as"),
        required=False,
        choices=[("share", _("a share in percent")), ("mean", _("a mean"))],
        help_text=_("Only where it is counted out of something."),
    )

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        kinds = (ROWS, *((CELLS,) if "cell" in COLUMNS[table] else ()))
        counted = [*kinds, *in_words.columns_of(table, Kind.COUNT)]
        choices = [(one, in_words.counted(one)) for one in counted]
        self.fields["count"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["base"].choices = [("", _("nothing, it stands alone")), *choices]  # type: ignore[attr-defined]  # a ChoiceField
        for name in self._names():
            self.fields[f"{name}_column"] = forms.ChoiceField(
                label=_("Condition"), required=False, choices=list(self._statements())
            )
            self.fields[f"{name}_how"] = forms.ChoiceField(
                label=_("how"),
                required=False,
                choices=[(sign, words()) for sign, words in in_words.HOW.items()],
            )
            self.fields[f"{name}_value"] = forms.CharField(
                label=_("compared with"), required=False, max_length=60
            )

    @staticmethod
    def _names() -> list[str]:
        return [f"{name}{place}" for name, _words in _SETS for place in range(CONDITIONS)]

    def _statements(self) -> Iterator[tuple[str, Any]]:
        yield "", "–"
        for name in in_words.columns_of(self.table, Kind.FLAG):
            yield name, _("%(column)s: yes") % {"column": column_name(name)}
            yield f"not {name}", _("%(column)s: no") % {"column": column_name(name)}
        for name in in_words.columns_of(self.table, Kind.COUNT, Kind.WORD):
            yield name, f"{column_name(name)} …"

    def conditions(self) -> list[tuple[Any, list[list[forms.BoundField]]]]:
        """Return the two sets of conditions for the page: heading, and rows of three fields."""
        return [
            (
                words,
                [
                    [self[f"{name}{place}_{part}"] for part in ("column", "how", "value")]
                    for place in range(CONDITIONS)
                ],
            )
            for name, words in _SETS
        ]

    def clean(self) -> dict[str, Any]:
        """Read each condition; what cannot be compared is told beside its field."""
        values: dict[str, Any] = super().clean() or {}
        for name in self._names():
            text = self._text(name)
            if not text:
                continue
            try:
                parse(text, COLUMNS[self.table])
            except BadCondition:
                column = values.get(f"{name}_column", "")
                self.add_error(f"{name}_value", self._why(column))
        return values

    def _why(self, column: str) -> Any:
        if COLUMNS[self.table].get(column) is Kind.COUNT:
            return _("Compare it with a whole number, for example 90.")
        return _("A word can only be compared by “is” and “is not”.")

    def _text(self, name: str) -> str:
        column = self.cleaned_data.get(f"{name}_column", "")
        if not column or COLUMNS[self.table].get(column.removeprefix("not ")) is Kind.FLAG:
            return str(column)
        how = self.cleaned_data.get(f"{name}_how", "")
        value = (self.cleaned_data.get(f"{name}_value") or "").strip()
        empty = '""' if COLUMNS[self.table].get(column) is Kind.WORD else ""
        return f"{column} {how} {value or empty}"

    def told(self, section: str) -> Mapping[str, object]:
        """Return the line as a catalogue would tell it; the form is valid.

        section: under which heading it stands. It is told in the one language it was typed in.
        """
        values = self.cleaned_data
        base = values["base"] or None

        def both(text: str) -> dict[str, str]:
            return {"vi": text, "en": text}

        return {
            "section": section,
            "name": both(values["name"]),
            "words": both(values["words"]),
            "unit": both(values["unit"]),
            "table": self.table.value,
            "count": values["count"],
            **({"of": base} if base else {}),
            "shown": (values["shown"] or "share") if base else "count",
            "where": self._texts("where"),
            "only": self._texts("only"),
        }

    def _texts(self, name: str) -> list[str]:
        texts = [self._text(f"{name}{place}") for place in range(CONDITIONS)]
        return [text for text in texts if text]
