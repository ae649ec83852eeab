"""What a meeting takes up: items, what was said, proposed, voted and concluded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class AgendaItem(models.Model):
    """One point of the agenda, with the reason it is there.

    The reason names the fact and points to its origin by key only: `meetings` does not know
    the rooms that put items here.
    """

    class Part(models.TextChoices):
        OPENING = "opening", _("opening")
        BODY = "body", _("content")
        CLOSING = "closing", _("closing")

    class Reason(models.TextChoices):
        TEMPLATE = "template", _("part of every meeting")
        REVIEW = "review", _("last month's resolution is reviewed")
        UNFINISHED = "unfinished", _("an unfinished task")
        PROPOSAL = "proposal", _("a member's proposal")
        RECURRING = "recurring", _("due at this time of year")
        DIRECTIVE = "directive", _("asked for from above")
        OWN = "own", _("put here by the cell committee")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        PLANNED = "planned", _("on the agenda")
        POSTPONED = "postponed", _("left for another meeting")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="items")
    part = models.CharField(_("part"), max_length=8, choices=Part, default=Part.BODY)
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    note = models.CharField(_("what it takes in"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    presenter = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    needs_vote = models.BooleanField(_("needs a vote"), default=False)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, default=Reason.OWN)
    # What the reason's sentence names: {"month": 10, "done": "250", "of": "400", …}.
    reason_facts = models.JSONField(default=dict, blank=True)
    origin_key = models.CharField(max_length=60, blank=True, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    postponed_because = models.CharField(_("left because"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            models.UniqueConstraint(
                name="agendaitem_origin_once",
                fields=["meeting", "origin_key"],
                condition=~models.Q(origin_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.position} {self.title[:40]}"


class Speech(models.Model):
    """Who spoke to an item, and the gist of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="speeches")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    guest = models.CharField(_("guest"), max_length=100, blank=True)
    gist = models.TextField(_("what was said"))
    said_at = models.DateTimeField(_("said at"))

    class Meta:
        verbose_name = _("speech")
        verbose_name_plural = _("speeches")
        constraints = [
            models.CheckConstraint(
                name="speech_by_member_or_guest",
                condition=models.Q(person__isnull=False, guest="")
                | (models.Q(person=None) & ~models.Q(guest="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.person_id or self.guest}"


class Proposal(models.Model):
    """What a member asked for; it comes back on agendas until it is answered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="proposals")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="proposals")
    speech = models.OneToOneField(
        Speech, models.PROTECT, null=True, blank=True, related_name="proposal"
    )
    text = models.TextField(_("proposal"))
    raised_on = models.DateField(_("raised on"))
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                name="proposal_answer_goes_with_its_day",
                condition=models.Q(answer="", answered_on=None)
                | (~models.Q(answer="") & models.Q(answered_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.raised_on} {self.text[:40]}"


class Vote(models.Model):
    """Counted votes on one question. Who may vote and what is enough is computed by rule."""

    class Method(models.TextChoices):
        HANDS = "hands", _("show of hands")
        BALLOT = "ballot", _("secret ballot")

    class On(models.TextChoices):
        ORDINARY = "ordinary", _("an ordinary question")
        RESOLUTION = "resolution", _("the resolution")
        ADMISSION = "admission", _("admission or official recognition")
        REMOVAL = "removal", _("removal from the roll")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="votes")
    question = models.CharField(_("question"), max_length=300)
    method = models.CharField(_("method"), max_length=6, choices=Method, default=Method.HANDS)
    on = models.CharField(_("on"), max_length=10, choices=On, default=On.ORDINARY)
    in_favour = models.PositiveSmallIntegerField(_("in favour"))
    against = models.PositiveSmallIntegerField(_("against"), default=0)
    other = models.PositiveSmallIntegerField(_("other opinions"), default=0)
    # Kept as they were at the moment of the vote; see rules for how they came about.
    base = models.PositiveSmallIntegerField(_("counted on"))
    needed = models.PositiveSmallIntegerField(_("needed"))
    voted_at = models.DateTimeField(_("voted at"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.CheckConstraint(
                name="vote_within_its_base",
                condition=models.Q(
                    base__gte=models.F("in_favour") + models.F("against") + models.F("other")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.in_favour}/{self.base}"

    @property
    def carried(self) -> bool:
        """Say whether enough were in favour."""
        return self.in_favour >= self.needed
