"""What a refusal says: what cannot be, why, what to do. For the views of all rooms below."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from chibo.base.refusals import Refusal, Way
from chibo.base.templatetags.words import day, month_name
from chibo.documents import photographs
from chibo.meetings.actions import (
    ending,
    guards,
    helping,
    hold,
    materials,
    opening,
    pages,
    plan,
    prepare,
    themes,
)
from chibo.meetings.models import Meeting


def refusal(error: guards.CannotChange, meeting: Meeting | None = None) -> Refusal:
    """Return the refusal of an action of this room, with the ways out of it.

    meeting: the one it was about, if there is one already.

    Raises KeyError for a refusal that has no sentence: a bug, to be seen as one.
    """
    ways = _ways_in(error, meeting) if meeting is not None else ()
    if isinstance(error, plan.AlreadyPlanned):
        ways = (Way(_("Open that meeting"), error.meeting.get_absolute_url()),)
    return Refusal(_sentence(error), ways, _fields(error))


def _ways_in(  # noqa: C901 (one flat list of cases)
    error: guards.CannotChange, meeting: Meeting
) -> tuple[Way, ...]:
    def page(name: str) -> str:
        return reverse(name, args=[meeting.pk])

    roll = Way(_("Take the roll"), f"{page('room:room')}#roll")
    members = reverse("people:of_cell", args=[meeting.cell.code])
    match error:
        case plan.HasResults():
            return (Way(_("Go to the closing page"), page("room:close")),)
        case guards.WrongState(state=Meeting.State.SEALED):
            return (Way(_("Open the minutes in the book"), page("book:minutes")),)
        case guards.WrongState(state=Meeting.State.CLOSED):
            return (Way(_("Go to the closing page"), f"{page('room:close')}#sign"),)
        case guards.WrongState(state=Meeting.State.CANCELLED):
            cell = reverse("room:of_cell", args=[meeting.cell.code])
            return (Way(_("See the meetings of the cell"), cell),)
        case guards.WrongState():
            return (Way(_("Go to the meeting room"), page("room:room")),)
        case plan.OutsideMonth():
            return (Way(_("Call the meeting off"), page("room:cancel")),)
        case prepare.NothingToNotice():
            return (Way(_("Add an item"), f"{page('room:prepare')}#agenda"),)
        case hold.NotPresent() | hold.NoRoll():
            return (roll,)
        case hold.TooFew():
            return (roll, Way(_("Call the meeting off"), page("room:cancel")))
        case hold.BadVote():
            return (Way(_("Check the roll"), roll.url), Way(_("See who may vote"), members))
        case opening.NotOfCell():
            return (Way(_("See the members of the cell"), members),)
    return ()


_UNFIT = {
    photographs.PageTooLarge: gettext_noop(
        "“%(file)s” is too large. Photograph the page again with a smaller picture size (8 to 12 "
        "megapixels are enough), or send a PDF in parts."
    ),
    photographs.PageHeic: gettext_noop(
        "“%(file)s” is in the iPhone's own format, which few computers show. On the iPhone: Settings, "
        "Camera, Formats, “Most Compatible”, then photograph it again; or take a screenshot of the "
        "picture and send that."
    ),
    photographs.PageUnknown: gettext_noop(
        "“%(file)s” is neither a picture (JPEG, PNG) nor a PDF. Photograph the page, or save it as PDF."
    ),
    photographs.PageProtected: gettext_noop(
        "“%(file)s” opens only with a password. Save it again without one."
    ),
    photographs.PageBroken: gettext_noop(
        "“%(file)s” is damaged and cannot be opened. Photograph the page again, or send the file again."
    ),
}


def _fields(error: guards.CannotChange) -> tuple[str, ...]:  # noqa: C901 (one flat list of cases)
    match error:
        case plan.OutsideMonth() | plan.CellNotThere() | plan.AlreadyPlanned():
            return ("day",)
        case plan.NeedsReason() | themes.NeedsThemeReason():
            return ("because",)
        case themes.YearOver() | themes.OutsideYear():
            return ("month",)
        case themes.ThemeTaken():
            return ("planned",)
        case materials.TooLarge() | materials.Classified() | materials.Locked():
            return ("file",)
        case pages.UnfitPage() | pages.TooManyPages():
            return ("photographs",)
        case pages.NeedsPageReason():
            return ("because",)
        case helping.NotLeading():
            return ("consented_by", "signed_by")
        case helping.BadDay():
            return ("consented_on", "signed_on")
        case hold.NotPresent() | opening.NotOfCell():
            return ("person", "presenter")
        case ending.EndsBeforeItBegan() | ending.EndsInTheFuture():
            return ("ended",)
        case opening.NeedsChairReason():
            return ("chair_because",)
    return ()


def _sentence(error: guards.CannotChange) -> str:  # noqa: C901 (one flat list of cases)
    match error:
        case plan.HasResults():
            return _("This meeting has voted or concluded, so it was held. Close its minutes.")
        case guards.WrongState(state=Meeting.State.SEALED):
            return _(
                "The minutes are in the book and cannot change. A correction is written beside them."
            )
        case guards.WrongState(state=Meeting.State.CLOSED):
            return _("The minutes are closed. To correct them, they are opened again first.")
        case guards.WrongState(state=Meeting.State.CANCELLED):
            return _("This meeting was called off, so nothing more is written for it.")
        case guards.WrongState(state=Meeting.State.HELD):
            return _("The meeting has begun, so its plan no longer changes.")
        case guards.WrongState():
            return _("The meeting has not been opened yet. Open the meeting room first.")
        case plan.AlreadyPlanned():
            return _("This month already has its regular meeting. Give a day of another month.")
        case plan.OutsideMonth(month=month):
            return _(
                "A meeting moves only within %(month)s. Give a day of that month, or call this one off and plan another."
            ) % {"month": month_name(month)}
        case plan.NeedsReason():
            return _("Write why, in a few words: the minutes and the committee will show it.")
        case plan.CellNotThere():
            return _("The cell does not exist on that day. Give another day.")
        case prepare.NotOnAgenda():
            return _(
                "This item stays: it is part of every meeting, or was already talked about. Leave another one for later."
            )
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
        case helping.AlreadyEntrusted():
            return _("This meeting is entrusted to an office already.")
        case helping.NotEntrusted():
            return _("The cell has taken this meeting back meanwhile. Ask the secretary.")
        case helping.NotLeading(person=person):
            return _("%(name)s does not lead this cell. Choose the secretary or the deputy.") % {
                "name": person.full_name
            }
        case helping.BadDay():
            return _("That day cannot be: it has not come yet, or lies before the meeting.")
        case helping.NothingSigned():
            return _("No signed page is attached yet. Attach the photograph of it first.")
        case pages.UnfitPage(name=name, why=why):
            return _(_UNFIT[type(why)]) % {"file": name}
        case pages.TooManyPages():
            return _("A meeting takes 40 pages. Put several into one PDF.")
        case pages.NeedsPageReason():
            return _("Write in a few words why the page is taken away; the log keeps it.")
        case opening.NotOfCell(person=person):
            return _("%(name)s is not a member of this cell on that day. Choose another one.") % {
                "name": person.full_name
            }
        case hold.NotPresent(person=person):
            return _("%(name)s is not marked present, so cannot speak yet.") % {
                "name": person.full_name
            }
        case hold.NoRoll():
            return _("Cannot vote yet: the roll was not taken.")
        case hold.TooFew(present=present, needed=needed):
            return _(
                "Cannot vote: %(present)s present, %(needed)s needed. Wait for more and mark who has come, or call the meeting off and plan another day."
            ) % {"present": present, "needed": needed}
        case hold.BadVote(cast=cast, voters_present=voters):
            return _(
                "%(cast)s votes, but only %(voters)s who may vote are present. Count again."
            ) % {"cast": cast, "voters": voters}
        case hold.NotAMember():
            return _("Only a member of the cell can make a proposal; a guest's words are a speech.")
        case themes.YearOver(year=year):
            return _(
                "The plan of %(year)s is not written any more, or not yet. A plan is written for this year or the next."
            ) % {"year": year}
        case themes.OutsideYear(year=year):
            return _(
                "A theme moves only within %(year)s. Let it go here, and plan it in the other year."
            ) % {"year": year}
        case themes.NeedsThemeReason():
            return _("Write why, in a few words: the plan keeps it.")
        case themes.ThemeHeld():
            return _("The meeting on this theme was held, so the theme stays as it is.")
        case themes.ThemeDropped():
            return _("This theme was let go. To take it up after all, add it anew.")
        case themes.ThemeTaken():
            return _(
                "This theme has its meeting already, or was let go. Choose another one, or write it below."
            )
        case themes.NothingToTell():
            return _("The plan has no theme yet. Add one, then tell the committee above.")
        case themes.AlreadyTold(plan=told):
            return _("The committee above was told on %(day)s, and nothing has changed since.") % {
                "day": day(told.told_at)
            }
        case ending.EndsBeforeItBegan():
            return _("The meeting cannot end before it began. Check the hour.")
        case ending.EndsInTheFuture():
            return _("That hour has not come yet. Write the hour at which the meeting ended.")
        case opening.OpensInTheFuture():
            return _("That hour has not come yet. Write the hour at which the meeting began.")
        case opening.NeedsChairReason():
            return _("Write why the secretary is not in the chair.")
    raise KeyError(type(error).__name__)
