"""What a refusal about a task says."""

from django.utils.translation import gettext as _

from chibo.base.templatetags.words import day
from chibo.meetings import refusals
from chibo.meetings.actions.guards import CannotChange
from chibo.resolutions import actions


def sentence(error: CannotChange) -> str:
    """Return the sentence for a refused action on a task or its meeting."""
    match error:
        case actions.NoOwner():
            return _("A task needs someone who does it. Choose a person, or write a group.")
        case actions.DueBeforeMeeting(meeting_day=meeting_day):
            return _("Give a day on or after %(day)s, the day of the meeting.") % {
                "day": day(meeting_day)
            }
        case actions.NotOpen():
            return _("This task is finished already. Nothing more is to be written.")
        case actions.NotLater(due_on=due_on):
            return _("Give a day after %(day)s, the day it is due now.") % {"day": day(due_on)}
    return refusals.sentence(error)
