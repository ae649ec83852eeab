"""What those above ask of cells or committees below them, once, and what they answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class Request(models.Model):
    """A question to some units below one, sent once its cost was seen. Law 9."""

    class To(models.TextChoices):
        CELLS = "cells", _("all cells")
        VILLAGE_CELLS = "village_cells", _("village and street cells")
        OTHER_CELLS = "other_cells", _("cells of offices, schools, companies and others")
        COMMITTEES = "committees", _("committees of grassroots organisations")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="requests_made")
    to = models.CharField(_("whom"), max_length=14, choices=To)
    question = models.TextField(_("question"))
    # The words of the question that carry its meaning, folded and in order, by which it is known
    # again when it is asked once more.
    words = models.CharField(max_length=500, editable=False)
    purpose = models.CharField(_("what for"), max_length=300)
    # The month, quarter, half-year or year it asks about, as `quality.rules.spans` names it.
    span = models.CharField(_("about"), max_length=7)
    first_month = models.DateField(_("first month"))
    last_month = models.DateField(_("last month"))
    due_on = models.DateField(_("due on"))
    # What one answer costs those who give it, as the sender estimated it.
    minutes = models.PositiveSmallIntegerField(_("minutes for one answer"))
    # The line that is near to the question, and why it is asked all the same.
    near = models.CharField(_("near to"), max_length=60, blank=True)
    because = models.CharField(_("asked all the same, because"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.CharField(_("sent by"), max_length=60)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        constraints = [
            models.CheckConstraint(
                name="request_near_to_a_line_has_a_reason",
                condition=models.Q(near="", because="")
                | (~models.Q(near="") & ~models.Q(because="")),
            ),
            models.CheckConstraint(
                name="request_months_in_order",
                condition=models.Q(first_month__lte=models.F("last_month")),
            ),
            models.CheckConstraint(
                name="request_costs_something", condition=models.Q(minutes__gte=1)
            ),
        ]
        indexes = [models.Index(name="request_by_month", fields=["first_month", "last_month"])]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.question[:40]}"


class Answer(models.Model):
    """That one unit was asked, and what it answered; given once."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="answers")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="answers_asked")
    text = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=60, blank=True)
    # The office that typed it for a cell; None where the unit answered itself.
    typed_by_office = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(name="answer_one_a_unit", fields=["request", "unit"]),
            models.CheckConstraint(
                name="answer_is_whole",
                condition=models.Q(text="", answered_at=None, answered_by="", typed_by_office=None)
                | (
                    ~models.Q(text="")
                    & models.Q(answered_at__isnull=False)
                    & ~models.Q(answered_by="")
                ),
            ),
        ]
        indexes = [models.Index(name="answer_of_unit", fields=["unit", "answered_at"])]

    def __str__(self) -> str:
        return f"{self.unit_id} to {self.request_id}"
