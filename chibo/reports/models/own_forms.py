"""A committee's own forms, and lines of its own beside those of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7


class ReportForm(models.Model):
    """One version of a committee's form. In force it stays as it is; a change is a new version.

    A form is filled in for any unit below its committee, and any span of the kinds it is for.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="report_forms")
    name = models.CharField(_("name"), max_length=200)
    # What it is for, or the document that asks for it.
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    # Kinds of span: months in each of them, of 1, 3, 6 and 12.
    lengths = models.JSONField(_("spans"), default=list)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    # Empty while it is a draft.
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("report form")
        verbose_name_plural = _("report forms")
        constraints = [
            models.CheckConstraint(
                name="reportform_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
            ),
            models.CheckConstraint(
                name="reportform_first_version_follows_none",
                condition=models.Q(version=1, follows=None)
                | models.Q(version__gt=1, follows__isnull=False),
            ),
            models.UniqueConstraint(name="reportform_one_next_version", fields=["follows"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name} {self.version}"


class FormLine(models.Model):
    """One line of a form: a heading of its own, or a line that is counted."""

    form = models.ForeignKey(ReportForm, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"))
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    # Of the catalogue, or of a line of a committee's own.
    key = models.CharField(_("line"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("line of a form")
        verbose_name_plural = _("lines of forms")
        constraints = [
            models.UniqueConstraint(name="formline_in_order", fields=["form", "position"]),
            models.CheckConstraint(
                name="formline_is_heading_or_line",
                condition=(models.Q(heading="") & ~models.Q(key=""))
                | (~models.Q(heading="") & models.Q(key="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} #{self.position} {self.key or self.heading}"


class OwnLine(models.Model):
    """A line that a committee defined for itself and those below it; it never changes.

    told: as a catalogue tells a line, see `rules.lines.line_of`.
    """

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="own_lines")
    key = models.CharField(_("key"), max_length=60, unique=True)
    told = models.JSONField(_("definition"))
    defined_at = models.DateTimeField(_("defined at"))
    defined_by = models.CharField(_("defined by"), max_length=60)

    class Meta:
        verbose_name = _("line of a committee's own")
        verbose_name_plural = _("lines of committees' own")

    def __str__(self) -> str:
        return self.key
