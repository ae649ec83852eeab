"""A quarter or year in words: what its meetings come to, what the sheet's rule asks, who said what."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chibo.base.templatetags.words import capital
from chibo.quality.looking_back import CellPeriod
from chibo.quality.models import PeriodAnswer, Scored
from chibo.quality.rules.periods import GateHeld, Period
from chibo.quality.rules.sheets import Override
from chibo.quality.showing.lines import asked_words, measured_words


@dataclass(frozen=True, slots=True)
class EventView:
    """An event that people answer: what each side said, and what the reader's own side said."""

    override: Override
    said: list[str]
    mine: bool | None

    @property
    def is_open(self) -> bool:
        """Say whether nobody answered yet."""
        return not self.said


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A quarter or the year on its page."""

    period: CellPeriod
    name: str
    comes_to: str
    # What the rule asks beside the grades, each with whether it is met: yes, no, open.
    asks: list[tuple[str, str]]
    events: list[EventView]

    @property
    def no_rule(self) -> str:
        """Return what the sheet does not say."""
        return no_rule_words(self.period)

    @property
    def found(self) -> Period:
        """Return what the meetings come to."""
        return self.period.found


def period_view(period: CellPeriod, side: str | None) -> PeriodView:
    """Return a period in words. side: whose answers the reader can write now."""
    asks = [_gate(one) for one in period.found.gates]
    asks += [
        (
            f"{capital(one.override.event)}: {measured_words(one.override.measure, one.measured)}",
            _state(None if one.happened is None else not one.happened),
        )
        for one in period.found.events
        if one.measured is not None
    ]
    return PeriodView(
        period,
        period_name(period.number),
        comes_to(period),
        asks,
        [
            _event(one.override, period.said.get(one.override.key, {}), side)
            for one in period.found.asked
        ],
    )


def period_name(number: int) -> str:
    """Return "Quarter 2" or "The year"."""
    return _("Quarter %(number)s") % {"number": number} if number else _("The whole year")


def comes_to(period: CellPeriod) -> str:
    """Return what a period comes to, or between what it lies; nothing where no rule says."""
    found = period.found
    if found.grade:
        return found.grade
    if found.lowest is None or found.highest is None:
        return ""
    ends = {"low": found.lowest, "high": found.highest}
    if found.has_needs:
        return _("open, from %(low)s to %(high)s") % ends
    if found.highest != found.spread[0][0]:
        return _("at most %(high)s") % ends
    return _("open")


def no_rule_words(period: CellPeriod) -> str:
    """Return what the sheet does not say about a year, or nothing where it says all."""
    if period.found.has_needs:
        return ""
    if period.rule.gates or period.rule.overrides:
        return _(
            "The sheet does not say how grades come to one for the year. What else it asks only says what the year cannot be."
        )
    return _(
        "The sheet in force has no rule for a whole year, so the spread stands and no mean is made."
    )


def _gate(one: GateHeld) -> tuple[str, str]:
    gate = one.gate
    if gate.when is None or one.measured is None:
        asked = _("full marks in %(lines)s at every meeting") % {"lines": ", ".join(gate.full)}
        words = _("%(grade)s takes %(asked)s.") % {"grade": gate.grade, "asked": asked}
        return words, _state(one.passes)
    words = _("%(grade)s takes %(asked)s.") % {
        "grade": gate.grade,
        "asked": asked_words(gate.measure, gate.when),
    }
    return f"{words} {capital(measured_words(gate.measure, one.measured))}.", _state(one.passes)


def _state(passes: bool | None) -> str:  # noqa: FBT001 - the one thing it turns into a word
    return "wait" if passes is None else "done" if passes else "missed"


def _event(override: Override, said: Mapping[str, PeriodAnswer], side: str | None) -> EventView:
    words = [
        _("%(side)s: %(answer)s")
        % {
            "side": capital(str(Scored.Kind(kind).label)),
            "answer": _("it happened") if row.happened else _("it did not happen"),
        }
        for kind, row in sorted(said.items())
    ]
    own = said.get(side or "")
    return EventView(override, words, own.happened if own else None)
