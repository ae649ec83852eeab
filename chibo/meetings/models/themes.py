"""The thematic plan of a year: its themes, and what of it the superior was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class PlannedTheme(models.Model):
    """One theme that a cell means to take up in a month. Moved or let go, it stays, with why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="planned_themes")
    # The month it is planned for, by its first day; a plan is that of the month's year.
    month = models.DateField(_("month"))
    # The month first planned is kept when the theme moves.
    first_month = models.DateField(_("first planned for"))
    moved_because = models.CharField(_("moved because"), max_length=200, blank=True)
    title = models.CharField(_("theme"), max_length=200)
    presenter = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    # The meeting planned for it; without one it is the thematic meeting of its month.
    meeting = models.OneToOneField(
        "meetings.Meeting", models.PROTECT, null=True, blank=True, related_name="planned_theme"
    )
    dropped_on = models.DateField(_("let go on"), null=True, blank=True)
    dropped_because = models.CharField(_("let go because"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("planned theme")
        verbose_name_plural = _("planned themes")
        constraints = [
            models.CheckConstraint(
                name="plannedtheme_months_are_first_days",
                condition=models.Q(month__day=1, first_month__day=1),
            ),
            models.CheckConstraint(
                name="plannedtheme_moved_has_reason",
                condition=models.Q(month=models.F("first_month")) | ~models.Q(moved_because=""),
            ),
            models.CheckConstraint(
                name="plannedtheme_dropped_goes_with_its_reason",
                condition=models.Q(dropped_on=None, dropped_because="")
                | (models.Q(dropped_on__isnull=False) & ~models.Q(dropped_because="")),
            ),
        ]
        indexes = [models.Index(name="plannedtheme_of_cell", fields=["cell", "month"])]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.month:%Y-%m} {self.title[:40]}"


class ThemePlan(models.Model):
    """A cell's plan of a year as it was told to the superior. Told again, it is a new row.

    Those above read this and not the plan itself, which stays in the cell while it changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="theme_plans")
    year = models.PositiveSmallIntegerField(_("year"))
    # Its themes as they stood, in order: {"key", "month": "2026-03", "title", "presenter"}.
    lines = models.JSONField(_("themes"))
    told_at = models.DateTimeField(_("told at"))
    told_by = models.CharField(_("told by"), max_length=60)

    class Meta:
        verbose_name = _("thematic plan")
        verbose_name_plural = _("thematic plans")
        indexes = [models.Index(name="themeplan_of_cell", fields=["cell", "year", "told_at"])]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.year} {self.told_at:%Y-%m-%d}"
