"""A meeting that an office of the committee types for its cell."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class Entrustment(models.Model):
    """A cell entrusts a committee's office with typing one meeting, until it is in the book.

    In force from the first day on, also while the secretary has not confirmed what the office
    wrote down of his consent; taken back or refused at any time. Who approved what was typed is
    written here when the minutes are closed.
    """

    class How(models.TextChoices):
        HERE = "here", _("on this page")
        PHONE = "phone", _("by telephone")
        PAPER = "paper", _("on paper")
        SPOKEN = "spoken", _("in person")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="entrustments")
    office = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    # As minutes call it, in the words of that day: "Văn phòng Đảng ủy xã Trung Thượng".
    office_name = models.CharField(_("office"), max_length=220)
    consented_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    how = models.CharField(_("how consent was given"), max_length=6, choices=How)
    consented_on = models.DateField(_("consent given on"))
    recorded_by = models.CharField(_("written down by"), max_length=60)
    recorded_at = models.DateTimeField(_("written down at"))
    # By the secretary himself, when an office wrote his consent down.
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_how = models.CharField(_("how it was approved"), max_length=6, choices=How, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    class Meta:
        verbose_name = _("entrustment")
        verbose_name_plural = _("entrustments")
        constraints = [
            models.UniqueConstraint(
                name="entrustment_one_open",
                fields=["meeting"],
                condition=models.Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} to {self.office_id}"
