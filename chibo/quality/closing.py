"""The cell's own score as a step of closing its meeting."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.meetings.models import Meeting
from chibo.quality.models import Assessment
from chibo.quality.queries.sheets import sheet_for
from chibo.quality.showing.scores import decimal_words
from chibo.room.steps import Step


def scoring_step(meeting: Meeting) -> Step | None:
    """Return how the cell's own score stands; None where no sheet is in force. Four queries."""
    if meeting.state not in (Meeting.State.HELD, Meeting.State.CLOSED):
        return None
    in_force = sheet_for(meeting)
    if in_force is None:
        return None
    own = Assessment.objects.filter(
        meeting=meeting, kind=Assessment.Kind.SELF, replaced_at=None
    ).first()
    return Step(
        title=_("The cell's own score"),
        says=_before() if in_force.sheet.self_scored == "before_minutes" else _after(),
        state=_state(own),
        does=_("Look at the score") if own else _("Score this meeting"),
        url=reverse("quality:score", args=[meeting.pk]),
        is_early=in_force.sheet.self_scored == "before_minutes",
    )


def _before() -> str:
    return _(
        "Proposed from the record; the cell decides the rest and votes on it, then adopts the minutes."
    )


def _after() -> str:
    return _("The cell adopts the minutes first, then decides what is open and votes on its score.")


def _state(own: Assessment | None) -> tuple[str, str]:
    if own is None:
        return "wait", _("not scored yet")
    facts = {"points": decimal_words(own.points), "most": decimal_words(own.most)}
    points = _("%(points)s of %(most)s") % facts if own.most else own.grade
    if own.in_favour is None:
        return "due", _("%(points)s, not voted on yet") % {"points": points}
    voted: dict[str, Any] = {"points": points, "for": own.in_favour, "base": own.vote_base}
    return "done", _("%(points)s, %(for)s of %(base)s voted for it") % voted
