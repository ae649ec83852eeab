"""Score sheets in force somewhere, and how meetings were assessed by them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class ScoreSheet(models.Model):
    """One edition of a score sheet: its text, and where and when meetings are scored by it.

    Without `since` it is in force nowhere: it came with the program to be copied, or is being
    written. Once in force its text stays as it is, so that what was judged by it can be read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(_("key"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("hash"), max_length=64)
    # The sheet this one goes on with; its text is read with it.
    base = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="layers")
    # Cells at and below it are scored by it; none: it came with the program.
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="score_sheets"
    )
    since = models.DateField(_("in force from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        constraints = [
            models.CheckConstraint(
                name="scoresheet_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
            ),
            models.UniqueConstraint(
                name="scoresheet_shipped_once",
                fields=["key", "sha256"],
                condition=models.Q(unit=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.sha256[:12]}"


class Assessment(models.Model):
    """How one meeting was scored by one side. What a later one replaces is kept."""

    class Kind(models.TextChoices):
        SELF = "self", _("the cell itself")
        ATTENDING = "attending", _("the official who sat in")
        SUPERIOR = "superior", _("the superior committee")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="assessments")
    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="assessments")
    kind = models.CharField(_("whose"), max_length=9, choices=Kind)
    # Each criterion as it stood: see quality.frozen for the form.
    lines = models.JSONField(_("lines"))
    # Of each event that forces a grade, whether it happened.
    events = models.JSONField(_("events"), default=dict)
    points = models.DecimalField(_("points"), max_digits=8, decimal_places=2)
    most = models.DecimalField(_("of"), max_digits=8, decimal_places=2)
    # Empty while something is open that can change it.
    grade = models.CharField(_("grade"), max_length=60, blank=True)
    note = models.TextField(_("weaknesses and remedies"), blank=True)
    # How the cell voted on its own score.
    in_favour = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    vote_base = models.PositiveSmallIntegerField(_("counted on"), null=True, blank=True)
    vote_needed = models.PositiveSmallIntegerField(_("needed"), null=True, blank=True)
    written_by = models.CharField(_("written by"), max_length=60)
    written_at = models.DateTimeField(_("written at"))
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(
                name="assessment_one_of_a_kind",
                fields=["meeting", "kind"],
                condition=models.Q(replaced_at=None),
            ),
            models.CheckConstraint(
                name="assessment_vote_within_its_base",
                condition=models.Q(in_favour=None)
                | models.Q(in_favour__lte=models.F("vote_base"), vote_needed__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.kind} {self.points}/{self.most}"


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
