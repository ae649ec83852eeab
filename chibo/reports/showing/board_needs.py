"""Why cells need help, and from when on that is said, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.base.templatetags.words import day, month_name
from chibo.guidance.models import RuleValue
from chibo.guidance.names import Name
from chibo.quality.rules import helping
from chibo.quality.showing import boards as quality
from chibo.reports.rules.board_needs import Need, Reason
from chibo.reports.rules.board_stages import Standing
from chibo.reports.showing.board_months import Words

_QUALITY = {
    Reason.WEAK: helping.Reason.WEAK,
    Reason.SILENT: helping.Reason.SILENT,
    Reason.LATE: helping.Reason.LATE,
    Reason.ABSENT: helping.Reason.ABSENT,
}


def need_words(need: Need, limits: Mapping[Name, RuleValue]) -> Words:
    """Return why a cell needs help: a state, its words, and the reason that was given."""
    match need.reason:
        case Reason.UNMET:
            return Words(_unmet_state(need), _unmet(need), need.why)
        case Reason.NO_SECRETARY:
            return Words("due", _("no secretary on record"))
        case Reason.FEW:
            return Words("due", _few(need, limits))
        case Reason.NO_SUCCESSOR:
            return Words("due", _("nobody in the committee beside the secretary"))
        case Reason.TERM:
            return Words("due", _term(need))
    return Words(
        "due", quality.need_words(helping.Need(_QUALITY[need.reason], need.months), limits)
    )


def _unmet_state(need: Need) -> str:
    over = any(standing is Standing.MISSED for _month, standing in need.unmet)
    return "missed" if over else "due"


def _unmet(need: Need) -> str:
    months = ", ".join(month_name(month) for month, _standing in need.unmet)
    return _("has not met: %(months)s") % {"months": months}


def _few(need: Need, limits: Mapping[Name, RuleValue]) -> str:
    words = ngettext(
        "%(n)s official member; a cell has at least %(least)s",
        "%(n)s official members; a cell has at least %(least)s",
        need.number,
    )
    return words % {"n": need.number, "least": limits[Name.HELP_OFFICIAL].value}


def _term(need: Need) -> str:
    if need.number < 0:
        return _("the term ended on %(day)s") % {"day": day(need.day)}
    words = ngettext(
        "the term ends on %(day)s, in %(n)s day",
        "the term ends on %(day)s, in %(n)s days",
        need.number,
    )
    return words % {"day": day(need.day), "n": need.number}


def limit_words(limits: Mapping[Name, RuleValue]) -> list[str]:
    """Return from when on a cell is said to need help, in the order of urgency."""
    values = {name: row.value for name, row in limits.items()}
    said: list[tuple[Name, str]] = [
        (
            Name.HELP_UNMET_DAYS,
            _(
                "A month is over without its meeting, the meeting was called off, or its day passed more than %(n)s days ago and nothing says it was held."
            ),
        ),
        (Name.HELP_OFFICIAL, _("By its latest minutes it has fewer than %(n)s official members.")),
        (
            Name.HELP_SUCCESSORS,
            _(
                "No secretary, or beside the secretary fewer than %(n)s others in the committee. Lists of successors are not kept yet; this stands for them."
            ),
        ),
        (Name.HELP_TERM_DAYS, _("The term of the committee or secretary ends within %(n)s days.")),
    ]
    ours = [words % {"n": values[name]} for name, words in said if name in values]
    return [*ours[:2], *quality.limit_words_of(limits), *ours[2:]]
