"""What may be done with a meeting in each state; everything else changes nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from chibo.audit.models import Entry
from chibo.base.time import local_moment
from chibo.book import actions as book
from chibo.meetings.actions import ending, guards, hold, opening, plan, prepare
from chibo.meetings.models import Meeting
from chibo.resolutions import actions as resolutions
from tests.factories import meetings as made
from tests.factories.meetings import EVENING, JUNE, Village
from tests.factories.watching import changed, tables, undone

pytestmark = pytest.mark.django_db

Act = Callable[[Village, Meeting, dict[str, Any]], object]


def item(meeting: Meeting) -> Any:
    return meeting.items.filter(part="body").order_by("position")[0].pk


def opening_part(meeting: Meeting) -> Any:
    """Return the opening part, which nobody took up yet."""
    return meeting.items.get(part="opening").pk


PLANNING: dict[str, Act] = {
    "meeting.moved": lambda _, m, by: plan.move_meeting(
        meeting_id=m.pk, starts_at=local_moment(date(2026, 6, 10), EVENING), place="đình",
        because="lũ", version=m.version, **by,
    ),
    "meeting.cancelled": lambda _, m, by: plan.cancel_meeting(meeting_id=m.pk, because="lũ", **by),
    "meeting.noticed": lambda _, m, by: prepare.send_notice(meeting_id=m.pk, **by),
    "huddle.recorded": lambda v, m, by: prepare.record_huddle(
        meeting_id=m.pk, held_at=m.starts_at, present=[v.secretary], decisions="…", **by
    ),
    "preparation.given": lambda v, m, by: prepare.assign_preparation(
        meeting_id=m.pk, what="đo", person=v.third, due_on=JUNE, **by
    ),
    "meeting.opened": lambda _, m, by: opening.open_meeting(meeting_id=m.pk, **by),
}  # fmt: skip

# While a meeting runs, its cell may still take up something new.
AGENDA: dict[str, Act] = {
    "agenda.added": lambda _, m, by: prepare.add_item(
        meeting_id=m.pk, title="mới", minutes=5, **by
    ),
    "agenda.changed": lambda _, m, by: prepare.set_item(
        item_id=item(m), title="khác", minutes=5, presenter=None, needs_vote=False, **by
    ),
    "agenda.ordered": lambda _, m, by: prepare.order_agenda(
        meeting_id=m.pk, item_ids=[item(m)], **by
    ),
    "resolution.drafted": lambda _, m, by: resolutions.draft_resolution(
        meeting_id=m.pk, text="khác", **by
    ),
}

# Where this meeting has nothing to carry over, only the refusal shows.
SILENT: dict[str, Act] = {
    "agenda.carried_over": lambda _, m, by: resolutions.carry_over(meeting_id=m.pk, **by),
}

HOLDING: dict[str, Act] = {
    "meeting.seated": lambda v, m, by: opening.seat(
        meeting_id=m.pk, chair=v.deputy, meeting_secretary=v.third, chair_because="bí thư ốm", **by
    ),
    "roll.marked": lambda v, m, by: opening.mark_roll(
        meeting_id=m.pk, person=v.plain[0], mark="excused", **by
    ),
    "guest.added": lambda _, m, by: opening.add_guest(meeting_id=m.pk, name="Bà Hồng", title="", **by),
    "item.taken_up": lambda _, m, by: hold.take_up(item_id=opening_part(m), **by),
    "speech.added": lambda v, m, by: hold.add_speech(
        item_id=item(m), gist="…", person=v.secretary, **by
    ),
    "vote.recorded": lambda _, m, by: hold.record_vote(
        item_id=item(m), question="?", on="ordinary", method="hands",
        in_favour=4, against=0, other=0, **by,
    ),
    "item.concluded": lambda _, m, by: hold.conclude(item_id=item(m), conclusion="khác", **by),
    "minutes.read_back": lambda _, m, by: ending.read_back(
        meeting_id=m.pk, was_read=True, approved=False, reserved_opinions="", **by
    ),
    "task.given": lambda v, m, by: resolutions.give_task(
        item_id=item(m), what="đo", owner=v.third, due_on=date(2026, 6, 20), **by
    ),
    "meeting.closed": lambda _, m, by: book.close_meeting(meeting_id=m.pk, **by),
}  # fmt: skip

CLOSED: dict[str, Act] = {
    "meeting.reopened": lambda _, m, by: book.reopen_meeting(meeting_id=m.pk, **by),
    "meeting.sealed": lambda _, m, by: book.seal_meeting(meeting_id=m.pk, **by),
}
SEALED: dict[str, Act] = {
    "meeting.corrected": lambda _, m, by: book.add_annex(meeting_id=m.pk, text="Sửa: 26", **by),
}
ALL = PLANNING | AGENDA | SILENT | HOLDING | CLOSED | SEALED


@pytest.mark.parametrize(
    ("build", "allowed"),
    [
        pytest.param(made.planned, [*PLANNING, *AGENDA, *SILENT], id="planned"),
        pytest.param(made.noticed, [*PLANNING, *AGENDA, *SILENT], id="noticed"),
        pytest.param(made.ready, [*AGENDA, *SILENT, *HOLDING], id="held"),
        pytest.param(made.closed, CLOSED, id="closed"),
        pytest.param(made.sealed, SEALED, id="in the book"),
        pytest.param(made.cancelled, [], id="not held"),
    ],
)
def test_what_may_be_done(
    village: Village, build: Callable[[Village], Meeting], allowed: list[str]
) -> None:
    meeting = build(village)
    by: dict[str, Any] = {"by": "bithu", "at": meeting.starts_at + timedelta(hours=20)}
    before = tables()
    done = set()

    for verb, act in ALL.items():
        lines = Entry.objects.count()
        with undone():
            try:
                act(village, meeting, by)
            except guards.WrongState as refusal:
                assert refusal.state == meeting.state
                assert changed(before, tables()) == set(), verb
            else:
                done.add(verb)
                new = Entry.objects.order_by("pk")[lines:]
                assert [line.verb for line in new] == ([] if verb in SILENT else [verb])
                assert {(line.account, line.at, line.unit_code) for line in new} <= {
                    ("bithu", by["at"], "TT.01")
                }

    assert done == set(allowed)
    assert changed(before, tables()) == set()


def test_a_preparation_may_be_finished_and_a_proposal_answered_at_any_time(
    village: Village,
) -> None:
    """Neither stands in the minutes, so neither can change what is in the book."""
    meeting = made.planned(village)
    by: dict[str, Any] = {"by": "bithu", "at": meeting.starts_at}
    given = prepare.assign_preparation(
        meeting_id=meeting.pk, what="đo", person=village.third, due_on=JUNE, **by
    )
    prepare.send_notice(meeting_id=meeting.pk, **by)
    opening.open_meeting(meeting_id=meeting.pk, **by)
    for person in village.expected:
        made.mark(meeting, person)
    opening.seat(
        meeting_id=meeting.pk, chair=village.secretary, meeting_secretary=village.deputy, **by
    )
    speech = hold.add_speech(item_id=item(meeting), gist="Xin máy bơm", person=village.third, **by)
    proposal = hold.make_proposal(speech_id=speech.pk, **by)
    page = made.seal(made.fresh(meeting))
    before = tables()

    prepare.finish_preparation(preparation_id=given.pk, done_on=JUNE, **by)
    hold.answer_proposal(proposal_id=proposal.pk, answer="Xã đã cấp", **by)

    assert changed(before, tables()) == {
        "meetings.Preparation", "meetings.Proposal", "audit.Entry",
    }  # fmt: skip
    page.refresh_from_db()
    assert bytes(page.canonical) == bytes(before["book.SealedRecord"][0]["canonical"])
