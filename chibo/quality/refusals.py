"""Why an assessment could not be written, in words that say what to do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal, Way
from chibo.meetings.actions.guards import CannotChange, WrongState
from chibo.meetings.models import Meeting
from chibo.quality import actions, year_actions
from chibo.quality.rules.stretches import plain


def refusal(error: CannotChange, meeting: Meeting) -> Refusal:
    """Return a refusal and the way to mend it."""
    match error:
        case actions.NoRoll():
            return no_roll(meeting)
        case actions.NoSheet():
            return Refusal(
                _(
                    "No score sheet is in force for this kind of meeting. The committee above puts one in force."
                )
            )
        case actions.StillOpen(lines=lines):
            return Refusal(
                _("The cell votes on a whole score. Still open: %(lines)s. Decide these first.")
                % {"lines": ", ".join(line.key for line in lines)}
            )
        case actions.BadVote():
            return Refusal(_("More are in favour than have a vote and were present. Count again."))
        case actions.Overtaken(by=by):
            return _overtaken(by)
        case WrongState() if meeting.state == Meeting.State.SEALED:
            return Refusal(
                _(
                    "The meeting is in the book, and the cell's own score with it. Nothing of it changes."
                )
            )
    return Refusal(_("This meeting cannot be scored as it stands."))


def year_refusal(error: CannotChange) -> Refusal:
    """Return why a year's assessment could not be written."""
    match error:
        case year_actions.NotOver():
            return Refusal(
                _(
                    "The year is not over. Look at it as it stands; score it once its last month is over."
                )
            )
        case year_actions.NothingInTheBook():
            return Refusal(
                _("Cannot score: no meeting of this year is in the minutes book. Enter one first.")
            )
        case year_actions.AlreadyDecided():
            return Refusal(
                _("The committee above has scored this year. The cell's own score stays as it was.")
            )
        case year_actions.NothingAnswered():
            return Refusal(_("Choose yes or no for what is asked, then save."))
        case actions.Overtaken(by=by):
            return _overtaken(by)
    return Refusal(_("This year cannot be scored as it stands."))


def _overtaken(by: str) -> Refusal:
    return Refusal(
        _(
            "%(by)s wrote this score while you were typing. Yours stands below; look at theirs, then save again if yours is right."
        )
        % {"by": by}
    )


def no_roll(meeting: Meeting) -> Refusal:
    """Return that nothing is scored without a roll, and the way there."""
    return Refusal(
        _("Cannot score: this meeting has no roll."),
        (Way(_("Take the roll"), reverse("room:room", args=[meeting.pk])),),
    )


def line_error(error: CannotChange) -> tuple[str, str] | None:
    """Return the criterion a refusal is about and its words, where it is about one."""
    match error:
        case actions.BadPoints(line=line):
            return line.key, _("Write points from 0 to %(most)s, such as 2 or 2,5.") % {
                "most": plain(line.most)
            }
        case actions.NoReason(line=line):
            return line.key, _("The record says otherwise. Write in a few words why you change it.")
    return None
