import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from chibo.book.actions import seal_meeting
from chibo.quality.models import Assessment, ScoreSheet
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import BY, Village
from tests.factories.watching import changed, tables

OPEN = {"3.1": "5", "3.2": "4,5", "4.1": "5", "4.2": "20", "4.3": "8", "5": "4", "6": "25",
        "7": "4"}  # fmt: skip
PAGE = "quality:score"


def posted(**more: str) -> dict[str, str]:
    return {f"points-{key}": points for key, points in OPEN.items()} | more


def text_of(client: Client, meeting_id: object) -> str:
    return client.get(reverse(PAGE, args=[meeting_id])).content.decode()


def test_the_page_shows_what_is_on_record_and_what_is_open(village: Village) -> None:
    meeting = made.closed(village)

    page = text_of(reader("writer", village), meeting.pk)

    assert "8 of 8 = 100%; 0 absent without reason" in page
    assert 'name="points-2" value="5"' in page
    assert 'name="points-4.2" value=""' in page
    assert "It cannot be graded yet." in page
    assert "Save the cell" in page


def test_a_member_reads_and_does_not_write(village: Village) -> None:
    meeting = made.closed(village)
    member = reader("member", village)

    page = text_of(member, meeting.pk)
    answer = member.post(reverse(PAGE, args=[meeting.pk]), posted())

    assert "8 of 8 = 100%" in page
    assert 'name="points-2"' not in page
    assert answer.status_code == 404
    assert not Assessment.objects.exists()


def test_the_minute_taker_writes_the_cells_own_score(village: Village) -> None:
    meeting = made.closed(village)
    writer = reader("writer", village)

    answer = writer.post(
        reverse(PAGE, args=[meeting.pk]), posted(in_favour="7", note="Ít người nói.")
    )

    assert answer.status_code == 302
    written = Assessment.objects.get()
    assert (written.kind, written.in_favour, written.note) == ("self", 7, "Ít người nói.")
    assert written.points == Decimal("85.5")
    page = text_of(writer, meeting.pk)
    assert "7 of 7 voted for this score." in page
    assert 'name="points-3.2" value="4,5"' in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"points-3.1": "năm"}, "Write points from 0 to 5, such as 2 or 2,5."),
        ({"points-3.1": "6"}, "Write points from 0 to 5, such as 2 or 2,5."),
        ({"points-2": "1"}, "The record says otherwise. Write in a few words why you change it."),
        ({"in_favour": "bảy"}, "Write how many were in favour as a whole number."),
        ({"in_favour": "9"}, "More are in favour than have a vote and were present."),
        ({"points-4.3": "", "in_favour": "7"}, "Still open: 4.3."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    village: Village, more: dict[str, str], said: str
) -> None:
    meeting = made.closed(village)
    writer = reader("writer", village)
    before = tables()

    answer = writer.post(reverse(PAGE, args=[meeting.pk]), posted(note="Ít người nói.") | more)

    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert changed(before, tables()) == set()
    assert said in page
    assert 'name="points-5" value="4"' in page
    assert "Ít người nói." in page
    for name, value in more.items():
        assert not name.startswith("points") or f'name="{name}" value="{value}"' in page


def test_a_score_written_meanwhile_is_said_with_both_versions(village: Village) -> None:
    meeting = made.closed(village)
    writer = reader("writer", village)
    writer.post(reverse(PAGE, args=[meeting.pk]), posted())

    answer = writer.post(reverse(PAGE, args=[meeting.pk]), posted(**{"points-3.1": "1"}))

    assert answer.status_code == 409
    assert "wrote this score while you were typing" in answer.content.decode()


def test_those_above_mark_beside_the_cell_and_the_difference_is_shown(village: Village) -> None:
    meeting = made.closed(village)
    writer = reader("writer", village)
    writer.post(reverse(PAGE, args=[meeting.pk]), posted())
    seal_meeting(meeting_id=meeting.pk, **BY)
    office = reader("office", village)

    answer = office.post(
        reverse(PAGE, args=[meeting.pk]),
        {"points-3.1": "2", "because-3.1": "thiếu số liệu"},
    )

    assert answer.status_code == 302
    assert Assessment.objects.get(kind="superior").lines[2]["because"] == "thiếu số liệu"
    page = text_of(writer, meeting.pk)
    assert "Where the sides differ" in page
    assert "“thiếu số liệu”" in page
    assert 'name="points-3.1"' not in page


@pytest.mark.parametrize(
    ("state", "said"),
    [("planned", "Cannot score: this meeting has no roll."), ("opened", "has no roll.")],
)
def test_without_a_roll_the_page_leads_to_it(village: Village, state: str, said: str) -> None:
    meeting = getattr(made, state)(village)

    page = text_of(reader("secretary", village), meeting.pk)

    assert said in page
    assert reverse("room:room", args=[meeting.pk]) in page
    assert "points-" not in page


def test_without_a_sheet_the_page_says_who_makes_one(village: Village) -> None:
    ScoreSheet.objects.update(since=None, until=None)
    meeting = made.closed(village)

    assert "No score sheet is in force" in text_of(reader("secretary", village), meeting.pk)


def test_nobody_above_sees_a_score_before_it_is_in_the_book(village: Village) -> None:
    meeting = made.closed(village)

    answer = reader("office", village).get(reverse(PAGE, args=[meeting.pk]))

    assert answer.status_code == 404


def test_the_command_explains_every_point(
    village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    meeting = made.closed(village)

    call_command("score", str(meeting.pk), "--json")

    found = json.loads(capsys.readouterr().out)
    (line,) = [one for one in found["lines"] if one["criterion"] == "2"]
    assert (found["sheet"], found["most"], found["grade"]) == ("hd42-frame", "100", None)
    assert (line["points"], line["most"], line["value"]) == ("5", "5", [100, 1])
    assert line["says"] == ["8/8 = 100%; 0 vắng không lý do"]
    assert line["because"] == "Từ 90%: 5 điểm."
    assert len(found["lines"]) == 10
    assert all(one["points"] is not None or one["why"] in ("people", "no_evidence")
               for one in found["lines"])  # fmt: skip


def test_the_command_refuses_what_has_no_roll(village: Village) -> None:
    with pytest.raises(CommandError):
        call_command("score", str(made.opened(village).pk))


def test_the_spread_of_a_year_counts_what_the_record_alone_gives(
    village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    made.sealed(village)
    made.sealed(village, made.JULY)
    made.closed(village, made.SEPTEMBER)

    call_command("score", "--year", "2026", "--json")

    assert json.loads(capsys.readouterr().out) == {"Kém – Tốt": 2}
