"""The sheet on which a meeting is written by hand."""

from decimal import Decimal

import pytest
from django.urls import reverse

from chibo.documents.papers import MeetingSheet
from chibo.meetings.actions import prepare
from chibo.resolutions.actions import give_task, report_result
from chibo.resolutions.models import Task
from chibo.room.papers import sheet_paper
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import BY, JULY, JUNE, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    found = made.village()
    made.quorum(at=found.cell)
    return found


def sheet(village: Village) -> MeetingSheet:
    return sheet_paper(made.noticed(village), BY["at"])


def test_everybody_is_on_it_where_he_belongs(village: Village) -> None:
    found = sheet(village)

    assert {who.name for who in found.expected} == {one.full_name for one in village.expected}
    assert {(who.name, who.reason) for who in found.apart} == {
        ("Phạm Văn Dậu", "miễn sinh hoạt"),
        ("Lò Văn Inh", "sinh hoạt tạm thời nơi khác"),
    }
    assert found.chair.name == "Hà Văn Thuấn"


def test_it_says_how_many_it_takes(village: Village) -> None:
    """Of eight who must attend two thirds meet; of seven with a vote more than half carry it."""
    found = sheet(village)

    assert (found.needed_to_meet, found.voters, found.needed_to_carry) == (6, 7, 4)


def test_an_item_that_needs_a_vote_has_its_line(village: Village) -> None:
    meeting = made.planned(village)
    prepare.add_item(
        meeting_id=meeting.pk,
        title="Nạo vét mương",
        minutes=20,
        presenter=village.third,
        needs_vote=True,
        **BY,
    )

    item = sheet_paper(meeting, BY["at"]).items[-1]

    assert (item.title, item.presenter, item.minutes) == ("Nạo vét mương", "Vi Văn Chiến", 20)
    assert item.needs_vote


def test_tasks_under_way_come_with_what_is_known(village: Village) -> None:
    give_task(
        item_id=made.content(made.opened(village))[0].pk,
        what="Nạo vét mương",
        owner=village.third,
        due_on=JULY,
        amount=Decimal(400),
        measure="mét",
        **BY,
    )
    task = Task.objects.get()
    report_result(
        task_id=task.pk,
        text="",
        amount=Decimal(250),
        is_done=False,
        reported_on=JUNE,
        typed_by="bí thư",
        for_owner=True,
        **BY,
    )

    (line,) = sheet_paper(made.noticed(village, JULY), BY["at"]).tasks

    assert line.result == f"250/400 mét; hạn {JULY:%d/%m}"
    assert (line.task, line.owner) == ("Nạo vét mương", "Vi Văn Chiến")


def test_it_is_printed(village: Village) -> None:
    meeting = made.noticed(village)

    answer = reader("writer", village).get(reverse("room:sheet", args=[meeting.pk]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    secretary = reader("secretary", village)
    for name in ("prepare", "notice", "room"):
        page = secretary.get(reverse(f"room:{name}", args=[meeting.pk]))
        assert reverse("room:sheet", args=[meeting.pk]) in page.content.decode(), name
