"""The visits planned for a quarter, and what planning asks to be known."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class Roster(models.Model):
    """The visits of one quarter that a committee plans for its officials."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="rosters")
    # The first day of the quarter.
    first = models.DateField(_("quarter"))
    # Only those who follow a cell visit it.
    own_only = models.BooleanField(_("only those who follow the cell"), default=False)
    made_at = models.DateTimeField(_("planned at"))
    # What the plan costs as the solver left it, and what no plan can cost less than.
    cost = models.PositiveIntegerField(default=0)
    bound = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.CharField(_("published by"), max_length=60, blank=True)
    # Counts the changes, so that a plan made from an older state is not written over a newer.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("roster")
        verbose_name_plural = _("rosters")
        constraints = [
            models.UniqueConstraint(name="roster_one_a_quarter", fields=["unit", "first"]),
            models.CheckConstraint(
                name="roster_quarter_is_first_day",
                condition=models.Q(first__day=1, first__month__in=[1, 4, 7, 10]),
            ),
            models.CheckConstraint(
                name="roster_published_at_and_by",
                condition=models.Q(published_at=None, published_by="")
                | (models.Q(published_at__isnull=False) & ~models.Q(published_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} from {self.first}"


class PlannedVisit(models.Model):
    """An official is to sit in one meeting of a cell.

    Its key stays in calendars. What was told stays beside what is planned, so that a change
    shows until it is published.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="visits")
    official = models.ForeignKey("people.Person", models.PROTECT, related_name="planned_visits")
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="planned_visits")
    # Which of the cell's sittings; stays when it moves, or becomes known where it was expected.
    sitting = models.CharField(max_length=40)
    meeting = models.ForeignKey(
        "meetings.Meeting", models.PROTECT, null=True, blank=True, related_name="planned_visits"
    )
    day = models.DateField(_("day"))
    hour = models.TimeField(_("hour"))
    is_pinned = models.BooleanField(_("set by hand"), default=False)
    # The cell is asked to meet on this day instead of its own.
    is_asked = models.BooleanField(_("the cell is asked to meet then"), default=False)
    # Told before, and planned no longer.
    is_dropped = models.BooleanField(_("planned no longer"), default=False)
    # What official and cell were told last; empty while they were told nothing.
    told_day = models.DateField(_("told day"), null=True, blank=True)
    told_hour = models.TimeField(_("told hour"), null=True, blank=True)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    # How often what was told changed; calendars take a higher one for the newer (RFC 5545).
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("planned visit")
        verbose_name_plural = _("planned visits")
        constraints = [
            models.UniqueConstraint(
                name="plannedvisit_once", fields=["roster", "official", "sitting"]
            ),
            models.CheckConstraint(
                name="plannedvisit_told_is_whole",
                condition=models.Q(told_day=None, told_hour=None, told_at=None, cancelled_at=None)
                | models.Q(told_day__isnull=False, told_hour__isnull=False, told_at__isnull=False),
            ),
            models.CheckConstraint(
                name="plannedvisit_dropped_was_told",
                condition=models.Q(is_dropped=False) | models.Q(told_day__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="plannedvisit_of_official", fields=["official", "told_day"]),
            models.Index(name="plannedvisit_of_cell", fields=["cell", "told_day"]),
        ]

    def __str__(self) -> str:
        return f"{self.official_id} at {self.cell_id} {self.day}"


class CellDemand(models.Model):
    """What the office asks of one cell in one quarter beside the rule: fewer visits, or more."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="demands")
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    visits = models.PositiveSmallIntegerField(_("visits"))

    class Meta:
        verbose_name = _("demand of a cell")
        verbose_name_plural = _("demands of cells")
        constraints = [
            models.UniqueConstraint(name="celldemand_once", fields=["roster", "cell"]),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id}: {self.visits}"


class Absence(models.Model):
    """An official cannot visit for some days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    official = models.ForeignKey("people.Person", models.PROTECT, related_name="absences")
    # Whose office noted it.
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins",
                condition=models.Q(until__gt=models.F("since")),
            ),
        ]
        indexes = [models.Index(name="absence_of_official", fields=["official", "until"])]

    def __str__(self) -> str:
        return f"{self.official_id} away from {self.since}"


class Capacity(models.Model):
    """How many visits a month an official can make for a committee, where not the usual number."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    official = models.ForeignKey("people.Person", models.PROTECT, related_name="capacities")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    per_month = models.PositiveSmallIntegerField(_("visits a month"))

    class Meta:
        verbose_name = _("capacity of an official")
        verbose_name_plural = _("capacities of officials")
        constraints = [
            models.UniqueConstraint(name="capacity_once", fields=["official", "unit"]),
        ]

    def __str__(self) -> str:
        return f"{self.official_id}: {self.per_month} a month"


class Distance(models.Model):
    """How many minutes two units are apart on the road."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    one = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    other = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        verbose_name = _("distance")
        verbose_name_plural = _("distances")
        constraints = [
            models.UniqueConstraint(name="distance_once", fields=["one", "other"]),
            # Kept once, the earlier unit first.
            models.CheckConstraint(
                name="distance_in_one_direction", condition=models.Q(one__lt=models.F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id}–{self.other_id}: {self.minutes}"


class CalendarFeed(models.Model):
    """The secret address under which a calendar program asks for an official's visits."""

    official = models.OneToOneField(
        "people.Person", models.PROTECT, primary_key=True, related_name="calendar_feed"
    )
    # Only its hash is kept: who reads the table cannot read the calendar.
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return f"feed of {self.official_id}"
