"""Why a slip was not taken in, in words that say what to do."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.base.refusals import Refusal, Way
from chibo.base.templatetags.words import day
from chibo.supervision.actions import visits
from chibo.supervision.rules.visits import LONGEST, Fault


def slip_refusals(error: visits.CannotSend) -> list[Refusal]:
    """Return why a slip was refused, each with the fields it is about."""
    match error:
        case visits.Implausible(faults=faults):
            return [_FAULTS[fault]() for fault in faults]
        case visits.NoPerson():
            return [no_person()]
        case visits.NotFollowed():
            words = _(
                "On this day you did not follow this cell. Look at the day; else ask the committee office."
            )
            return [Refusal(words, fields=("day",))]
        case visits.NoSuchCell():
            return [
                Refusal(_("The cell did not exist on this day. Look at the day."), fields=("day",))
            ]
        case visits.Classified():
            return [
                Refusal(
                    _(
                        "Something here bears a mark of secrecy. Take it out and enter it in the paper register of secret documents."
                    )
                )
            ]
        case visits.AlreadySent(visit=visit):
            words = _("You have sent a slip of %(day)s about this cell already. Change that one.")
            url = f"{reverse('supervision:slip', args=[visit.cell.code])}?slip={visit.pk}"
            way = Way(_("Change the slip that was sent"), url)
            return [Refusal(words % {"day": day(visit.day)}, (way,), ("day",))]
    return [Refusal(_("This slip is somebody else's. Begin a new one."))]


def no_person() -> Refusal:
    """Return why an account that stands for no person writes no slip."""
    return Refusal(
        _(
            "This account stands for no party member, so a slip would be nobody's. Ask the committee office to enter whose it is."
        )
    )


_FAULTS: dict[Fault, Callable[[], Refusal]] = {
    Fault.AHEAD: lambda: Refusal(
        _("This day is still to come. Give the day on which you sat in."), fields=("day",)
    ),
    Fault.LEFT_BEFORE_COMING: lambda: Refusal(
        _("You left before you came. Look at both hours."), fields=("left_at",)
    ),
    Fault.MORE_THAN_MUST_ATTEND: lambda: Refusal(
        _("More are present than must attend. Count again, or leave one empty."),
        fields=("present",),
    ),
    Fault.MORE_SPEAKERS_THAN_PRESENT: lambda: Refusal(
        _("More spoke than are present. Count again, or leave one empty."), fields=("speakers",)
    ),
    Fault.TOO_LONG: lambda: Refusal(
        _("Write the length in minutes, %(most)s at most.") % {"most": LONGEST},
        fields=("length_minutes",),
    ),
    Fault.FOLLOW_UP_WITHOUT_DAY: lambda: Refusal(
        _("Say by what day this is looked at again, so that it is not forgotten."),
        fields=("follow_up_on",),
    ),
    Fault.DAY_WITHOUT_FOLLOW_UP: lambda: Refusal(
        _("Say what is to be done by this day, or take the day out."), fields=("follow_up",)
    ),
    Fault.FOLLOW_UP_BEFORE_VISIT: lambda: Refusal(
        _("Give a day after the visit."), fields=("follow_up_on",)
    ),
}
