"""Who came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class RollMark(models.Model):
    """One person's line of the roll. No line means: not called yet."""

    class Mark(models.TextChoices):
        PRESENT = "present", _("present")
        EXCUSED = "excused", _("absent with reason")
        UNEXCUSED = "unexcused", _("absent without reason")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="roll")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    mark = models.CharField(_("mark"), max_length=10, choices=Mark)
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    arrived_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    class Meta:
        verbose_name = _("line of the roll")
        verbose_name_plural = _("lines of the roll")
        constraints = [
            models.UniqueConstraint(name="rollmark_one_a_person", fields=["meeting", "person"]),
            models.CheckConstraint(
                name="rollmark_times_go_with_present",
                condition=models.Q(mark="present", arrived_at__isnull=False)
                | (~models.Q(mark="present") & models.Q(arrived_at=None, left_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id} {self.mark}"


class Guest(models.Model):
    """Someone who sits in: a superior, an official who follows the cell, an invited person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="guests")
    name = models.CharField(_("name"), max_length=100)
    title = models.CharField(_("title"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.name}"
