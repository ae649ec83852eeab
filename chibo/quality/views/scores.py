"""The score of one meeting: proposed from the record, decided by people."""

import uuid
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chibo.access.http import MemberRequest
from chibo.access.rules import Ability
from chibo.base.refusals import Refusal
from chibo.book.queries import records_where
from chibo.guidance.models import Source
from chibo.meetings.actions.guards import CannotChange
from chibo.meetings.models import Meeting
from chibo.meetings.queries import abilities_in, meetings_where, poll_of
from chibo.quality import frozen
from chibo.quality.actions import assessing
from chibo.quality.forms.scores import Filled, filled
from chibo.quality.models import Assessment
from chibo.quality.noted import NotedMarks, noted_by
from chibo.quality.queries import assessments
from chibo.quality.queries.evidence import evidence_for
from chibo.quality.queries.sheets import InForce, sheet_for
from chibo.quality.refusals import line_error, no_roll, refusal
from chibo.quality.rules.scoring import score
from chibo.quality.showing import lines
from chibo.quality.showing import scores as showing
from chibo.quality.views.ratings import shown_ratings

_WRITES = {
    Ability.SCORE_SUPERIOR: Assessment.Kind.SUPERIOR,
    Ability.SCORE_ATTENDING: Assessment.Kind.ATTENDING,
}


def of_meeting(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    meeting = _meeting(request, meeting_id)
    side = _side(request, meeting)
    if request.method != "POST":
        return _page(request, meeting, side)
    if side is None:
        raise Http404
    found = sheet_for(meeting)
    if found is None:
        return _page(request, meeting, side, status=409)
    proposal = score(found.sheet, evidence_for(meeting, timezone.now()))
    form = filled(proposal, request.POST)
    if not form.is_valid:
        return _page(request, meeting, side, form=form, status=422)
    try:
        assessing.assess(
            meeting_id=meeting.pk,
            kind=side,
            given=form.given,
            by=request.user.username,
            at=timezone.now(),
            seen=request.POST.get("seen", ""),
        )
    except CannotChange as error:
        about = line_error(error)
        if about is not None:
            form.errors[about[0]] = about[1]
            return _page(request, meeting, side, form=form, status=422)
        meeting.refresh_from_db()
        return _page(request, meeting, side, form=form, refused=refusal(error, meeting), status=409)
    return redirect("quality:score", meeting.pk)


def _meeting(request: MemberRequest, meeting_id: uuid.UUID) -> Meeting:
    """A meeting of the reader's own cell, or a sealed one of a cell whose figures he sees."""
    today = timezone.localdate()
    own = meetings_where(request.user, Ability.SEE_CELL, today).filter(pk=meeting_id).first()
    if own is not None:
        return own
    sealed = records_where(request.user, today).filter(meeting=meeting_id).first()
    if sealed is None:
        raise Http404
    return sealed.meeting


def _side(request: MemberRequest, meeting: Meeting) -> str | None:
    """Whose score the reader can write now; None when he only reads."""
    mine = abilities_in(request.user, meeting, timezone.localdate())
    if meeting.state in (Meeting.State.HELD, Meeting.State.CLOSED):
        return Assessment.Kind.SELF if Ability.KEEP_ROLL in mine else None
    if meeting.state == Meeting.State.SEALED:
        return next((side for ability, side in _WRITES.items() if ability in mine), None)
    return None


def _page(
    request: MemberRequest,
    meeting: Meeting,
    side: str | None,
    *,
    form: Filled | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    in_force = sheet_for(meeting)
    context: dict[str, Any] = {"meeting": meeting, "side": side, "refusal": refused}
    if meeting.state not in (Meeting.State.HELD, Meeting.State.CLOSED, Meeting.State.SEALED):
        context["refusal"] = no_roll(meeting)
    elif in_force is None:
        context["refusal"] = refusal(assessing.NoSheet(), meeting)
    else:
        context |= _scored(meeting, side, in_force, form, _noted(request, meeting, side, in_force))
    context["ratings"] = shown_ratings(request, meeting)
    return render(request, "quality/score.html", context, status=status)


def _noted(
    request: MemberRequest, meeting: Meeting, side: str | None, in_force: InForce
) -> NotedMarks | None:
    """What the official who writes noted by this very sheet."""
    if side != Assessment.Kind.ATTENDING:
        return None
    found = noted_by(request.user, meeting)
    return found if found and found.sheet == str(in_force.row.pk) else None


def _scored(
    meeting: Meeting,
    side: str | None,
    in_force: InForce,
    form: Filled | None,
    noted: NotedMarks | None,
) -> dict[str, Any]:
    now = timezone.now()
    evidence = evidence_for(meeting, now)
    if evidence.attended == 0:
        return {"refusal": no_roll(meeting)}
    given = assessments.current(meeting)
    decides = assessments.deciding(in_force.sheet, given)
    # Who writes sees his own; who reads sees what holds.
    mine = given.get(side) if side else decides
    proposal = score(in_force.sheet, evidence)
    decided = frozen.decisions(mine.lines) if mine else {}
    found = score(in_force.sheet, evidence, decided, mine.events if mine else {})
    if mine is not None:
        noted = None
    typed = showing.Typed(noted.points, noted.because) if noted else showing.Typed()
    if form:
        typed = showing.Typed(form.points, form.because, form.errors)
    poll = poll_of(meeting, "ordinary", meeting.ended_at or now) if side == "self" else None
    return {
        "sheet": in_force.sheet,
        # Its length would be proposed; nobody should type what the minutes will say.
        "wants_end": side == Assessment.Kind.SELF and not (evidence.ended_at or evidence.sits_at),
        "seen_how": Source.Seen(in_force.sheet.seen).label,
        "grade_words": showing.grade_words(in_force.sheet),
        "score": found,
        "figures": showing.figures(found, given, mine),
        "groups": showing.groups(
            found,
            proposal,
            given,
            typed,
            stands=partial(lines.evidence_url, meeting),
            writes=side,
        ),
        "sides": [label for _kind, label in Assessment.Kind.choices],
        "events": [(one, _said(one.key, form, mine)) for one in in_force.sheet.overrides],
        "given": given,
        "mine": mine,
        "noted": noted is not None,
        # Whether people can still decide what is open: those of the cell, or the reader himself.
        "waits": side is not None or meeting.state != Meeting.State.SEALED,
        "decides": decides,
        "decided_points": showing.decimal_words(decides.points) if decides else "",
        "differences": showing.differences(given, assessments.writers(given.values())),
        "note": form.note if form else (mine.note if mine else ""),
        "poll": poll,
        "in_favour": (form.in_favour if form else None) or (mine.in_favour if mine else ""),
        "vote_error": form.vote_error if form else "",
        "earlier": assessments.earlier(meeting),
    }


def _said(key: str, form: Filled | None, mine: Assessment | None) -> bool | None:
    """Whether an event is said to have happened; None while nobody said."""
    said: dict[str, bool] = form.events if form else (mine.events if mine else {})
    return said.get(key)
