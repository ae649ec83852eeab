"""Persons and what holds of them for a period: in which cell, of what standing, in what post.

Law 12: names, membership dates, cell, posts. No ethnic group, religion, home or income.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """A member of the Party, or someone who was or may become one."""

    full_name = models.CharField(_("full name"), max_length=100)
    name_key = models.CharField(max_length=250, db_index=True, editable=False)
    folded = models.CharField(max_length=120, db_index=True, editable=False)
    # Dates as the registers hold them: "1988-09-05", "1988-09", "1988" or nothing.
    born = models.CharField(_("born"), max_length=10, blank=True)
    # The day of the decision to admit him: party age counts from it.
    joined = models.CharField(_("admitted on"), max_length=10, blank=True)
    # The day of the ceremony: probation counts from it. Nothing for those long since official.
    ceremony = models.CharField(_("admission ceremony on"), max_length=10, blank=True)
    # The day from which he is an official member; nothing while on probation.
    official = models.CharField(_("official from"), max_length=10, blank=True)
    card_number = models.CharField(_("card number"), max_length=20, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    has_smartphone = models.BooleanField(_("has a smartphone"), default=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        constraints = [
            models.UniqueConstraint(
                name="person_card_number_once",
                fields=["card_number"],
                condition=~models.Q(card_number=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.full_name}"


class PersonPeriod(models.Model):
    """Something true of a person for a half-open period of days."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="%(class)ss")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=80, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
            ),
        ]


class TreePeriod(PersonPeriod):
    """A period at a unit, which a decision on the tree may begin or cut short.

    A decision undone before its day deletes what it began and restores what it cut.
    """

    begun_by = models.ForeignKey(
        "units.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    cut_by = models.ForeignKey(
        "units.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The planned end that the decision cut; nothing when the period had none.
    cut_from = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            *PersonPeriod.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_cut_by_a_decision_has_ended",
                condition=models.Q(cut_by=None, cut_from=None)
                | models.Q(cut_by__isnull=False, until__isnull=False),
            ),
        ]


class Membership(TreePeriod):
    """In which cell a person meets: official activity, or temporary while away from it."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official activity")
        TEMPORARY = "temporary", _("temporary activity")

    class Ending(models.TextChoices):
        """Why a membership ended; the last of a person says why he left."""

        MOVED = "moved", _("moved to another cell here")
        MOVED_OUT = "moved_out", _("moved to a cell elsewhere")
        RETURNED = "returned", _("returned from temporary activity")
        DIED = "died", _("died")
        REMOVED = "removed", _("removed from the roll")
        EXPELLED = "expelled", _("expelled")
        LEFT = "left", _("left by own wish")

    # Nothing only for temporary activity in a cell that this installation does not hold.
    cell = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    place = models.CharField(_("place outside"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OFFICIAL)
    ending = models.CharField(_("ended because"), max_length=10, choices=Ending, blank=True)

    class Meta(TreePeriod.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            *TreePeriod.Meta.constraints,
            models.UniqueConstraint(
                name="membership_one_open_of_a_kind",
                fields=["person", "kind"],
                condition=models.Q(until=None),
            ),
            models.UniqueConstraint(
                name="membership_begins_once", fields=["person", "kind", "since"]
            ),
            models.CheckConstraint(
                name="membership_cell_or_place",
                condition=models.Q(cell__isnull=False, place="")
                | models.Q(cell=None, kind="temporary") & ~models.Q(place=""),
            ),
            models.CheckConstraint(
                name="membership_ending_goes_with_end",
                condition=models.Q(ending="") | models.Q(until__isnull=False),
            ),
        ]
        indexes = [models.Index(name="membership_of_cell", fields=["cell", "since", "until"])]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.cell_id} {self.since}"


class Standing(PersonPeriod):
    """What sets a member apart from the others for a period; it ends by itself on its day."""

    class Kind(models.TextChoices):
        EXEMPT = "exempt", _("exempt from meetings")
        TEMPORARILY_EXEMPT = "temporarily_exempt", _("exempt for a time")
        WORKING_AWAY = "working_away", _("working away")
        SUSPENDED = "suspended", _("suspended")
        DETAINED = "detained", _("detained")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    note = models.CharField(_("note"), max_length=120, blank=True)

    class Meta(PersonPeriod.Meta):
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            *PersonPeriod.Meta.constraints,
            models.UniqueConstraint(
                name="standing_begins_once", fields=["person", "kind", "since"]
            ),
        ]
        indexes = [models.Index(name="standing_of_person", fields=["person", "since"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.since}"


class Term(models.Model):
    """A committee's term of office; numbers of documents run through one term."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="terms")
    name = models.CharField(_("name"), max_length=40)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        constraints = [
            models.UniqueConstraint(name="term_begins_once", fields=["unit", "since"]),
            models.CheckConstraint(
                name="term_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name}"


class Post(TreePeriod):
    """An office a person holds at a unit for a period."""

    class Kind(models.TextChoices):
        SECRETARY = "secretary", _("secretary of the cell")
        DEPUTY_SECRETARY = "deputy_secretary", _("deputy secretary")
        COMMITTEE_MEMBER = "committee_member", _("committee member")
        GROUP_LEADER = "group_leader", _("leader of a party group")
        STANDING_MEMBER = "standing_member", _("member of the standing committee")

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="posts")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    class Meta(TreePeriod.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            *TreePeriod.Meta.constraints,
            models.UniqueConstraint(
                name="post_one_secretary_without_end",
                fields=["unit"],
                condition=models.Q(kind="secretary", until=None),
            ),
            models.UniqueConstraint(
                name="post_begins_once", fields=["person", "unit", "kind", "since"]
            ),
        ]
        indexes = [models.Index(name="post_of_unit", fields=["unit", "since", "until"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} at {self.unit_id} {self.since}"


class Account(AbstractBaseUser):
    """What one person signs in with; it says nothing of what he may do (see access)."""

    username = models.CharField(_("name to sign in with"), max_length=60, unique=True)
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="account"
    )
    # For an office's account that stands for no single member: "Văn phòng Đảng ủy".
    title = models.CharField(_("title"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    large_text = models.BooleanField(_("very large text"), default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.username

    @property
    def shown_name(self) -> str:
        """Return how others read who did something: the person's name, else the office's."""
        return self.person.full_name if self.person else self.title or self.username
