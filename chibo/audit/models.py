"""The log of changes and of who opened a member's record."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One change: who, when, what, to which row. No foreign keys, so nothing can unwrite it."""

    at = models.DateTimeField(_("at"), db_index=True)
    account = models.CharField(_("account"), max_length=60)
    verb = models.CharField(_("what"), max_length=60)
    subject = models.CharField(_("of what"), max_length=40)
    subject_key = models.CharField(_("key"), max_length=40)
    # The cell or unit it happened in, so that an office reads its own lines.
    unit_code = models.CharField(_("unit"), max_length=40, blank=True, db_index=True)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("entries of the log")
        indexes = [models.Index(name="entry_of_subject", fields=["subject", "subject_key"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.account} {self.verb} {self.subject_key}"


class Opening(models.Model):
    """Someone opened a member's record; the member sees these lines (law 12)."""

    at = models.DateTimeField(_("at"))
    account = models.CharField(_("account"), max_length=60)
    shown_as = models.CharField(_("shown as"), max_length=120)
    person_key = models.CharField(_("person"), max_length=40, db_index=True)

    class Meta:
        verbose_name = _("opening of a record")
        verbose_name_plural = _("openings of records")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.account} opened {self.person_key}"
