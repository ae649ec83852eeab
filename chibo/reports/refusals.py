"""Why something could not be done to a report, in words that say what to do."""

from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal, Way
from chibo.reports.actions import signing, writing


def refusal(error: writing.CannotWrite) -> Refusal:
    """Return a refusal and the way out of it."""
    match error:
        case writing.AlreadySigned(report=report):
            return Refusal(
                _("The report is signed as number %(number)s and does not change any more.")
                % {"number": report.label},
                (Way(_("Make another version"), f"{report.get_absolute_url()}#version"),),
            )
        case writing.SaysNothing():
            return Refusal(_("Nothing was written or chosen. Write or choose something first."))
        case writing.NotThere():
            return Refusal(
                _("Somebody else took this sentence away meanwhile. The page shows how it is now.")
            )
        case signing.ChangedMeanwhile():
            return Refusal(
                _(
                    "The report changed while you looked at it: a figure or a text is another one now. Look at it again, then sign."
                )
            )
        case signing.NotBegun():
            return Refusal(_("This span has not begun. Sign its report when something happened."))
        case signing.ReplacedAlready():
            return Refusal(_("Another version replaces this one already. Work on that one."))
        case signing.NoReason():
            return Refusal(_("Write why; the reason stands in the report."))
    return Refusal(_("This report is still a draft. Change it there; nothing needs replacing."))
