"""What a committee offers a cell that needs help."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class HelpOffer(models.Model):
    """A note to a cell's secretary: what a committee offers, and when it will ask again.

    One offer at a time: what came of it is written down before the next. It says nothing of what
    the cell did wrong, and no score knows of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="help_offers")
    # The committee in whose name it is offered.
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="help_offered")
    note = models.TextField(_("what is offered"))
    follow_up_on = models.DateField(_("asked again on"))
    offered_on = models.DateField(_("offered on"))
    offered_by = models.CharField(_("offered by"), max_length=60)
    came_of_it = models.TextField(_("what came of it"), blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_by = models.CharField(_("closed by"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("offer of help")
        verbose_name_plural = _("offers of help")
        constraints = [
            models.UniqueConstraint(
                name="helpoffer_one_open",
                fields=["cell"],
                condition=models.Q(closed_on=None),
            ),
            models.CheckConstraint(
                name="helpoffer_is_followed_up_later",
                condition=models.Q(follow_up_on__gt=models.F("offered_on")),
            ),
            models.CheckConstraint(
                name="helpoffer_closing_is_whole",
                condition=models.Q(came_of_it="", closed_on=None, closed_by="")
                | (
                    ~models.Q(came_of_it="")
                    & models.Q(closed_on__isnull=False)
                    & ~models.Q(closed_by="")
                ),
            ),
        ]
        indexes = [models.Index(name="helpoffer_of_cell", fields=["cell", "closed_on"])]

    def __str__(self) -> str:
        return f"{self.unit_id} to {self.cell_id} {self.offered_on}"
