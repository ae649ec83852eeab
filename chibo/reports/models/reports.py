"""A report of a unit about a span of months, and what people wrote into it. Decision 0032."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chibo.base.keys import uuid7
from chibo.documents.numbering import format_number
from chibo.quality.rules.spans import Span

_SAME_REPORT = ["unit", "first", "length", "form"]


class Report(models.Model):
    """What a unit reports about some months. Before it is signed it is drafted from the book.

    There is a row once somebody wrote into the draft; until then the draft is what the figures
    say. Signing freezes all of it: figures with their definitions, texts, tables and rows.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SIGNED = "signed", _("signed")
        SENT = "sent", _("sent")
        RETURNED = "returned", _("returned")
        RECEIVED = "received", _("received")
        APPROVED = "approved", _("approved")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="reports")
    # The span: its first day, and how many months.
    first = models.DateField(_("first day"))
    length = models.PositiveSmallIntegerField(_("months"))
    # Which form it is made by; empty for the report as it comes with the program.
    form = models.CharField(_("form"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)

    # What is wrong in a signed report is put right by another version, which says why.
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    because = models.CharField(_("because"), max_length=300, blank=True)

    # Runs from 1 through one term of office of the committee, per kind of document.
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    symbol = models.CharField(_("symbol"), max_length=12, blank=True)
    term = models.ForeignKey(
        "people.Term", models.PROTECT, null=True, blank=True, related_name="reports"
    )
    # See reports.frozen for its form. It can be large: a list of reports leaves it out.
    frozen = models.JSONField(_("as signed"), null=True, blank=True)
    # Who signs the paper, and as what: "BÍ THƯ".
    signer = models.CharField(_("signed on paper by"), max_length=60, blank=True)
    signer_title = models.CharField(_("title of the signer"), max_length=60, blank=True)
    # Whose account said so here.
    signed_by = models.CharField(_("signed by"), max_length=60, blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                name="report_draft_or_frozen",
                condition=models.Q(
                    state="draft", frozen=None, number=None, signed_at=None, signed_by=""
                )
                | (
                    ~models.Q(state="draft")
                    & models.Q(frozen__isnull=False, number__isnull=False, signed_at__isnull=False)
                    & ~models.Q(signed_by="")
                ),
            ),
            models.CheckConstraint(
                name="report_span_is_of_months",
                condition=models.Q(first__day=1, length__in=[1, 3, 6, 12]),
            ),
            models.CheckConstraint(
                name="report_replaces_for_a_reason",
                condition=models.Q(version=1, supersedes=None, because="")
                | (models.Q(version__gt=1, supersedes__isnull=False) & ~models.Q(because="")),
            ),
            models.UniqueConstraint(
                name="report_one_open", fields=_SAME_REPORT, condition=models.Q(state="draft")
            ),
            models.UniqueConstraint(name="report_version_once", fields=[*_SAME_REPORT, "version"]),
            models.UniqueConstraint(
                name="report_number_once_a_term",
                fields=["unit", "term", "symbol", "number"],
                condition=models.Q(number__isnull=False, term__isnull=False),
            ),
            models.UniqueConstraint(
                name="report_number_once_without_term",
                fields=["unit", "symbol", "number"],
                condition=models.Q(number__isnull=False, term=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.span.key} {self.form} v{self.version} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.unit.code, self.span.key])

    @property
    def span(self) -> Span:
        """Return the months it is about."""
        return Span(self.first, self.length)

    @property
    def is_draft(self) -> bool:
        """Say whether it can still be written in."""
        return self.state == self.State.DRAFT

    @property
    def label(self) -> str:
        """Return "12-BC/ĐU", or nothing while it has no number."""
        if self.number is None:
            return ""
        kind, _slash, body = self.symbol.partition("/")
        return format_number(self.number, kind, body)


class ReportText(models.Model):
    """A sentence that a person put in the place of a drafted one, left out, or added.

    In the text ⟦key⟧ stands for the figure of that line, so that it stays what the book says.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="texts")
    # The key of the section it stands in.
    section = models.CharField(_("section"), max_length=40)
    # The key of the drafted sentence it stands for; empty for one that was added.
    sentence = models.CharField(_("sentence"), max_length=40, blank=True)
    # Among those that were added to the section.
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("text"), blank=True)
    left_out = models.BooleanField(_("left out"), default=False)
    # Where it was gathered from: a slip's weak point, a proposal; empty for one's own words.
    origin = models.CharField(_("taken from"), max_length=60, blank=True)
    written_by = models.CharField(_("written by"), max_length=60)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("text in a report")
        verbose_name_plural = _("texts in reports")
        constraints = [
            models.UniqueConstraint(
                name="reporttext_one_for_a_sentence",
                fields=["report", "section", "sentence"],
                condition=~models.Q(sentence=""),
            ),
            models.UniqueConstraint(
                name="reporttext_taken_in_once",
                fields=["report", "section", "origin"],
                condition=~models.Q(origin=""),
            ),
            models.CheckConstraint(
                name="reporttext_says_something_or_leaves_out",
                condition=models.Q(left_out=True, text="")
                | (models.Q(left_out=False) & ~models.Q(text="")),
            ),
            models.CheckConstraint(
                name="reporttext_only_a_drafted_one_is_left_out",
                condition=models.Q(left_out=False) | ~models.Q(sentence=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section} {self.sentence or self.position}"
