"""What a refusal says: what cannot be, why, what to do. For the views of all rooms below."""

from django.utils.translation import gettext as _

from chibo.base.templatetags.words import month_name
from chibo.meetings.actions import guards, hold, materials, plan, prepare
from chibo.meetings.models import Meeting


def sentence(error: guards.CannotChange) -> str:  # noqa: C901 (one flat list of cases)
    """Return the sentence for a refused action of this room.

    Raises KeyError for a refusal that has no sentence: a bug, to be seen as one.
    """
    match error:
        case guards.WrongState(state=Meeting.State.SEALED):
            return _("The minutes are in the book and cannot change. Write a correction instead.")
        case guards.WrongState(state=Meeting.State.CLOSED):
            return _("The minutes are closed. Open them again for a correction first.")
        case guards.WrongState(state=Meeting.State.CANCELLED):
            return _("This meeting was called off. Plan another one.")
        case guards.WrongState(state=Meeting.State.HELD):
            return _("The meeting has begun, so its plan no longer changes.")
        case guards.WrongState():
            return _("The meeting has not been opened. Open the meeting room first.")
        case plan.AlreadyPlanned():
            return _("This month already has its regular meeting. Open that one.")
        case plan.OutsideMonth(month=month):
            return _("A meeting moves only within %(month)s. Give a day of that month.") % {
                "month": month_name(month)
            }
        case plan.NeedsReason():
            return _("Write why, in a few words: the minutes and the committee will show it.")
        case plan.CellNotThere():
            return _("The cell does not exist on that day. Give another day.")
        case prepare.NotOnAgenda():
            return _("This item stays: it is part of every meeting, or was already talked about.")
        case prepare.NothingToNotice():
            return _("The agenda has no content yet. Add an item, then send the notice.")
        case materials.TooLarge():
            return _(
                "The file is larger than 10 MB: a phone on a weak signal cannot open it. Make it smaller, or hand it out on paper."
            )
        case materials.Classified():
            return _(
                "The file is marked secret, so it is not taken. Keep it on paper and enter it in the paper register of secret documents."
            )
        case materials.Locked():
            return _(
                "The file is damaged or has a password, so members could not open it. Save it again without one."
            )
        case hold.NotOfCell(person=person):
            return _("%(name)s is not a member of this cell on that day.") % {
                "name": person.full_name
            }
        case hold.NotPresent(person=person):
            return _("%(name)s is not marked present. Take the roll first.") % {
                "name": person.full_name
            }
        case hold.NoRoll():
            return _("Cannot vote yet: the roll was not taken. Take the roll first.")
        case hold.TooFew(present=present, needed=needed):
            return _(
                "Cannot vote: %(present)s present, %(needed)s needed. Wait, or move the meeting."
            ) % {"present": present, "needed": needed}
        case hold.BadVote(cast=cast, voters_present=voters):
            return _(
                "%(cast)s votes, but only %(voters)s who may vote are present. Count again."
            ) % {"cast": cast, "voters": voters}
        case hold.NotAMember():
            return _("Only a member of the cell can make a proposal; a guest's words are a speech.")
        case hold.EndsBeforeItBegan():
            return _("The meeting cannot end before it began. Check the hour.")
        case hold.EndsInTheFuture():
            return _("That hour has not come yet. Write the hour at which the meeting ended.")
        case hold.NeedsChairReason():
            return _("Write why the secretary is not in the chair.")
    raise KeyError(type(error).__name__)
