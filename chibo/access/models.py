"""Roles granted at a unit for a period."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Grant(models.Model):
    """An account holds a role at a unit, and below it, for a period."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        MEETING_SECRETARY = "meeting_secretary", _("minute-taker")
        COMMITTEE_MEMBER = "committee_member", _("member of the cell committee")
        DEPUTY_SECRETARY = "deputy_secretary", _("deputy secretary of the cell")
        SECRETARY = "secretary", _("secretary of the cell")
        OFFICE = "office", _("committee office")
        SUPERVISOR = "supervisor", _("official who follows cells")
        BOARD = "board", _("organisation board")
        TECHNICIAN = "technician", _("technician")

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="grants")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("grant of a role")
        verbose_name_plural = _("grants of roles")
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
            ),
            models.UniqueConstraint(
                name="grant_one_open",
                fields=["account", "role", "unit"],
                condition=models.Q(until=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} at {self.unit_id}"
