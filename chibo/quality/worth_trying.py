"""One or two things a cell may try next time, drawn from its own record. Law 2: nobody else's."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chibo.meetings.models import Meeting
from chibo.quality.looking_back import Year
from chibo.quality.queries.evidence import evidence_of_sealed
from chibo.quality.rules.habits import LATEST, MOST, chosen, habits
from chibo.quality.rules.looking_back import Lost
from chibo.quality.showing import habits as habit_words


@dataclass(frozen=True, slots=True)
class Idea:
    """What comes back, and what to try; "" where the cell knows best itself."""

    says: str
    tries: str


def ideas(found: Year) -> list[Idea]:
    """Return what may be worth trying after a cell's latest meetings. Eight queries.

    What the record shows comes first, and first of it what cost points; then criteria that
    people decided and that cost points again and again.
    """
    latest = _latest(found)
    known = evidence_of_sealed(latest)
    measures = _measures(found)
    costly = [measures.get(one.key, "") for one in found.suggestions]
    shown = chosen(habits([known[one.pk] for one in latest if one.pk in known]), costly)
    told = {one.measure for one in shown}
    rest = [one for one in found.suggestions if measures.get(one.key, "") not in told]
    first = [Idea(habit_words.says(one), habit_words.tries(one)) for one in shown]
    return [*first, *(Idea(_lost_words(one), "") for one in rest)][:MOST]


def _latest(found: Year) -> Sequence[Meeting]:
    sealed = [one.meeting for one in found.meetings if one.meeting.state == Meeting.State.SEALED]
    return [one for one in sealed if one.kind == Meeting.Kind.REGULAR][-LATEST:]


def _measures(found: Year) -> dict[str, str]:
    """What each criterion measures, as the latest assessments kept it."""
    kept = (one.decides.lines for one in found.meetings if one.decides is not None)
    return {line["criterion"]: line["measure"] for lines in kept for line in lines}


def _lost_words(one: Lost) -> str:
    facts = {"title": f"{one.key}. {one.title}", "times": one.times, "of": one.of}
    return _("%(title)s: cost points in %(times)s of the last %(of)s meetings.") % facts
