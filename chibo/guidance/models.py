"""Sources and the values they set. Law 11: rules are data with source and dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A guidance document, keyed by number and year since numbers restart every term."""

    class Seen(models.TextChoices):
        """How far we saw the text ourselves; shown beside what rests on it."""

        PUBLISHED = "published", _("seen in an official publication")
        SECOND_HAND = "second_hand", _("seen second hand, check against the original")
        LOCAL = "local", _("a committee's or a cell's own rule")

    key = models.CharField(_("key"), primary_key=True, max_length=40)
    issuer = models.CharField(_("issuer"), max_length=120)
    number = models.CharField(_("number"), max_length=60)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    seen = models.CharField(_("seen"), max_length=12, choices=Seen)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.key


class RuleValue(models.Model):
    """A number or threshold that applies from a date, everywhere or below one unit."""

    name = models.CharField(_("name"), max_length=60)
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True)
    value = models.CharField(_("value"), max_length=40)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="values")
    article = models.CharField(_("article"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("rule value")
        verbose_name_plural = _("rule values")
        constraints = [
            models.UniqueConstraint(name="rulevalue_begins_once", fields=["name", "unit", "since"]),
            models.UniqueConstraint(
                name="rulevalue_general_begins_once",
                fields=["name", "since"],
                condition=models.Q(unit=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value} from {self.since}"
