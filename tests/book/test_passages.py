"""What can be found in the book: written when a page is sealed, and the same when made anew."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from chibo.book import passages
from chibo.book.actions import add_annex
from chibo.book.models import Passage, SealedRecord
from chibo.meetings.actions import hold, opening
from chibo.resolutions.actions import report_result
from tests.factories import meetings as made
from tests.factories.meetings import BY, JULY, JUNE, SEPTEMBER, Village

pytestmark = pytest.mark.django_db


def rows() -> list[dict[str, Any]]:
    found = Passage.objects.order_by("record", "position").values()
    return [{key: value for key, value in row.items() if key != "id"} for row in found]


def words() -> list[tuple[str, str]]:
    found = Passage.objects.order_by("record", "position").values_list("kind", "folded")
    return [(kind, folded) for kind, folded in found]


def test_sealing_writes_what_was_said_decided_and_given(village: Village) -> None:
    meeting = made.held(village)
    opening.add_guest(meeting_id=meeting.pk, name="Bà Hồng", title="Phó Bí thư Đảng ủy", **BY)
    (item,) = made.content(meeting)
    hold.add_speech(item_id=item.pk, gist="Đất lấp ở cửa Đập Tiên.", person=village.third, **BY)
    made.task(meeting, owner=village.deputy, due_on=date(2026, 6, 20))
    made.resolve(meeting)

    page = made.seal(meeting)

    # What opens and closes every meeting is not there: nothing was said to it.
    assert words() == [
        ("meeting", " 01 bb cb | ba hong pho bi thu dang uy "),
        (
            "item",
            " nao vet muong na kha | chi bo thong nhat "
            "| vi van chien dat lap o cua dap tien ",
        ),
        ("task", " nao vet 400 m | luong thi ngoan "),
        ("resolution", " 01 nq cb | giu sach muong "),
    ]  # fmt: skip
    assert {(row["cell_id"], row["day"], row["record_id"]) for row in rows()} == {
        (village.cell.pk, JUNE, page.pk)
    }


def test_what_came_of_a_task_is_found_where_it_was_reviewed(village: Village) -> None:
    first = made.held(village, JUNE)
    given = made.task(first, owner=village.third, due_on=date(2026, 6, 20))
    made.resolve(first)
    made.seal(first)
    report_result(
        task_id=given.pk, text="Còn đoạn cuối", amount=None, is_done=False, reported_on=JUNE,
        typed_by="…", for_owner=False, **BY,
    )  # fmt: skip

    made.sealed(village, JULY)

    july = Passage.objects.filter(day=JULY, folded__contains=" con doan cuoi ")
    assert [(row.kind, row.day) for row in july] == [("item", JULY)]


def test_a_correction_is_found_under_the_day_it_was_entered(village: Village) -> None:
    meeting = made.sealed(village)
    entered = meeting.starts_at + timedelta(days=40)

    add_annex(meeting_id=meeting.pk, text="Dài 430 mét, không phải 400.", by="bithu", at=entered)

    row = Passage.objects.get(kind="correction")
    assert (row.day, row.folded) == (
        JUNE + timedelta(days=40), " dai 430 met khong phai 400 ",
    )  # fmt: skip


def test_what_is_not_sealed_is_in_no_passage(village: Village) -> None:
    made.closed(village)

    assert rows() == []


def test_made_anew_they_are_what_sealing_wrote(village: Village) -> None:
    neighbour = made.village("TT.02", "bản Ngàm", under=village.commune)
    made.sealed(village, JUNE)
    meeting = made.sealed(village, JULY)
    add_annex(meeting_id=meeting.pk, text="Sửa: 8 có mặt.", **BY)
    made.seal(made.held(village, SEPTEMBER, "thematic"))
    made.sealed(neighbour, JUNE)
    before = rows()
    assert len({row["record_id"] for row in before}) == 5
    Passage.objects.filter(record=SealedRecord.objects.earliest("pk")).update(folded=" ? ")

    call_command("rebuild_search", stdout=StringIO())

    assert rows() == before


def test_pages_sealed_before_there_was_a_search_are_made_up_for(village: Village) -> None:
    made.sealed(village, JUNE)
    made.sealed(village, JULY)
    before = rows()
    Passage.objects.filter(record=SealedRecord.objects.earliest("pk")).delete()

    assert (passages.complete(), rows(), passages.complete()) == (1, before, 0)


def test_the_command_says_which_books_it_made_anew(village: Village) -> None:
    made.sealed(village)
    Passage.objects.filter(position__gt=0).delete()
    out = StringIO()

    call_command("rebuild_search", "--dry-run", stdout=out)
    call_command("rebuild_search", "--cell", "TT.01", stdout=out)

    assert out.getvalue().splitlines() == ["TT.01\t1 passages", f"TT.01\t{len(rows())} passages"]
    with pytest.raises(CommandError, match=r"No book of a cell TT\.77"):
        call_command("rebuild_search", "--cell", "TT.77")
