"""Closing a meeting, entering it in the book, correcting it afterwards."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from chibo.book import actions
from chibo.book.models import MonthlyFacts, Posting, SealedRecord
from chibo.book.queries import pages_of
from chibo.book.record import instant
from chibo.book.rules import FORMAT, canonical, digest, findings
from chibo.meetings.actions import hold, prepare
from chibo.meetings.actions.guards import WrongState
from chibo.meetings.models import Meeting
from chibo.resolutions.models import Resolution
from tests.factories import meetings as made
from tests.factories.meetings import JULY, JUNE, SEPTEMBER, Village
from tests.factories.watching import changed, logged, refused, tables

pytestmark = pytest.mark.django_db


def by(meeting: Meeting, minutes: int = 100) -> dict[str, Any]:
    return {"by": "bithu", "at": meeting.starts_at + timedelta(minutes=minutes)}


def missing(error: Any) -> list[tuple[str, str]]:
    return [(str(gap.what), gap.name) for gap in error.value.gaps]


def test_closing_gives_the_minutes_and_the_carried_resolution_their_numbers(
    village: Village,
) -> None:
    term = made.term(village.cell)
    meeting = made.ready(village)
    before = tables()

    with logged("meeting.closed", "TT.01"):
        actions.close_meeting(meeting_id=meeting.pk, **by(meeting))

    assert changed(before, tables()) == {
        "meetings.Meeting", "resolutions.Resolution", "book.MonthlyFacts", "audit.Entry",
    }  # fmt: skip
    meeting.refresh_from_db()
    assert (meeting.state, meeting.minutes_number, meeting.term) == ("closed", 1, term)
    assert meeting.closed_at == by(meeting)["at"]
    # Its end was written before, and stays.
    assert meeting.ended_at == by(meeting, 95)["at"]
    resolution = Resolution.objects.get()
    assert (resolution.label, resolution.term) == ("01-NQ/CB", term)
    assert resolution.vote is not None
    assert resolution.vote.carried


def test_a_meeting_whose_end_nobody_wrote_ends_when_it_is_closed(village: Village) -> None:
    meeting = made.ready(village)
    Meeting.objects.filter(pk=meeting.pk).update(ended_at=None)

    actions.close_meeting(meeting_id=meeting.pk, **by(meeting))

    assert made.fresh(meeting).ended_at == by(meeting)["at"]


def test_numbers_run_through_a_term_and_begin_anew_with_the_next(village: Village) -> None:
    first = made.term(village.cell)
    numbers = []
    for day in (JUNE, JULY):
        meeting = made.sealed(village, day)
        numbers.append((meeting.minutes_number, meeting.resolution.label))
    first.until = date(2026, 8, 1)
    first.save(update_fields=["until"])
    made.term(village.cell, "2026–2028", since=date(2026, 8, 1))
    meeting = made.sealed(village, SEPTEMBER)

    assert numbers == [(1, "01-NQ/CB"), (2, "02-NQ/CB")]
    assert (meeting.minutes_number, meeting.resolution.label) == (1, "01-NQ/CB")


def test_without_a_term_each_cell_counts_on(village: Village) -> None:
    neighbour = made.village("TT.02", "bản Ngàm", under=village.commune)

    numbers = [
        made.sealed(of, day).minutes_number
        for of, day in ((village, JUNE), (neighbour, JUNE), (village, JULY))
    ]

    assert numbers == [1, 1, 2]


def test_a_resolution_that_was_not_carried_gets_no_number(village: Village) -> None:
    lost = made.held(village, JUNE)
    made.resolve(lost, in_favour=3)
    made.seal(lost)

    won = made.sealed(village, JULY)

    assert lost.resolution.label == ""
    assert lost.resolution.vote is not None
    assert won.resolution.label == "01-NQ/CB"


def test_voted_on_again_after_reopening_the_last_vote_decides(village: Village) -> None:
    meeting = made.closed(village)
    assert meeting.resolution.label == "01-NQ/CB"

    actions.reopen_meeting(meeting_id=meeting.pk, **by(meeting, 110))
    made.fresh(meeting)
    hold.record_vote(
        item_id=meeting.items.get(part="closing").pk, question="Nghị quyết", on="resolution",
        method="hands", in_favour=2, against=5, other=0, **by(meeting, 90),
    )  # fmt: skip
    made.close(made.fresh(meeting))

    resolution = Resolution.objects.get()
    assert (resolution.label, resolution.term) == ("", None)
    assert resolution.vote is not None
    assert resolution.vote.in_favour == 2


def test_reopened_minutes_keep_their_number_and_are_approved_anew(village: Village) -> None:
    meeting = made.closed(village)

    with logged("meeting.reopened", "TT.01"):
        actions.reopen_meeting(meeting_id=meeting.pk, **by(meeting, 110))

    meeting = made.fresh(meeting)
    assert (meeting.state, meeting.closed_at, meeting.approved) == ("held", None, False)
    with refused(actions.Incomplete) as error:
        actions.close_meeting(meeting_id=meeting.pk, **by(meeting, 120))
    assert missing(error) == [("approved", "")]

    again = made.close(meeting)
    assert (again.minutes_number, again.resolution.label) == (1, "01-NQ/CB")


def test_nothing_is_asked_of_a_meeting_without_a_roll(village: Village) -> None:
    meeting = made.opened(village)

    with refused(actions.Incomplete) as error:
        actions.close_meeting(meeting_id=meeting.pk, **by(meeting))

    assert missing(error) == [("roll", "")]


def test_all_that_is_missing_is_said_in_the_order_to_fill_it(village: Village) -> None:
    made.quorum(at=village.cell)
    meeting = made.opened(village)
    prepare.add_item(
        meeting_id=meeting.pk, title="Bầu cán bộ", minutes=5, needs_vote=True, **by(meeting, 0)
    )
    for person in village.committee:
        made.mark(meeting, person)

    with refused(actions.Incomplete) as error:
        actions.close_meeting(meeting_id=meeting.pk, **by(meeting))

    assert missing(error) == [
        ("chair", ""),
        ("meeting_secretary", ""),
        ("uncalled", "Lò Thị Hiền"),
        ("uncalled", "Lữ Văn Pẩn"),
        ("uncalled", "Thao A Sềnh"),
        ("uncalled", "Vi Thị Thắm"),
        ("uncalled", "Lò Văn Ún"),
        ("quorum", "3/6"),
        ("conclusion", "Nạo vét mương Nà Khà"),
        ("vote", "Bầu cán bộ"),
        ("conclusion", "Bầu cán bộ"),
        ("read_back", ""),
        ("approved", ""),
    ]


def test_a_drafted_resolution_is_voted_on_before_closing(village: Village) -> None:
    meeting = made.held(village)
    made.draft_resolution(meeting_id=meeting.pk, text="Giữ sạch mương", **by(meeting, 0))
    meeting = made.read(meeting)

    with refused(actions.Incomplete) as error:
        actions.close_meeting(meeting_id=meeting.pk, **by(meeting))

    assert [what for what, _name in missing(error)] == ["resolution_vote"]


def test_only_those_of_the_base_make_the_quorum(village: Village) -> None:
    """One who is on temporary activity elsewhere may sit in; he is counted there."""
    made.quorum(">=1", at=village.cell)
    meeting = made.held(village)
    made.mark(meeting, village.plain[0], "excused")
    made.mark(meeting, village.elsewhere)
    made.read(meeting)

    with refused(actions.Incomplete) as error:
        actions.close_meeting(meeting_id=meeting.pk, **by(meeting))

    assert missing(error) == [("quorum", "7/8")]


def test_sealing_writes_the_record_the_facts_and_the_state_together(village: Village) -> None:
    meeting = made.closed(village)
    before = tables()

    with logged("meeting.sealed", "TT.01"):
        page = actions.seal_meeting(meeting_id=meeting.pk, **by(meeting, 1440))

    assert changed(before, tables()) == {
        "meetings.Meeting", "book.SealedRecord", "book.Passage", "book.MonthlyFacts",
        "audit.Entry",
    }  # fmt: skip
    assert made.fresh(meeting).state == "sealed"
    page.refresh_from_db()
    assert (page.cell, page.meeting, page.kind) == (village.cell, meeting, "meeting")
    assert (page.sequence, page.previous_sha256) == (1, "")
    assert (page.sealed_at, page.sealed_by) == (by(meeting, 1440)["at"], "bithu")
    sealed = bytes(page.canonical)
    assert page.sha256 == digest(sealed)
    record = json.loads(sealed)
    assert sealed == canonical(record)
    place = {key: record[key] for key in ("format", "kind", "sequence", "previous", "sealed_by")}
    assert place == {
        "format": FORMAT, "kind": "meeting", "sequence": 1, "previous": "", "sealed_by": "bithu",
    }  # fmt: skip
    assert record["sealed_at"] == instant(page.sealed_at) == "2026-06-04T12:30:00Z"


def test_if_the_facts_cannot_be_written_nothing_is_in_the_book(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = made.closed(village)
    # A path that is too long for its column stands for whatever may fail at the end.
    monkeypatch.setattr(MonthlyFacts._meta.get_field("speakers"), "get_db_prep_save", broken)

    with refused(RuntimeError):
        actions.seal_meeting(meeting_id=meeting.pk, **by(meeting))


def broken(*_: object, **__: object) -> None:
    raise RuntimeError("the disk is full")


def test_each_page_is_bound_to_the_one_before(village: Village) -> None:
    meetings = [made.sealed(village, day) for day in (JUNE, JULY)]
    actions.add_annex(meeting_id=meetings[0].pk, text="Có mặt 8, không phải 7.", **by(meetings[1]))
    meetings.append(made.sealed(village, SEPTEMBER))

    pages = pages_of(village.cell)

    assert [page.sequence for page in pages] == [1, 2, 3, 4]
    assert [page.previous_sha256 for page in pages] == ["", *(page.sha256 for page in pages[:-1])]
    assert findings(pages) == []
    kinds = SealedRecord.objects.order_by("sequence").values_list("kind", "meeting")
    assert list(kinds) == [
        ("meeting", meetings[0].pk), ("meeting", meetings[1].pk),
        ("annex", meetings[0].pk), ("meeting", meetings[2].pk),
    ]  # fmt: skip


def test_each_cell_has_its_own_book(village: Village) -> None:
    neighbour = made.village("TT.02", "bản Ngàm", under=village.commune)
    made.sealed(village)

    made.sealed(neighbour)

    assert list(SealedRecord.objects.values_list("cell__code", "sequence")) == [
        ("TT.01", 1), ("TT.02", 1),
    ]  # fmt: skip


def test_a_correction_is_a_page_of_its_own_and_changes_nothing_else(village: Village) -> None:
    meeting = made.sealed(village)
    before = tables()

    with logged("meeting.corrected", "TT.01"):
        page = actions.add_annex(meeting_id=meeting.pk, text=" Ghi sai tên.\n", **by(meeting))

    after = tables()
    assert changed(before, after) == {"book.SealedRecord", "book.Passage", "audit.Entry"}
    assert after["book.SealedRecord"][0] == before["book.SealedRecord"][0]
    inside = json.loads(bytes(page.canonical))
    assert (inside["correction"], inside["meeting"]) == ("Ghi sai tên.", {"id": str(meeting.pk)})
    assert (inside["kind"], inside["sequence"]) == ("annex", 2)


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_correction_corrects_nothing(village: Village, text: str) -> None:
    meeting = made.sealed(village)

    with refused(actions.NothingToCorrect):
        actions.add_annex(meeting_id=meeting.pk, text=text, **by(meeting))


# ---------------------------------------------------------------- on the e-handbook


def test_the_day_of_posting_is_noted_and_the_last_one_holds(village: Village) -> None:
    meeting = made.sealed(village)
    later: dict[str, Any] = {"by": "thuky", "at": meeting.starts_at + timedelta(days=4)}
    before = tables()

    with logged("meeting.posted", "TT.01"):
        actions.note_posting(meeting_id=meeting.pk, posted_on=JUNE + timedelta(days=1), **later)
    actions.note_posting(meeting_id=meeting.pk, posted_on=JUNE + timedelta(days=2), **later)

    (posting,) = Posting.objects.all()
    assert (posting.posted_on, posting.noted_by) == (JUNE + timedelta(days=2), "thuky")
    assert changed(before, tables()) == {"book.Posting", "audit.Entry"}


@pytest.mark.parametrize(
    ("days", "error"),
    [
        pytest.param(-1, actions.PostedBeforeItWasHeld, id="before it was held"),
        pytest.param(5, actions.PostedInTheFuture, id="not come yet"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    village: Village, days: int, error: type[Exception]
) -> None:
    meeting = made.sealed(village)

    with refused(error):
        actions.note_posting(
            meeting_id=meeting.pk,
            posted_on=JUNE + timedelta(days=days),
            by="thuky",
            at=meeting.starts_at + timedelta(days=4),
        )


def test_only_what_is_in_the_book_is_noted_as_posted(village: Village) -> None:
    meeting = made.closed(village)

    with refused(WrongState):
        actions.note_posting(meeting_id=meeting.pk, posted_on=JUNE, **by(meeting))
