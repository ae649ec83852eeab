"""Why visits could not be planned or changed, in words that say what to do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal, Way
from chibo.supervision.actions import rosters
from chibo.supervision.planning.solving import OutOfTime
from chibo.supervision.planning.standing import Reason
from chibo.supervision.rules.roster.distances import Wrong, WrongLine
from chibo.units.models import Unit
from chibo.units.queries import names_by_code


def refusal(error: Exception, unit: Unit) -> Refusal:
    """Return a refusal and the way to mend it."""
    match error:
        case rosters.NoCells():
            return Refusal(_("Nothing to plan: no cell stands below this unit."))
        case rosters.NobodyToGo():
            return Refusal(
                _("Nothing to plan: nobody follows a cell here. Assign officials to cells first.")
            )
        case rosters.QuarterOver():
            return Refusal(
                _("This quarter is over; its roster stays as it was. Plan the next one.")
            )
        case rosters.Overtaken():
            return Refusal(
                _(
                    "Somebody else changed the roster meanwhile. Look at it again, then plan it again."
                )
            )
        case rosters.NothingNew():
            return Refusal(_("Everything planned was told already. There is nothing new to tell."))
        case rosters.NoSuchSitting():
            return Refusal(
                _(
                    "That meeting is over, or the cell does not meet then. Choose another of its days."
                ),
                fields=("sitting",),
            )
        case rosters.CannotGo():
            return _cannot_go(error, unit)
        case OutOfTime():
            return Refusal(
                _(
                    "No roster was found in time. Take back some of what was set by hand, and plan again."
                )
            )
    return Refusal(_("The roster cannot be changed so."))


def wrong_words(line: WrongLine) -> str:
    """Return what is wrong with a line of ways, and what to write."""
    words = {
        Wrong.PARTS: _("Line %(line)s: write two places and the minutes, like TT.01; TT.02; 35."),
        Wrong.PLACE: _(
            "Line %(line)s: no place here is called “%(word)s”. Take a name or code of the list."
        ),
        Wrong.SAME: _("Line %(line)s: both places are “%(word)s”. Write two different ones."),
        Wrong.MINUTES: _("Line %(line)s: “%(word)s” is no number of minutes from 1 to 600."),
    }
    return words[line.wrong] % {"line": line.number, "word": line.word}


def _cannot_go(error: rosters.CannotGo, unit: Unit) -> Refusal:
    if error.why.reason is Reason.AWAY:
        return Refusal(
            _("This official is away that day. Choose another one, or another day."),
            (Way(_("See who is away"), reverse("supervision:roster_officials", args=[unit.code])),),
            fields=("official",),
        )
    other = Unit.objects.filter(pk=error.why.cell or 0).first()
    name = names_by_code([other.code], other.since).get(other.code, other.code) if other else ""
    if error.why.reason is Reason.FAR:
        sentence = _(
            "This official visits %(cell)s just before or after, and the way is too long. Choose another one."
        )
    else:
        sentence = _(
            "This official visits %(cell)s at that time. Choose another one, or another day."
        )
    return Refusal(sentence % {"cell": name}, fields=("official",))
