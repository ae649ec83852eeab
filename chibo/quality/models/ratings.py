"""What members answered about a meeting, as counts. Decision 0025."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RatingPeriod(models.Model):
    """From when to when a cell has its members asked after its meetings. Off without a row."""

    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="rating_periods")
    since = models.DateTimeField(_("on since"))
    begun_by = models.CharField(_("switched on by"), max_length=60)
    until = models.DateTimeField(_("off since"), null=True, blank=True)
    ended_by = models.CharField(_("switched off by"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("period of questions")
        verbose_name_plural = _("periods of questions")
        constraints = [
            models.UniqueConstraint(
                name="ratingperiod_one_open", fields=["cell"], condition=models.Q(until=None)
            ),
            models.CheckConstraint(
                name="ratingperiod_end_has_its_writer",
                condition=models.Q(until=None, ended_by="")
                | (models.Q(until__isnull=False) & ~models.Q(ended_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} since {self.since:%Y-%m-%d}"


class RatingCount(models.Model):
    """How many gave one answer to one question about a meeting; whose they are is nowhere.

    All nine rows of a meeting are made at once and written anew with every answer, so that
    neither their keys nor how they lie in the database tell which ones grew. See decision 0025.
    """

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="rating_counts")
    question = models.CharField(_("question"), max_length=10)
    answer = models.CharField(_("answer"), max_length=6)
    count = models.PositiveSmallIntegerField(_("how many"), default=0)

    class Meta:
        verbose_name = _("count of answers")
        verbose_name_plural = _("counts of answers")
        constraints = [
            models.UniqueConstraint(
                name="ratingcount_once", fields=["meeting", "question", "answer"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.question} {self.answer}"


class RatingVoter(models.Model):
    """Whether someone who was present has answered, so that nobody does twice. Not what, nor when.

    The rows of all who were present are made at once, too, and forgotten after the days are over.
    """

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="rating_voters")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    has_answered = models.BooleanField(_("has answered"), default=False)

    class Meta:
        verbose_name = _("person asked")
        verbose_name_plural = _("persons asked")
        constraints = [
            models.UniqueConstraint(name="ratingvoter_once", fields=["meeting", "person"]),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"
