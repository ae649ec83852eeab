"""The book: sealed records in order, each bound to the one before by its hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SealedRecord(models.Model):
    """One page of a cell's book. `canonical` is what was sealed; the rest is derived from it."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("minutes")
        ANNEX = "annex", _("correction")

    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="sealed_records")
    sequence = models.PositiveIntegerField(_("number in the book"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="sealed_records")
    # RFC 8785 JSON as UTF-8, byte for byte what the hash was taken of.
    canonical = models.BinaryField(_("sealed text"))
    sha256 = models.CharField(_("hash"), max_length=64)
    previous_sha256 = models.CharField(_("hash of the one before"), max_length=64, blank=True)
    sealed_at = models.DateTimeField(_("in the book since"))
    sealed_by = models.CharField(_("entered by"), max_length=60)

    class Meta:
        verbose_name = _("sealed record")
        verbose_name_plural = _("sealed records")
        constraints = [
            models.UniqueConstraint(name="sealedrecord_in_order", fields=["cell", "sequence"]),
            models.UniqueConstraint(
                name="sealedrecord_one_minutes_a_meeting",
                fields=["meeting"],
                condition=models.Q(kind="meeting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} #{self.sequence} {self.sha256[:12]}"


class Posting(models.Model):
    """That a meeting's papers are on the Party's e-handbook: since when, and who noted it.

    Chibo makes the files and has no line to the e-handbook, so this is what someone says.
    """

    meeting = models.OneToOneField("meetings.Meeting", models.PROTECT, related_name="posting")
    posted_on = models.DateField(_("posted on"))
    noted_by = models.CharField(_("noted by"), max_length=60)
    noted_at = models.DateTimeField(_("noted at"))

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.posted_on}"


class MonthlyFacts(models.Model):
    """What one cell's month comes to. Boards and reports read these rows only.

    Written with every step of its regular meeting, in the same transaction, when one is sealed,
    when somebody above scores it, and when an official sat in; `chibo book rebuild-facts` computes
    them anew. What a record gives is zero, and the path empty, until one is in the book.
    """

    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="facts")
    month = models.DateField(_("month"))
    # Codes of the units above on the day of the meeting, top first: "TH/QS/QS.01".
    path = models.CharField(_("path"), max_length=200, blank=True)
    # How far the regular meeting is on its way, as `Meeting.state`; "" before one is planned.
    state = models.CharField(_("state"), max_length=10, blank=True)
    planned_on = models.DateField(_("first planned on"), null=True)
    meets_on = models.DateField(_("day"), null=True)
    noticed_on = models.DateField(_("notice sent on"), null=True)
    closed_on = models.DateField(_("closed on"), null=True)
    # Why it moved or was called off.
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # By when its minutes are to be in the book, under the value that held; None: nobody set one.
    seal_due_on = models.DateField(_("in the book by"), null=True)
    regular_met = models.BooleanField(_("met"), default=False)
    regular_on_time = models.BooleanField(_("met on the planned day"), default=False)
    thematic_met = models.BooleanField(_("thematic met"), default=False)
    must_attend = models.PositiveSmallIntegerField(default=0)
    attended = models.PositiveSmallIntegerField(default=0)
    unexcused = models.PositiveSmallIntegerField(default=0)
    speakers = models.PositiveSmallIntegerField(default=0)
    length_minutes = models.PositiveSmallIntegerField(default=0)
    tasks_due = models.PositiveSmallIntegerField(default=0)
    tasks_done = models.PositiveSmallIntegerField(default=0)
    # Of the day of the regular meeting, as its record has them.
    members = models.PositiveSmallIntegerField(default=0)
    official = models.PositiveSmallIntegerField(default=0)
    exempt = models.PositiveSmallIntegerField(default=0)
    elsewhere = models.PositiveSmallIntegerField(default=0)
    # What the regular meeting came to: whether it adopted a resolution, tasks given, proposals.
    resolutions = models.PositiveSmallIntegerField(default=0)
    tasks_given = models.PositiveSmallIntegerField(default=0)
    proposals = models.PositiveSmallIntegerField(default=0)
    # Whether an office typed its minutes for the cell.
    typed_on_behalf = models.BooleanField(default=False)
    # Officials who were to sit in, and who did.
    visits_due = models.PositiveSmallIntegerField(default=0)
    visits_done = models.PositiveSmallIntegerField(default=0)
    held_on = models.DateField(_("held on"), null=True)
    sealed_on = models.DateField(_("in the book on"), null=True)
    # How the regular meeting was scored, by each side; nothing where a side did not score it.
    self_points = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    self_most = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    self_grade = models.CharField(max_length=60, blank=True)
    attending_points = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    attending_most = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    attending_grade = models.CharField(max_length=60, blank=True)
    superior_points = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    superior_most = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    superior_grade = models.CharField(max_length=60, blank=True)
    # The one that holds, of the side the sheet lets decide.
    grade = models.CharField(_("grade"), max_length=60, blank=True)
    # Of the lines that the record proves: what it gave by itself when the cell scored itself, the
    # most of these lines, and what the cell gave itself there.
    evidence_points = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    evidence_most = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    evidence_given = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    # The id of the score sheet; the book knows no sheets, so it is no foreign key.
    sheet = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("facts of a month")
        verbose_name_plural = _("facts of months")
        constraints = [
            models.UniqueConstraint(name="monthlyfacts_one_a_month", fields=["cell", "month"]),
        ]
        indexes = [models.Index(name="monthlyfacts_by_month", fields=["month", "path"])]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.month:%Y-%m}"


class Passage(models.Model):
    """One thing that can be found on a page of the book, as words to search.

    Written when the page is sealed, in the same transaction; `chibo rebuild-search` makes it
    anew from the page. What it says stands in the page and nowhere else.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("the meeting")
        ITEM = "item", _("agenda item")
        RESOLUTION = "resolution", _("resolution")
        TASK = "task", _("task")
        CORRECTION = "correction", _("correction")

    record = models.ForeignKey(SealedRecord, models.CASCADE, related_name="passages")
    # Which of the passages of its page, from 0; see book.passages.
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    # The day of the meeting, or on which the correction was entered.
    day = models.DateField(_("day"))
    # " nao vet muong na kha ": see base.text.words_apart.
    folded = models.TextField(editable=False)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(name="passage_in_order", fields=["record", "position"]),
        ]
        indexes = [models.Index(name="passage_of_cell", fields=["cell", "day"])]

    def __str__(self) -> str:
        return f"{self.record_id} {self.position} {self.kind}"
