"""Who follows which cells."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class Assignment(models.Model):
    """An official follows a cell for a period, by a numbered decision.

    It is bound to the cell and not to its place in the tree: moving either changes nothing here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    official = models.ForeignKey("people.Person", models.PROTECT, related_name="assignments")
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="assignments")
    # The committee that assigned: its office keeps the assignment.
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="assignments_given")
    decision_number = models.CharField(_("number of the decision"), max_length=40)
    decided_on = models.DateField(_("decided on"))
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    ended_because = models.CharField(_("ended because"), max_length=200, blank=True)
    # The role at the cell that came with it, and ends with it; none for who has no account, or
    # had this role here before. An office may take the role back alone: the assignment stays.
    grant = models.ForeignKey(
        "access.Grant", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                name="assignment_one_open",
                fields=["official", "cell"],
                condition=models.Q(until=None),
            ),
            models.CheckConstraint(
                name="assignment_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
            ),
            models.CheckConstraint(
                name="assignment_reason_goes_with_end",
                condition=models.Q(ended_because="") | models.Q(until__isnull=False),
            ),
        ]
        indexes = [models.Index(name="assignment_of_cell", fields=["cell", "since", "until"])]

    def __str__(self) -> str:
        return f"{self.official_id} follows {self.cell_id} since {self.since}"
