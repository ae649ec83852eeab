"""What an office types to assign cells to an official, and to end that."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.base.forms import DayField, LineField
from chibo.supervision.models import Assignment
from chibo.units.forms import OnForm
from chibo.units.models import Unit


class DayOfAssignments(OnForm):
    """The day as of which a reader wants to see who follows what."""

    on = DayField(label=_("Who follows them on"), required=False)


class AssignForm(forms.Form):
    """Some cells for one official, by one decision."""

    cells = forms.ModelMultipleChoiceField(
        label=_("Cells to follow"),
        queryset=Unit.objects.none(),
        error_messages={
            "required": _("Tick at least one cell."),
            "invalid_choice": _("One of these cells is not yours to assign any more. Tick again."),
        },
    )
    decision_number = LineField(
        label=_("Number of the decision"),
        max_length=40,
        missing=_("Give the decision's number, for example 15-QĐ/ĐU."),
    )
    decided_on = DayField(label=_("Signed on"))
    since = DayField(label=_("Follows them from"))
    until = DayField(
        label=_("No longer from"),
        required=False,
        help_text=_("Only where the decision names an end."),
    )

    def __init__(self, *args: Any, cells: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cells"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 (narrows the type)
        field.queryset = Unit.objects.filter(pk__in=cells).select_related("kind").order_by("code")

    @property
    def ticked(self) -> set[str]:
        """Return the cells that are ticked, as the page is shown."""
        return {str(value) for value in self["cells"].value() or []}


class EndForm(forms.Form):
    """The day from which an official follows some cells no longer, and why."""

    assignments = forms.ModelMultipleChoiceField(
        label=_("Cells followed no longer"),
        queryset=Assignment.objects.none(),
        error_messages={
            "required": _("Tick at least one cell."),
            "invalid_choice": _("One of these was changed meanwhile. Look again and tick anew."),
        },
    )
    until = DayField(label=_("No longer from"))
    because = LineField(
        label=_("Why"), missing=_("Write why, for example: has moved to other work.")
    )

    def __init__(self, *args: Any, rows: Collection[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignments"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 (narrows the type)
        field.queryset = Assignment.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")

    @property
    def ticked(self) -> set[str]:
        """Return the assignments that are ticked, as the page is shown."""
        return {str(value) for value in self["assignments"].value() or []}
