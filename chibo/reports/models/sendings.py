"""The way of a signed report up the tree."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sending(models.Model):
    """That one version of a report was sent to the unit above, and what that one did with it.

    `Report.state` says where it stands; here is when, and by whom.
    """

    report = models.OneToOneField("reports.Report", models.PROTECT, related_name="sending")
    # The unit above on the day it was sent.
    to = models.ForeignKey("units.Unit", models.PROTECT, related_name="reports_received")
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.CharField(_("sent by"), max_length=60)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    received_by = models.CharField(_("received by"), max_length=60, blank=True)
    # Approved, or returned with the reason.
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=60, blank=True)
    returned_because = models.CharField(_("returned because"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sending of a report")
        verbose_name_plural = _("sendings of reports")
        constraints = [
            models.CheckConstraint(
                name="sending_received_by_somebody",
                condition=models.Q(received_at=None, received_by="")
                | (models.Q(received_at__isnull=False) & ~models.Q(received_by="")),
            ),
            models.CheckConstraint(
                name="sending_decided_by_somebody",
                condition=models.Q(decided_at=None, decided_by="", returned_because="")
                | (models.Q(decided_at__isnull=False) & ~models.Q(decided_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} to {self.to_id}"
