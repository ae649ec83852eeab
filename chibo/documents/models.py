"""Word templates of a committee's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommitteeTemplate(models.Model):
    """A committee's own Word template for one kind of paper, for a period.

    The papers of a unit use that of the nearest unit at or above it. One that was replaced on
    the day it came has an empty period.
    """

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="word_templates")
    # A value of `sheets.Kind`.
    kind = models.CharField(_("kind"), max_length=20)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    # At most 2 MB, so a row of the database: a backup then has it, too.
    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("hash"), max_length=64)
    put_by = models.CharField(_("put in force by"), max_length=60)

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        constraints = [
            models.CheckConstraint(
                name="committeetemplate_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                name="committeetemplate_one_in_force",
                fields=["unit", "kind"],
                condition=models.Q(until=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.since} {self.sha256[:12]}"
