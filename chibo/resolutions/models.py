"""Resolutions, tasks and results."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class Theme(models.Model):
    """A field of work by which results are shown: irrigation, crops, the poor."""

    code = models.SlugField(_("code"), primary_key=True, max_length=30)
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.code


class Resolution(models.Model):
    """A text the cell adopts at a meeting. It gets its number when it is adopted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.OneToOneField("meetings.Meeting", models.PROTECT, related_name="resolution")
    text = models.TextField(_("text"), blank=True)
    vote = models.ForeignKey(
        "meetings.Vote", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Runs from 1 through one term of office, per kind of document.
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    symbol = models.CharField(_("symbol"), max_length=12, default="NQ/CB")
    term = models.ForeignKey("people.Term", models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        constraints = [
            models.UniqueConstraint(
                name="resolution_number_once_a_term",
                fields=["term", "symbol", "number"],
                condition=models.Q(number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or '?'}-{self.symbol} of {self.meeting_id}"

    @property
    def label(self) -> str:
        """Return "05-NQ/CB", or nothing while it has no number."""
        return "" if self.number is None else f"{self.number:02}-{self.symbol}"


class Task(models.Model):
    """What someone is to do by a day, as a meeting decided it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="tasks")
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="tasks")
    item = models.ForeignKey("meetings.AgendaItem", models.PROTECT, related_name="tasks")
    # The task this one goes on with, when a meeting took an unfinished one up again.
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    what = models.CharField(_("what"), max_length=200)
    owner = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    owner_group = models.CharField(_("group"), max_length=100, blank=True)
    due_on = models.DateField(_("due on"))
    expected = models.CharField(_("done when"), max_length=200, blank=True)
    # "400 mét": a number makes next month's review easy.
    amount = models.DecimalField(
        _("amount"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    measure = models.CharField(_("measure"), max_length=30, blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    # Set when the cell lets it go, with its reason. The day came later: older rows have none.
    dropped_because = models.CharField(_("dropped because"), max_length=200, blank=True)
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.CheckConstraint(
                name="task_has_one_owner",
                condition=models.Q(owner__isnull=False, owner_group="")
                | (models.Q(owner=None) & ~models.Q(owner_group="")),
            ),
            models.CheckConstraint(
                name="task_dropped_for_a_reason",
                condition=models.Q(dropped_on=None) | ~models.Q(dropped_because=""),
            ),
            models.CheckConstraint(
                name="task_done_or_dropped",
                condition=models.Q(done_on=None) | models.Q(dropped_on=None),
            ),
        ]
        indexes = [models.Index(name="task_of_cell", fields=["cell", "done_on", "due_on"])]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.what[:40]}"

    def get_absolute_url(self) -> str:
        return reverse("resolutions:task", args=[self.pk])


class Result(models.Model):
    """What came of a task so far, said by its owner or typed for him."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="results")
    reported_on = models.DateField(_("reported on"))
    text = models.CharField(_("result"), max_length=300, blank=True)
    # In all so far, not since the last report.
    amount = models.DecimalField(
        _("amount"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    is_done = models.BooleanField(_("done"), default=False)
    # The account that typed it; and whether that was not the owner himself.
    typed_by = models.CharField(_("typed by"), max_length=120)
    for_owner = models.BooleanField(_("typed for the owner"), default=False)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return f"{self.task_id} {self.reported_on}"


class Extension(models.Model):
    """More time for a task, with its reason."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="extensions")
    until = models.DateField(_("new day"))
    before = models.DateField(_("day before"))
    because = models.CharField(_("because"), max_length=200)
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")

    def __str__(self) -> str:
        return f"{self.task_id} until {self.until}"
