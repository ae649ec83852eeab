"""What a refusal about a task says."""

from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal, Way
from chibo.base.templatetags.words import day
from chibo.meetings import refusals
from chibo.meetings.actions.guards import CannotChange
from chibo.meetings.models import Meeting
from chibo.resolutions import actions


def refusal(error: CannotChange, meeting: Meeting | None = None) -> Refusal:
    """Return the refusal of an action on a task or its meeting, with the ways out of it."""
    match error:
        case actions.NoOwner():
            return Refusal(
                _("A task needs someone who does it. Choose a person, or write a group."),
                fields=("owner",),
            )
        case actions.DueBeforeMeeting(meeting_day=meeting_day):
            return Refusal(
                _("Give a day on or after %(day)s, the day of the meeting.")
                % {"day": day(meeting_day)},
                fields=("due_on",),
            )
        case actions.NotOpen():
            return Refusal(
                _(
                    "This task is finished already, so nothing more is written. What is still to do becomes a new task at a meeting."
                ),
                (Way(_("Open the meeting that gave it"), meeting.get_absolute_url()),)
                if meeting
                else (),
            )
        case actions.GoesOn(task=task):
            return Refusal(
                _("A later task goes on with this one. Let that one go instead."),
                (Way(_("Open the later task"), task.get_absolute_url()),),
            )
        case actions.NotLater(due_on=due_on):
            return Refusal(
                _("Give a day after %(day)s, the day it is due now.") % {"day": day(due_on)},
                fields=("until",),
            )
    return refusals.refusal(error, meeting)
