"""Units, their names and their places in the tree, each for a period."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.Model):
    """What a unit is: a village cell, a commune committee, a district. Kinds are data."""

    code = models.SlugField(_("code"), primary_key=True, max_length=40)
    name = models.CharField(_("name"), max_length=80)
    is_cell = models.BooleanField(_("is a cell"), default=False)
    is_village_cell = models.BooleanField(_("is a village or street cell"), default=False)
    is_grassroots = models.BooleanField(_("is a grassroots organisation"), default=False)
    # A province or district: its committee is a cấp ủy; a grassroots one's is a đảng ủy.
    is_above_grassroots = models.BooleanField(_("is above grassroots organisations"), default=False)
    # Top first: a province before a commune before a cell.
    level = models.PositiveSmallIntegerField(_("level"))

    class Meta:
        verbose_name = _("kind of unit")
        verbose_name_plural = _("kinds of units")
        constraints = [
            models.CheckConstraint(
                name="unitkind_village_cell_is_cell",
                condition=models.Q(is_village_cell=False) | models.Q(is_cell=True),
            ),
            models.CheckConstraint(
                name="unitkind_above_grassroots_is_neither_cell_nor_grassroots",
                condition=models.Q(is_above_grassroots=False)
                | models.Q(is_cell=False, is_grassroots=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Unit(models.Model):
    """One organisation, from its founding to its end.

    Its name and its parent change over time: see UnitName and Placement.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="units")
    since = models.DateField(_("founded on"))
    until = models.DateField(_("ended on"), null=True, blank=True)
    # The place named in the head of its documents: "Trung Thượng, ngày 03 tháng 12 năm 2026".
    place = models.CharField(_("place in documents"), max_length=80, blank=True)

    # Its name on the day asked for; only on units that come from `queries.existing`.
    name: str
    full_name: str

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Decision(models.Model):
    """A numbered decision that changes the tree on a date; undone only before that date."""

    number = models.CharField(_("number"), max_length=40)
    signed_on = models.DateField(_("signed on"))
    effective_on = models.DateField(_("in effect from"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    # The steps as they were given. Events vanish when a decision is undone; this stays.
    steps = models.JSONField(_("steps"), default=list)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                name="decision_carried_out_once",
                fields=["number", "signed_on"],
                condition=models.Q(undone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.signed_on}"


class UnitEvent(models.Model):
    """What a decision did to one unit."""

    class Kind(models.TextChoices):
        FOUND = "found", _("found")
        RENAME = "rename", _("rename")
        MOVE = "move", _("move")
        MERGE = "merge", _("merge")
        SPLIT = "split", _("split")
        DISSOLVE = "dissolve", _("dissolve")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="events")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="events")
    # The unit merged into, or split from.
    other = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("event of a unit")
        verbose_name_plural = _("events of units")
        constraints = [
            models.CheckConstraint(
                name="unitevent_other_goes_with_merge_and_split",
                condition=models.Q(kind__in=["merge", "split"], other__isnull=False)
                | ~models.Q(kind__in=["merge", "split"]) & models.Q(other=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} by {self.decision_id}"


class UnitPeriod(models.Model):
    """Something true of a unit for a period, begun and ended by events of decisions."""

    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    begun_by = models.ForeignKey(UnitEvent, models.PROTECT, null=True, blank=True, related_name="+")
    ended_by = models.ForeignKey(UnitEvent, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class UnitName(UnitPeriod):
    """The name a unit bears for a period, without its kind: "bản Máy"."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    # "Chi bộ bản Máy", as the head of a document says it.
    full_name = models.CharField(_("full name"), max_length=250)
    folded = models.CharField(max_length=250, db_index=True, editable=False)

    class Meta:
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        constraints = [
            models.UniqueConstraint(
                name="unitname_one_open", fields=["unit"], condition=models.Q(until=None)
            ),
            models.UniqueConstraint(name="unitname_begins_once", fields=["unit", "since"]),
            models.CheckConstraint(
                name="unitname_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name} {self.since}"


class Placement(UnitPeriod):
    """A unit's place under a parent for a period; a root has none."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="child_placements")

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.UniqueConstraint(
                name="placement_one_open", fields=["unit"], condition=models.Q(until=None)
            ),
            models.UniqueConstraint(name="placement_begins_once", fields=["unit", "since"]),
            models.CheckConstraint(
                name="placement_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
            ),
            models.CheckConstraint(
                name="placement_not_under_itself",
                condition=~models.Q(unit=models.F("parent")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} under {self.parent_id} {self.since}"


class Ancestry(models.Model):
    """Derived from placements: above whom a unit stood, and when.

    Every unit is its own ancestor at depth 0 while it exists, so that "this unit and all
    below it" is one condition. Rebuilt by `tree.rebuild`, never written by hand.
    """

    ancestor = models.ForeignKey(Unit, models.PROTECT, related_name="below")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="above")
    depth = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        verbose_name = _("ancestry")
        verbose_name_plural = _("ancestries")
        indexes = [
            models.Index(name="ancestry_down", fields=["ancestor", "since", "until"]),
            models.Index(name="ancestry_up", fields=["unit", "depth"]),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} above {self.unit_id} {self.since}"
