"""Why an item is on the agenda, in one sentence that names the fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chibo.base.templatetags.words import day, short_day
from chibo.meetings.models import AgendaItem


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item as lists show it: its number among the content, and why it is there."""

    item: AgendaItem
    number: int | None
    reason: str


def shown(items: Iterable[AgendaItem]) -> list[ShownItem]:
    """Return items with their numbers; opening and closing have none."""
    found = []
    number = 0
    for item in items:
        inside = item.part == AgendaItem.Part.BODY
        number += inside
        found.append(ShownItem(item, number if inside else None, reason_of(item)))
    return found


def reason_of(item: AgendaItem) -> str:
    """Return the reason's sentence, or nothing for parts that every meeting has."""
    facts = item.reason_facts
    match item.reason:
        case AgendaItem.Reason.REVIEW:
            return _("last month's resolution %(number)s is to be reviewed") % {
                "number": facts.get("resolution", "")
            }
        case AgendaItem.Reason.UNFINISHED:
            return _unfinished(facts)
        case AgendaItem.Reason.PROPOSAL if "answered" in facts:
            return _("%(unit)s answered on %(day)s what the cell asked it for") % {
                "unit": facts["unit"],
                "day": day(date.fromisoformat(facts["answered"])),
            }
        case AgendaItem.Reason.PROPOSAL:
            return _("proposed by %(name)s on %(day)s") % {
                "name": facts["name"],
                "day": day(date.fromisoformat(facts["day"])),
            }
        case AgendaItem.Reason.RECURRING:
            return _("due every year, in month %(month)s") % {"month": facts["month"]}
        case AgendaItem.Reason.DIRECTIVE:
            return _("asked for from above")
        case AgendaItem.Reason.OWN:
            return _("chosen by the cell committee")
        case _:
            return ""


def _unfinished(facts: dict[str, str]) -> str:
    words = {
        "month": facts["month"],
        "due": short_day(date.fromisoformat(facts["due"])),
    }
    if "of" not in facts:
        return _("a task of month %(month)s is not done, due %(due)s") % words
    return _("a task of month %(month)s is not done, %(done)s of %(of)s %(measure)s so far") % {
        **words,
        "done": facts["done"],
        "of": facts["of"],
        "measure": facts["measure"],
    }
