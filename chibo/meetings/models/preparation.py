"""What happens before: the committee's huddle, who prepares what, the documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class Huddle(models.Model):
    """The cell committee's talk before a meeting (hội ý). Stays in the cell."""

    meeting = models.OneToOneField("meetings.Meeting", models.CASCADE, related_name="huddle")
    held_at = models.DateTimeField(_("held at"))
    present = models.ManyToManyField("people.Person", related_name="+")
    decisions = models.TextField(_("agreed"))

    class Meta:
        verbose_name = _("huddle")
        verbose_name_plural = _("huddles")

    def __str__(self) -> str:
        return f"before {self.meeting_id}"


class Preparation(models.Model):
    """Something one person prepares for a meeting by a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="preparations")
    what = models.CharField(_("what"), max_length=200)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="preparations")
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("preparation")
        verbose_name_plural = _("preparations")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.what[:40]}"


class Material(models.Model):
    """A document handed out for a meeting."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="materials")
    name = models.CharField(_("name"), max_length=200)
    file = models.FileField(_("file"), upload_to="materials/%Y/%m/")
    size = models.PositiveIntegerField(_("bytes"))
    posted_at = models.DateTimeField(_("posted at"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.name}"
