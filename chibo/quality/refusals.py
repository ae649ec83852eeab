"""Why an assessment could not be written, in words that say what to do."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal, Way
from chibo.base.templatetags.words import day
from chibo.meetings.actions.guards import CannotChange, WrongState
from chibo.meetings.models import Meeting
from chibo.quality.actions import assessing, sheets, years
from chibo.quality.rules.stretches import plain


def refusal(error: CannotChange, meeting: Meeting) -> Refusal:
    """Return a refusal and the way to mend it."""
    match error:
        case assessing.NoRoll():
            return no_roll(meeting)
        case assessing.NoSheet():
            return Refusal(
                _(
                    "No score sheet is in force for this kind of meeting. The committee above puts one in force."
                )
            )
        case assessing.StillOpen(lines=lines):
            return Refusal(
                _("The cell votes on a whole score. Still open: %(lines)s. Decide these first.")
                % {"lines": ", ".join(line.key for line in lines)}
            )
        case assessing.BadVote():
            return Refusal(_("More are in favour than have a vote and were present. Count again."))
        case assessing.Overtaken(by=by):
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
        case years.NotOver():
            return Refusal(
                _(
                    "The year is not over. Look at it as it stands; score it once its last month is over."
                )
            )
        case years.NothingInTheBook():
            return Refusal(
                _("Cannot score: no meeting of this year is in the minutes book. Enter one first.")
            )
        case years.AlreadyDecided():
            return Refusal(
                _("The committee above has scored this year. The cell's own score stays as it was.")
            )
        case years.NothingAnswered():
            return Refusal(_("Choose yes or no for what is asked, then save."))
        case assessing.Overtaken(by=by):
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


def sheet_refusal(error: sheets.CannotKeep) -> Refusal:
    """Return why a sheet cannot be changed, put in force or ended, and what to do instead."""
    match error:
        case sheets.InForceAlready():
            return Refusal(
                _(
                    "Meetings are scored by this sheet already, so its text stays as it is. Copy it and change the copy."
                )
            )
        case sheets.NotInForce():
            return Refusal(_("This sheet is in force nowhere, so there is nothing to end."))
        case sheets.Overtaken():
            return Refusal(
                _(
                    "Somebody changed this sheet while you were typing. Open it again and look at what changed; what you typed still stands below."
                )
            )
        case sheets.NotUsable(findings=findings):
            return Refusal(
                _(
                    "It cannot be put in force yet: %(count)s things are wrong or open. They stand at the top of the sheet."
                )
                % {"count": len(findings)}
            )
        case sheets.OverSealed(last=last):
            return Refusal(
                _(
                    "Meetings up to %(last)s are in the book, under the sheet of their day. That stays. Choose a day from %(first)s on."
                )
                % {"last": day(last), "first": day(last + timedelta(days=1))},
                fields=("since", "until"),
            )
        case sheets.Beside(other=other):
            return Refusal(
                _(
                    '"%(title)s" begins on the same day for the same meetings. Choose another day, or end that one first.'
                )
                % {"title": other.title},
                (Way(other.title, reverse("quality:sheet", args=[other.pk])),),
                fields=("since",),
            )
        case sheets.NotBelow():
            return Refusal(
                _(
                    "This organisation is not below the committee that wrote the sheet on that day. Choose another one."
                ),
                fields=("unit",),
            )
        case sheets.BadDays():
            return Refusal(
                _("It has to end after it begins. Choose a later day."), fields=("until",)
            )
    return Refusal(_("This sheet cannot be kept as it stands."))


def line_error(error: CannotChange) -> tuple[str, str] | None:
    """Return the criterion a refusal is about and its words, where it is about one."""
    match error:
        case assessing.BadPoints(line=line):
            return line.key, _("Write points from 0 to %(most)s, such as 2 or 2,5.") % {
                "most": plain(line.most)
            }
        case assessing.NoReason(line=line):
            return line.key, _("The record says otherwise. Write in a few words why you change it.")
    return None
