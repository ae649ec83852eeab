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


class Scored(models.Model):
    """How something was scored by one side. What a later one replaces is kept."""

    class Kind(models.TextChoices):
        SELF = "self", _("the cell itself")
        ATTENDING = "attending", _("the official who sat in")
        SUPERIOR = "superior", _("the superior committee")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
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
    written_by = models.CharField(_("written by"), max_length=60)
    written_at = models.DateTimeField(_("written at"))
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    class Meta:
        abstract = True


class Assessment(Scored):
    """How one meeting was scored by one side."""

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="assessments")
    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="assessments")
    # How the cell voted on its own score.
    in_favour = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    vote_base = models.PositiveSmallIntegerField(_("counted on"), null=True, blank=True)
    vote_needed = models.PositiveSmallIntegerField(_("needed"), null=True, blank=True)

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


class YearAssessment(Scored):
    """How one cell's year was scored by itself or by the committee above, by an annual sheet.

    Nobody sits in with a year, so there is no third side.
    """

    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="year_assessments")
    year = models.PositiveSmallIntegerField(_("year"))
    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="year_assessments")

    class Meta:
        verbose_name = _("assessment of a year")
        verbose_name_plural = _("assessments of years")
        constraints = [
            models.UniqueConstraint(
                name="yearassessment_one_of_a_kind",
                fields=["cell", "year", "kind"],
                condition=models.Q(replaced_at=None),
            ),
            models.CheckConstraint(
                name="yearassessment_by_the_cell_or_above",
                condition=models.Q(kind__in=["self", "superior"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.year} {self.kind} {self.points}/{self.most}"


class PeriodAnswer(models.Model):
    """What one side said of an event that forces the grade of a cell's quarter or year.

    Asked where the meetings' sheet has a rule for the period and no measure proves the event. What
    a later answer replaces is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="period_answers")
    year = models.PositiveSmallIntegerField(_("year"))
    # 1..4; 0 is the year itself.
    quarter = models.PositiveSmallIntegerField(_("quarter"), default=0)
    event = models.CharField(_("event"), max_length=40)
    kind = models.CharField(_("whose"), max_length=9, choices=Scored.Kind)
    happened = models.BooleanField(_("happened"))
    written_by = models.CharField(_("written by"), max_length=60)
    written_at = models.DateTimeField(_("written at"))
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer about a period")
        verbose_name_plural = _("answers about periods")
        constraints = [
            models.UniqueConstraint(
                name="periodanswer_one_of_a_side",
                fields=["cell", "year", "quarter", "event", "kind"],
                condition=models.Q(replaced_at=None),
            ),
            models.CheckConstraint(
                name="periodanswer_of_a_quarter_or_the_year",
                condition=models.Q(quarter__lte=4),
            ),
            models.CheckConstraint(
                name="periodanswer_by_the_cell_or_above",
                condition=models.Q(kind__in=["self", "superior"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.year}/{self.quarter} {self.event} {self.happened}"
