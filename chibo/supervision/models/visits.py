"""What an official found when he sat in a cell's meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class Visit(models.Model):
    """The slip of one official about one sitting of one cell; made on a phone, sent when it can.

    The cell, the office and the report see it once it has come in. Empty figures are what he did
    not note; they are not zero.
    """

    class Agenda(models.TextChoices):
        FULLY = "fully", _("followed as announced")
        PARTLY = "partly", _("followed in part")
        NOT = "not", _("not followed")

    # Made on the phone, so that sending twice is not creating twice.
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    official = models.ForeignKey("people.Person", models.PROTECT, related_name="visits")
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="visits")
    # Which meeting; None while none is known here for that day.
    meeting = models.ForeignKey(
        "meetings.Meeting", models.PROTECT, null=True, blank=True, related_name="visits"
    )
    # The month of the meeting he sat in, by its first day.
    month = models.DateField(_("month"))
    day = models.DateField(_("day"))
    came_at = models.TimeField(_("came at"))
    left_at = models.TimeField(_("left at"), null=True, blank=True)
    # What he counted himself, beside what the roll says.
    present = models.PositiveSmallIntegerField(_("present"), null=True, blank=True)
    must_attend = models.PositiveSmallIntegerField(_("must attend"), null=True, blank=True)
    speakers = models.PositiveSmallIntegerField(_("speakers"), null=True, blank=True)
    length_minutes = models.PositiveSmallIntegerField(_("length"), null=True, blank=True)
    agenda = models.CharField(_("agenda"), max_length=6, choices=Agenda, blank=True)
    minutes_book_seen = models.BooleanField(_("minutes book seen"), null=True, blank=True)
    strong_points = models.TextField(_("strong points"), blank=True)
    weak_points = models.TextField(_("weak points"), blank=True)
    follow_up = models.TextField(_("what is to be done"), blank=True)
    follow_up_on = models.DateField(_("looked at again on"), null=True, blank=True)
    followed_up_on = models.DateField(_("done on"), null=True, blank=True)
    # What he would give by the score sheet, until it can be written there: the sheet, what was
    # typed by criterion, and one reason for all. Empty when he gave no marks.
    marks = models.JSONField(_("own marks"), default=dict, blank=True)
    received_at = models.DateTimeField(_("came in at"))

    class Meta:
        verbose_name = _("visit slip")
        verbose_name_plural = _("visit slips")
        constraints = [
            models.CheckConstraint(
                name="visit_month_is_first_day", condition=models.Q(month__day=1)
            ),
            models.CheckConstraint(
                name="visit_leaves_after_coming",
                condition=models.Q(left_at=None) | models.Q(left_at__gt=models.F("came_at")),
            ),
            models.CheckConstraint(
                name="visit_follow_up_has_its_day",
                condition=models.Q(follow_up="", follow_up_on=None)
                | (~models.Q(follow_up="") & models.Q(follow_up_on__isnull=False)),
            ),
            models.UniqueConstraint(
                name="visit_one_slip_a_meeting", fields=["official", "cell", "day"]
            ),
        ]
        indexes = [models.Index(name="visit_of_cell", fields=["cell", "month"])]

    def __str__(self) -> str:
        return f"{self.official_id} at {self.cell_id} {self.day}"


class PassedUp(models.Model):
    """What a member asked those above for through a visitor; tracked until it is answered.

    The answer goes back to the cell of the member.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="passed_up")
    # Who asked, where the visitor noted it; a cell as a whole can ask, too.
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="passed_up"
    )
    text = models.TextField(_("proposal"))
    # The committee that is to answer.
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="asked_from_below")
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("proposal passed up")
        verbose_name_plural = _("proposals passed up")
        constraints = [
            models.CheckConstraint(
                name="passedup_answer_is_whole",
                condition=models.Q(answer="", answered_on=None, answered_by="")
                | (
                    ~models.Q(answer="")
                    & models.Q(answered_on__isnull=False)
                    & ~models.Q(answered_by="")
                ),
            ),
        ]
        indexes = [models.Index(name="passedup_to_unit", fields=["unit", "answered_on"])]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.text[:40]}"


class PassedUpStep(models.Model):
    """A committee that could not answer handed a proposal on to the one above it."""

    passed_up = models.ForeignKey(PassedUp, models.PROTECT, related_name="steps")
    # Who had it until then; who has it next is the unit of the following step, or of the proposal.
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    passed_on = models.DateField(_("passed on"))
    passed_by = models.CharField(_("passed on by"), max_length=60)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("step of a proposal passed up")
        verbose_name_plural = _("steps of proposals passed up")
        constraints = [
            models.UniqueConstraint(name="passedupstep_once_a_unit", fields=["passed_up", "unit"]),
        ]

    def __str__(self) -> str:
        return f"{self.passed_up_id} left {self.unit_id} {self.passed_on}"
