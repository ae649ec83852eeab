"""What members asked those above for, in words, and why one cannot answer."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.base.refusals import Refusal
from chibo.base.templatetags.words import day
from chibo.supervision.actions import passed_up as actions
from chibo.supervision.queries.passed_up import Asked
from chibo.units.naming import committee_name
from chibo.units.queries import names_by_code


def waiting_words(asked: Asked) -> tuple[str, str]:
    """Return the shape and the words of how a proposal stands: for how long it waits, or waited."""
    if asked.row.answered_on is not None:
        return "done", _("answered on %(day)s") % {"day": day(asked.row.answered_on)}
    if asked.days == 0:
        return "due", _("came in today")
    words = ngettext("has waited %(days)s day", "has waited %(days)s days", asked.days)
    return ("missed" if asked.is_late else "due"), words % {"days": asked.days}


def refusal_of(error: actions.CannotAnswer) -> Refusal:
    """Return why a proposal cannot be answered or handed on so, and what to do."""
    match error:
        case actions.AnsweredAlready():
            return Refusal(_("Somebody has answered it meanwhile. The answer stands below."))
        case actions.NothingSaid():
            return Refusal(_("Write the answer as the member is to read it."), fields=("text",))
        case actions.NotYet(asked_on=asked_on):
            return Refusal(
                _("Give a day from %(day)s, when it was asked, up to today.")
                % {"day": day(asked_on)},
                fields=("answered_on",),
            )
        case actions.PassedOnAlready(unit=unit):
            name = committee_name(names_by_code([unit.code], date.max).get(unit.code, unit.code))
            return Refusal(_("It was passed on meanwhile and lies with %(unit)s.") % {"unit": name})
    return Refusal(
        _("No committee above this one has an office here. Answer it yourselves, or ask by letter.")
    )
