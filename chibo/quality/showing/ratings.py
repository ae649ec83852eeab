"""The three questions after a meeting and their answers in words, and why one cannot answer."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chibo.base.refusals import Refusal
from chibo.meetings.actions.guards import CannotChange
from chibo.quality.actions import ratings as actions
from chibo.quality.rules.ratings import Answer, Question, Result

QUESTIONS: dict[str, Callable[[], str]] = {
    Question.CONTENT: lambda: _("Was the meeting about what the cell needs?"),
    Question.VOICE: lambda: _("Could you say what you wanted to say?"),
    Question.TASKS: lambda: _("Is it clear who does what, and by when?"),
}
ANSWERS: dict[str, Callable[[], str]] = {
    Answer.YES: lambda: pgettext("rating", "yes"),
    Answer.PARTLY: lambda: pgettext("rating", "partly"),
    Answer.NO: lambda: pgettext("rating", "no"),
}


def result_rows(results: tuple[Result, ...]) -> list[tuple[str, list[tuple[str, int]], bool]]:
    """Return each question with how many gave each answer, and whether all gave the same."""
    return [
        (
            QUESTIONS[one.question](),
            [(ANSWERS[answer](), n) for answer, n in zip(Answer, one.counts, strict=True)],
            one.is_unanimous,
        )
        for one in results
    ]


def rating_refusal(error: CannotChange) -> Refusal:
    """Return why an answer was not taken, or a switch not turned, and what to do."""
    match error:
        case actions.DaysOver():
            return Refusal(_("The days for answering are over. The counts are below."))
        case actions.AnsweredAlready():
            return Refusal(
                _("You have answered already. Nobody can find your answers again to change them.")
            )
        case actions.NotThere():
            return Refusal(
                _(
                    "The roll does not have you as present, so you are not asked. Is that wrong? Tell the minute-taker."
                )
            )
        case actions.SwitchedAlready():
            return Refusal(_("Somebody has switched this meanwhile. It stands as shown below."))
    return Refusal(_("The cell does not ask about this meeting. Ask the secretary."))
