"""The meeting itself, and the day a cell usually meets on."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class Habit(models.Model):
    """The day of the month, hour and place a cell usually meets, for a period."""

    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="habits")
    day = models.PositiveSmallIntegerField(_("day of the month"), default=3)
    hour = models.TimeField(_("hour"))
    place = models.CharField(_("place"), max_length=120)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("usual meeting day")
        verbose_name_plural = _("usual meeting days")
        constraints = [
            models.CheckConstraint(
                name="habit_day_in_every_month", condition=models.Q(day__gte=1, day__lte=28)
            ),
            models.UniqueConstraint(
                name="habit_one_open", fields=["cell"], condition=models.Q(until=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} on the {self.day} from {self.since}"


class Meeting(models.Model):
    """One sitting of one cell, or of its committee.

    Planned, then noticed, held, closed (the cell approved the minutes) and in the book, after
    which nothing of it changes; a later correction is an annex. A month's regular and thematic
    meetings are two meetings even on one evening.
    """

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular meeting")
        THEMATIC = "thematic", _("thematic meeting")
        COMMITTEE = "committee", _("meeting of the cell committee")
        EXTRAORDINARY = "extraordinary", _("extraordinary meeting")
        ADMISSION = "admission", _("admission meeting")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        NOTICED = "noticed", _("noticed")
        HELD = "held", _("held")
        CLOSED = "closed", _("closed")
        SEALED = "sealed", _("in the book")
        CANCELLED = "cancelled", _("not held")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="meetings")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.REGULAR)
    # The month it counts for, by its first day.
    month = models.DateField(_("month"))
    theme = models.CharField(_("theme"), max_length=200, blank=True)
    # The day first planned is kept when the meeting moves.
    planned_on = models.DateField(_("first planned on"))
    starts_at = models.DateTimeField(_("starts at"))
    place = models.CharField(_("place"), max_length=120)
    moved_because = models.CharField(_("moved because"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    cancelled_because = models.CharField(_("not held because"), max_length=200, blank=True)

    noticed_at = models.DateTimeField(_("notice sent at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    chair = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    chair_because = models.CharField(_("why not the secretary"), max_length=200, blank=True)
    # Thư ký, who writes the minutes; not bí thư.
    meeting_secretary = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_back = models.BooleanField(_("minutes read back"), default=False)
    approved = models.BooleanField(_("approved by the cell"), default=False)
    reserved_opinions = models.TextField(_("reserved opinions"), blank=True)
    # "Số 31-BB/CB": runs from 1 through one term of office.
    minutes_number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    term = models.ForeignKey("people.Term", models.PROTECT, null=True, blank=True, related_name="+")
    # Counts the saves of the plan, so that a stale form is noticed.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                name="meeting_month_is_first_day", condition=models.Q(month__day=1)
            ),
            models.CheckConstraint(
                name="meeting_held_has_opened",
                condition=~models.Q(state__in=["held", "closed", "sealed"])
                | models.Q(opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_closed_is_whole",
                condition=~models.Q(state__in=["closed", "sealed"])
                | models.Q(
                    closed_at__isnull=False,
                    ended_at__isnull=False,
                    chair__isnull=False,
                    meeting_secretary__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_has_reason",
                condition=~models.Q(state="cancelled") | ~models.Q(cancelled_because=""),
            ),
            models.UniqueConstraint(
                name="meeting_one_regular_a_month",
                fields=["cell", "month"],
                condition=models.Q(kind="regular") & ~models.Q(state="cancelled"),
            ),
            models.UniqueConstraint(
                name="meeting_number_once_a_term",
                fields=["term", "minutes_number"],
                condition=models.Q(minutes_number__isnull=False, term__isnull=False),
            ),
            models.UniqueConstraint(
                name="meeting_number_once_without_term",
                fields=["cell", "minutes_number"],
                condition=models.Q(minutes_number__isnull=False, term=None),
            ),
        ]
        indexes = [models.Index(name="meeting_of_cell", fields=["cell", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.kind} {self.month:%Y-%m} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("room:detail", args=[self.pk])

    @property
    def resolves(self) -> bool:
        """Say whether the cell can adopt a resolution in it; its committee alone cannot."""
        return self.kind != self.Kind.COMMITTEE
