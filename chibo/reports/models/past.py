"""Monthly figures of before, as old reports have them: apart from facts, and marked everywhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class PastImport(models.Model):
    """One file of old figures that was brought in; taken back as a whole."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="past_imports")
    file = models.CharField(_("file"), max_length=200)
    rows = models.PositiveIntegerField(_("rows"))
    imported_at = models.DateTimeField(_("brought in at"))
    imported_by = models.CharField(_("brought in by"), max_length=60)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.CharField(_("taken back by"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("import of old figures")
        verbose_name_plural = _("imports of old figures")
        constraints = [
            models.CheckConstraint(
                name="pastimport_undone_by_somebody",
                condition=models.Q(undone_at=None, undone_by="")
                | (models.Q(undone_at__isnull=False) & ~models.Q(undone_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.file}"


class PastFigures(models.Model):
    """What an old report says of one unit's month. Never a fact: nothing is computed from it.

    An empty figure is one that the report does not have; it is not zero.
    """

    brought_in = models.ForeignKey(PastImport, models.PROTECT, related_name="figures")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="past_figures")
    month = models.DateField(_("month"))
    expected = models.PositiveIntegerField(_("meetings due"), null=True, blank=True)
    met = models.PositiveIntegerField(_("meetings held"), null=True, blank=True)
    on_time = models.PositiveIntegerField(_("held on schedule"), null=True, blank=True)
    thematic = models.PositiveIntegerField(_("thematic meetings"), null=True, blank=True)
    must_attend = models.PositiveIntegerField(_("must attend"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("present"), null=True, blank=True)
    members = models.PositiveIntegerField(_("members"), null=True, blank=True)
    good = models.PositiveIntegerField(_("graded good"), null=True, blank=True)
    fair = models.PositiveIntegerField(_("graded fair"), null=True, blank=True)
    average = models.PositiveIntegerField(_("graded average"), null=True, blank=True)
    poor = models.PositiveIntegerField(_("graded poor"), null=True, blank=True)

    class Meta:
        verbose_name = _("figures of before")
        verbose_name_plural = _("figures of before")
        constraints = [
            models.UniqueConstraint(name="pastfigures_once", fields=["unit", "month"]),
            models.CheckConstraint(
                name="pastfigures_month_is_first_day", condition=models.Q(month__day=1)
            ),
            models.CheckConstraint(
                name="pastfigures_no_more_held_than_due",
                condition=models.Q(expected=None)
                | models.Q(met=None)
                | models.Q(met__lte=models.F("expected")),
            ),
            models.CheckConstraint(
                name="pastfigures_no_more_present_than_due",
                condition=models.Q(must_attend=None)
                | models.Q(attended=None)
                | models.Q(attended__lte=models.F("must_attend")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m}"
