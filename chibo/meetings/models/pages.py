"""What a cell wrote by hand, as it was photographed or scanned."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class RecordPage(models.Model):
    """One file of the minutes written by hand: a photograph, or a PDF of several sheets.

    Without what the camera wrote into it; sealed with the record by its hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="record_pages")
    # From 1, in the order in which one reads them; gaps stay where one was taken away.
    position = models.PositiveSmallIntegerField(_("place in the order"))
    file = models.FileField(_("file"), upload_to="record_pages/%Y/%m/")
    media_type = models.CharField(_("kind of file"), max_length=20)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(_("hash"), max_length=64)
    attached_by = models.CharField(_("attached by"), max_length=60)
    attached_at = models.DateTimeField(_("attached at"))

    class Meta:
        verbose_name = _("photographed page")
        verbose_name_plural = _("photographed pages")
        constraints = [
            models.UniqueConstraint(name="recordpage_once", fields=["meeting", "sha256"]),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.position} {self.sha256[:12]}"

    @property
    def is_picture(self) -> bool:
        """Say whether a browser shows it as a picture."""
        return self.media_type.startswith("image/")
