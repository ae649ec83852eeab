"""The room's documents, the devices that write them, and what could not be folded."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.meetings.models import Meeting


class Device(models.Model):
    """A phone or computer that carries a copy of one cell. Its key is made on it."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="devices")
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="devices")
    name = models.CharField(_("name"), max_length=60)
    added_at = models.DateTimeField(_("added at"))
    seen_at = models.DateTimeField(_("last seen at"))
    # Seconds its clock was slow when it was last seen; negative when fast.
    skew = models.FloatField(_("clock slow by"), default=0)
    # The copy erases itself when it has not heard from the server for so long.
    days_kept = models.PositiveSmallIntegerField(_("days kept"), default=45)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        constraints = [
            models.CheckConstraint(
                name="device_kept_a_day_or_more", condition=models.Q(days_kept__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.name} for {self.cell_id}"


class RoomDocument(models.Model):
    """What the devices wrote of one meeting, merged. docs/decisions/0016 says what is inside.

    Its key is that of the meeting, or is made of cell and month by a device that knew none.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    cell = models.ForeignKey("units.Unit", models.PROTECT, related_name="room_documents")
    # None until a document that a device began by itself is folded for the first time.
    meeting = models.OneToOneField(
        Meeting, models.CASCADE, null=True, blank=True, related_name="room_document"
    )
    # Set when another document of the same meeting took this one in: from then on that one is meant.
    part_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    kind = models.CharField(_("kind"), max_length=14, choices=Meeting.Kind)
    month = models.DateField(_("month"))
    # The updates merged into it so far; later ones lie beside it.
    state = models.BinaryField(default=bytes)
    merged = models.PositiveIntegerField(default=0)
    # Counts the updates taken in, so that a device can ask whether there is anything new.
    number = models.PositiveIntegerField(default=0)
    # What the rows said, line by line, when the document was last folded into them.
    folded = models.JSONField(default=dict)
    folded_number = models.PositiveIntegerField(default=0)
    folded_at = models.DateTimeField(_("folded at"), null=True, blank=True)
    # Lines whose rows got their keys elsewhere: votes counted at the desk, items of a plan that
    # the device did not have.
    rows = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("document of a room")
        verbose_name_plural = _("documents of rooms")
        constraints = [
            models.CheckConstraint(
                name="roomdocument_month_is_first_day", condition=models.Q(month__day=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} of {self.cell_id} {self.kind} {self.month:%Y-%m}"


class RoomUpdate(models.Model):
    """Some bytes of a document as they came, with who sent them; append only."""

    document = models.ForeignKey(RoomDocument, models.CASCADE, related_name="updates")
    number = models.PositiveIntegerField(_("number"))
    # SHA-256 of the bytes: what comes a second time is known by it.
    digest = models.CharField(max_length=64)
    data = models.BinaryField()
    # None when the server wrote it: the desk's own changes.
    device = models.ForeignKey(
        Device, models.PROTECT, null=True, blank=True, related_name="updates"
    )
    by = models.CharField(_("sent by"), max_length=150)
    received_at = models.DateTimeField(_("received at"))

    class Meta:
        verbose_name = _("update of a room")
        verbose_name_plural = _("updates of rooms")
        constraints = [
            models.UniqueConstraint(name="roomupdate_once", fields=["document", "digest"]),
            models.UniqueConstraint(name="roomupdate_in_order", fields=["document", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} #{self.number}"


class RoomDecision(models.Model):
    """One decision of a document, kept as it was when it first arrived."""

    document = models.ForeignKey(RoomDocument, models.CASCADE, related_name="decisions")
    key = models.CharField(_("key"), max_length=64)
    # As it stands in the document: whatever shape it has, nothing of it is lost.
    raw = models.JSONField()
    # The update it came with tells when, from whom and from which device.
    update = models.ForeignKey(RoomUpdate, models.CASCADE, related_name="decisions")

    class Meta:
        verbose_name = _("decision in a room")
        verbose_name_plural = _("decisions in rooms")
        constraints = [
            models.UniqueConstraint(name="roomdecision_once", fields=["document", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.key}"


class OpenPoint(models.Model):
    """Something devices wrote that is not in the record as it stands, with the reason."""

    class Kind(models.TextChoices):
        DISPUTED = "disputed", _("written differently on two devices")
        REFUSED = "refused", _("a rule does not allow it")
        LATE = "late", _("came after the minutes were closed")
        UNREADABLE = "unreadable", _("cannot be read")

    document = models.ForeignKey(RoomDocument, models.CASCADE, related_name="open_points")
    line = models.CharField(_("line"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # The refusal's name, and what its sentence names.
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    # What was written: for a disputed line all of it, the one that counts first.
    written = models.JSONField(default=list)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("open point of a room")
        verbose_name_plural = _("open points of rooms")
        constraints = [
            models.UniqueConstraint(name="openpoint_once", fields=["document", "line", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.line} {self.kind}"
