"""What a refusal about people or the tree says, and beside which field it stands."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.base import refusals
from chibo.base.refusals import Way
from chibo.base.templatetags.words import day
from chibo.people.actions import guards, members, persons, posts, reorganise, standings, together
from chibo.people.models import Membership, Post, Standing
from chibo.people.titles import title
from chibo.units import events, undoing
from chibo.units.actions import NoSteps, NumberTaken
from chibo.units.rules import Cycle
from chibo.units.steps import BadStep, MissingColumns, UnknownWord

Refusal = guards.CannotKeep | events.CannotChangeTree | Cycle | BadStep

# What an action or the reading of a table may refuse with; anything else is a bug.
REFUSALS = (guards.CannotKeep, events.CannotChangeTree, Cycle, BadStep)


def tell(form: forms.Form, error: Refusal, record: str = "") -> None:
    """Put a refusal beside the field it is about, or above them all.

    record: address of the page that shows what is on record.
    """
    refusals.tell(form, refusal(error, record))


def refusal(error: Refusal, record: str = "") -> refusals.Refusal:
    """Return the refusal of an action of these rooms, with the ways out of it.

    Raises KeyError for a refusal that has no sentence: a bug, to be seen as one.
    """
    if isinstance(error, together.OneOfThem):
        page = reverse("people:member", args=[error.person.pk])
        inner = refusal(error.refusal, page)
        return refusals.Refusal(f"{error.person.full_name}: {inner.sentence}", inner.ways)
    return refusals.Refusal(_sentence(error), _ways(error, record), _fields(error))


def _ways(error: Refusal, record: str) -> tuple[Way, ...]:
    match error:
        case reorganise.StillHasMembers(code=code):
            cell = reverse("people:of_cell", args=[code])
            return (Way(_("See the members of the cell"), cell),)
        case events.StillHasChildren(code=code) | undoing.StillInUse(code=code):
            return (Way(_("See this unit"), reverse("units:unit", args=[code])),)
        case (
            NumberTaken()
            | events.LaterChange()
            | events.SameDayChange()
            | undoing.AlreadyUndone()
            | undoing.LaterDecision()
        ):
            return (Way(_("See the decisions"), reverse("people:decisions")),)
        case undoing.InEffect():
            return (Way(_("Enter a new decision"), reverse("people:decide")),)
        case _ if isinstance(error, _ON_RECORD) and record:
            return (Way(_("See what is on record"), record),)
    return ()


# What the record's own page explains.
_ON_RECORD = (
    guards.OutsideMembership,
    guards.Overlaps,
    guards.LaterEntry,
    members.AlreadyThere,
    members.NotElsewhere,
    members.AlreadyOfficial,
    posts.AlreadyEnded,
    posts.StillProbationary,
    standings.AlreadyEnded,
)


def _fields(error: Refusal) -> tuple[str, ...]:
    match error:
        case guards.EndsBeforeItBegins() | standings.NeedsAnEnd():
            return ("last", "on")
        case guards.NotACell() | members.AlreadyThere():
            return ("to", "cell")
        case posts.StillProbationary():
            return ("kind",)
        case persons.CardTaken():
            return ("card_number",)
        case members.CeremonyBeforeDecision() | members.CeremonyUnknown():
            return ("ceremony_on",)
        case members.StillOnProbation():
            return ("signed_on",)
        case NumberTaken():
            return ("number",)
        case BadStep() | NoSteps() | Cycle() | events.CannotChangeTree():
            return ("steps",)
        case guards.LaterEntry() | guards.Overlaps():
            return ("since", "on", "signed_on", "steps")
    return ("since", "on", "signed_on")


def _sentence(error: Refusal) -> str:
    if isinstance(error, guards.CannotKeep):
        return _about_people(error)
    if isinstance(error, undoing.CannotUndo):
        return _about_undoing(error)
    return _about_the_tree(error)


def _about_people(error: guards.CannotKeep) -> str:  # noqa: C901 (one flat list of cases)
    match error:
        case guards.EndsBeforeItBegins():
            return _("It would end before it begins. Give a later day.")
        case guards.OutsideMembership(day=outside):
            return _(
                "On %(day)s the member does not officially belong there. Give days within the membership."
            ) % {"day": day(outside)}
        case guards.Overlaps(row=row):
            return _("Already on record: %(row)s. End that first, or give other days.") % {
                "row": words(row)
            }
        case guards.LaterEntry(row=row):
            return _("On record from that day or later: %(row)s. Settle that first.") % {
                "row": words(row)
            }
        case guards.NotACell():
            return _("Members belong to cells; this unit is none. Choose a cell.")
        case guards.UnitNotThere(code=code, day=missing):
            return _("%(code)s does not exist on %(day)s. Give another day.") % {
                "code": code,
                "day": day(missing),
            }
        case members.CeremonyBeforeDecision():
            return _("The ceremony comes after the decision, or on its day.")
        case members.AlreadyThere():
            return _("The member is in this cell already. Choose another one.")
        case members.NotElsewhere():
            return _("On that day the member is on no temporary activity elsewhere. Check the day.")
        case members.AlreadyOfficial():
            return _(
                "The register has the member as official already, so there is nothing to recognise."
            )
        case members.CeremonyUnknown():
            return _("The register has no full day of the ceremony. Write it here.")
        case members.StillOnProbation(official_from=first):
            return _("Probation lasts to %(day)s; the decision is not signed before.") % {
                "day": day(first)
            }
        case members.NotALeaving():
            return _("Choose what has happened from the list.")
        case persons.CardTaken(person=person):
            return _("%(name)s has this card number. Check both.") % {"name": person.full_name}
        case standings.NeedsAnEnd():
            return _(
                "Give the last day: whoever is exempt for a time is back on the roll after it."
            )
        case standings.AlreadyEnded() | posts.AlreadyEnded():
            return _("It has ended by then, so it cannot end on that day. Give an earlier one.")
        case posts.StillProbationary():
            return _(
                "On that day the member is on probation, so cannot hold an office yet. Give a later day."
            )
    raise KeyError(type(error).__name__)


def _about_the_tree(error: Exception) -> str:  # noqa: C901 (one flat list of cases)
    match error:
        case NoSteps():
            return _("Write at least one step.")
        case UnknownWord(line=line, word=word):
            return _(
                "Line %(line)s begins with “%(word)s”. Begin it with one of the words below."
            ) % {"line": line, "word": word}
        case MissingColumns(line=line):
            return _("Line %(line)s has too few or too many columns. See the example below.") % {
                "line": line
            }
        case NumberTaken(decision=decision):
            return _("%(number)s of %(day)s is carried out already.") % {
                "number": decision.number,
                "day": day(decision.signed_on),
            }
        case events.UnknownUnit(code=code):
            return _("No unit %(code)s exists on that day. Check the code.") % {"code": code}
        case events.UnknownKind(code=code):
            return _("No kind of unit is called %(code)s. See the list below.") % {"code": code}
        case events.CodeTaken(code=code):
            return _("The code %(code)s is in use. Give the new unit another one.") % {"code": code}
        case events.StillHasChildren(code=code, children=children):
            return _(
                "%(code)s still has units below it: %(children)s. Move or merge them first."
            ) % {"code": code, "children": ", ".join(children)}
        case events.LaterChange(code=code):
            return _("A decision of a later day changes %(code)s. Undo that one first.") % {
                "code": code
            }
        case events.SameDayChange(code=code, number=number):
            return _(
                "Decision %(number)s of the same day sets this for %(code)s already. "
                "Undo it and write both in one."
            ) % {"code": code, "number": number or "–"}
        case reorganise.StillHasMembers(code=code, members=count):
            return ngettext(
                "%(code)s still has %(count)s member. Merge it into another cell, or move that member.",
                "%(code)s still has %(count)s members. Merge it into another cell, or move them.",
                count,
            ) % {"code": code, "count": count}
        case Cycle():
            return _("A unit would stand below itself. Check the lines that move it.")
    raise KeyError(type(error).__name__)


def _about_undoing(error: undoing.CannotUndo) -> str:
    match error:
        case undoing.AlreadyUndone():
            return _("This decision was undone before, so there is nothing left to undo.")
        case undoing.InEffect():
            return _(
                "The decision is in effect, so it is no longer undone. Change it by a new one."
            )
        case undoing.LaterDecision(number=number):
            return _("Decision %(number)s came after and rests on it. Undo that one first.") % {
                "number": number
            }
        case undoing.StillInUse(code=code):
            return _("%(code)s has members, meetings or accounts of its own. Move them first.") % {
                "code": code
            }
    raise KeyError(type(error).__name__)


def words(row: guards.Row) -> str:
    """Return a period on record in words: what, from when to when."""
    what = ""
    if isinstance(row, Post):
        what = title(row.kind, row.unit.kind)
    elif isinstance(row, Standing | Membership):
        what = row.get_kind_display()
    period = day(row.since)
    if row.until is not None:
        period = _("%(since)s to before %(until)s") % {"since": period, "until": day(row.until)}
    name = row.person.full_name if isinstance(row, Post) else getattr(row, "name", "")
    return ", ".join(part for part in (what, name, period) if part)
