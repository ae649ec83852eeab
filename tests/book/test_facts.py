"""What a sealed record adds to its cell's month, and that computing it anew gives the same."""

import io
import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from chibo.audit.models import Entry
from chibo.book import facts
from chibo.book.models import MonthlyFacts, SealedRecord
from chibo.book.scores import UNSCORED
from chibo.meetings.actions import hold, opening, plan
from chibo.meetings.models import Meeting
from chibo.resolutions.actions import drop_task, report_result
from tests.factories import meetings as made
from tests.factories.meetings import BY, EVENING, JULY, JUNE, SEPTEMBER, Village

pytestmark = pytest.mark.django_db


def rows() -> list[dict[str, Any]]:
    found = MonthlyFacts.objects.order_by("cell__code", "month").values()
    return [{key: value for key, value in row.items() if key != "id"} for row in found]


def test_a_regular_meeting_gives_its_month_all_figures(village: Village) -> None:
    meeting = made.held(village, JUNE)
    made.mark(meeting, village.plain[0], "excused")
    made.mark(meeting, village.plain[1], "unexcused")
    made.mark(meeting, village.exempt)
    (item,) = made.content(meeting)
    for person in (village.third, village.third, village.probationary):
        hold.add_speech(item_id=item.pk, gist="…", person=person, **BY)
    hold.add_speech(item_id=item.pk, gist="…", guest="Bà Hồng", **BY)

    made.seal(meeting)

    assert rows() == [
        {
            "cell_id": village.cell.pk,
            "month": date(2026, 6, 1),
            "path": "TT/TT.01",
            "state": "sealed",
            "planned_on": JUNE,
            "meets_on": JUNE,
            "noticed_on": JUNE - timedelta(days=3),
            "closed_on": JUNE,
            "reason": "",
            "seal_due_on": JUNE + timedelta(days=2),
            "regular_met": True,
            "regular_on_time": True,
            "thematic_met": False,
            "must_attend": 9,
            "attended": 7,
            "unexcused": 1,
            "speakers": 2,
            "length_minutes": 95,
            "tasks_due": 0,
            "tasks_done": 0,
            "members": 10,
            "official": 9,
            "exempt": 1,
            "elsewhere": 1,
            "resolutions": 0,
            "tasks_given": 0,
            "proposals": 0,
            "typed_on_behalf": False,
            "visits_due": 0,
            "visits_done": 0,
            "held_on": JUNE,
            "sealed_on": JUNE + timedelta(days=1),
            **UNSCORED,
        }
    ]


def test_the_tasks_reviewed_are_those_of_the_last_resolution_due_by_then(village: Village) -> None:
    first = made.held(village, JUNE)
    done = made.task(first, owner=village.third, due_on=date(2026, 6, 20))
    made.task(first, owner=village.third, due_on=date(2026, 6, 25))
    made.task(first, owner=village.third, due_on=SEPTEMBER)
    made.resolve(first)
    made.seal(first)
    report_result(
        task_id=done.pk, text="", amount=Decimal(400), is_done=True, reported_on=JUNE,
        typed_by="…", for_owner=False, **BY,
    )  # fmt: skip

    made.sealed(village, JULY)

    july = MonthlyFacts.objects.get(month=date(2026, 7, 1))
    assert (july.tasks_due, july.tasks_done) == (2, 1)


def test_a_task_that_was_let_go_was_promised_and_not_done_and_says_why(village: Village) -> None:
    first = made.held(village, JUNE)
    task = made.task(first, owner=village.third, due_on=date(2026, 6, 20))
    made.resolve(first)
    made.seal(first)
    drop_task(task_id=task.pk, because="xã làm", **BY)

    record = json.loads(bytes(made.seal(made.held(village, JULY)).canonical))

    july = MonthlyFacts.objects.get(month=date(2026, 7, 1))
    assert (july.tasks_due, july.tasks_done) == (1, 0)
    (line,) = [line for item in record["items"] for line in item["review"]]
    assert (line["is_done"], line["result"]) == (False, "thôi giao: xã làm")


def test_a_moved_meeting_is_met_and_not_on_the_planned_day(village: Village) -> None:
    meeting = made.planned(village, JUNE)
    plan.move_meeting(
        meeting_id=meeting.pk,
        starts_at=meeting.starts_at + timedelta(days=7),
        place="đình",
        because="lũ",
        version=1,
        **BY,
    )
    opening.open_meeting(meeting_id=meeting.pk, by="thuky", at=made.fresh(meeting).starts_at)
    meeting = made.fresh(meeting)
    for person in village.expected:
        made.mark(meeting, person)
    opening.seat(
        meeting_id=meeting.pk, chair=village.secretary, meeting_secretary=village.deputy, **BY
    )
    made.seal(meeting)

    row = MonthlyFacts.objects.get()
    assert (row.regular_met, row.regular_on_time) == (True, False)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("thematic", {"regular_met": False, "thematic_met": True}),
        ("extraordinary", {"regular_met": False, "thematic_met": False}),
        ("admission", {"regular_met": False, "thematic_met": False}),
    ],
)
def test_other_meetings_never_stand_in_for_the_regular_one(
    village: Village, kind: str, expected: dict[str, bool]
) -> None:
    made.seal(made.held(village, JUNE, kind))

    (row,) = rows()
    assert {key: row[key] for key in expected} == expected
    assert (row["must_attend"], row["attended"]) == (0, 0)


def test_a_committees_own_meeting_has_no_place_in_the_figures(village: Village) -> None:
    made.seal(made.held(village, JUNE, Meeting.Kind.COMMITTEE))

    assert rows() == []


@pytest.mark.parametrize("order", [("regular", "thematic"), ("thematic", "regular")])
def test_two_meetings_on_one_evening_share_a_row(village: Village, order: tuple[str, str]) -> None:
    for kind in order:
        made.seal(made.held(village, JUNE, kind))

    (row,) = rows()
    assert (row["regular_met"], row["thematic_met"], row["attended"]) == (True, True, 8)


def test_computed_anew_they_are_what_sealing_wrote(village: Village) -> None:
    neighbour = made.village("TT.02", "bản Ngàm", under=village.commune)
    made.sealed(village, JUNE)
    made.seal(made.held(village, JUNE, "thematic"))
    made.sealed(village, JULY)
    made.seal(made.held(village, SEPTEMBER, "extraordinary"))
    made.sealed(neighbour, JUNE)
    before = rows()
    assert len(before) == 4

    facts.rebuild(village.cell)
    facts.rebuild(neighbour.cell)

    assert rows() == before


def test_months_of_an_older_version_are_put_right(village: Village) -> None:
    neighbour = made.village("TT.02", "bản Ngàm", under=village.commune)
    for cell in (village, neighbour):
        made.sealed(cell, JUNE)
    right = rows()
    MonthlyFacts.objects.filter(cell=village.cell).update(state="", members=0)

    assert facts.complete() == 1
    assert rows() == right
    assert facts.complete() == 0


def test_months_of_a_book_that_was_tampered_with_stay_as_they_were(village: Village) -> None:
    made.sealed(village, JUNE)
    MonthlyFacts.objects.update(state="")
    SealedRecord.objects.update(canonical=b"{}")
    before = rows()

    assert facts.complete() == 0
    assert rows() == before


def test_the_hour_of_a_meeting_is_local(village: Village) -> None:
    """At 00:30 on 1 July in Vietnam it is still June in UTC."""
    assert EVENING.hour > 7
    late = made.planned(village, date(2026, 7, 1))
    Meeting.objects.filter(pk=late.pk).update(
        starts_at=late.starts_at.replace(day=30, month=6, hour=17)
    )
    opening.open_meeting(meeting_id=late.pk, by="thuky", at=made.fresh(late).starts_at)
    meeting = made.fresh(late)
    for person in village.expected:
        made.mark(meeting, person)
    opening.seat(
        meeting_id=meeting.pk, chair=village.secretary, meeting_secretary=village.deputy, **BY
    )
    made.seal(meeting)

    row = MonthlyFacts.objects.get()
    assert (row.month, row.regular_on_time) == (date(2026, 7, 1), True)


def book(*words: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("book", *words, stdout=out)
    except SystemExit as end:
        assert isinstance(end.code, int)
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_the_command_says_and_mends_what_somebody_changed(village: Village) -> None:
    neighbour = made.village("TT.02", "bản Ngàm", under=village.commune)
    for cell in (village, neighbour):
        made.sealed(cell, JUNE)
        made.sealed(cell, JULY)
    right = rows()
    MonthlyFacts.objects.filter(cell=village.cell, month=date(2026, 6, 1)).update(attended=1)
    MonthlyFacts.objects.filter(cell=village.cell, month=date(2026, 7, 1)).delete()
    MonthlyFacts.objects.create(cell=village.commune, month=date(2026, 6, 1), path="TT")
    wrong = rows()

    code, told = book("rebuild-facts", "--check", "--json")

    assert (code, rows()) == (1, wrong)
    found = json.loads(told)
    assert found["flawed"] == []
    assert [(row["cell"], row["month"]) for row in found["changed"]] == [
        ("TT", "2026-06"),
        ("TT.01", "2026-06"),
        ("TT.01", "2026-07"),
    ]
    assert found["changed"][1]["fields"] == {"attended": [1, 8]}
    assert book("rebuild-facts")[0] == 0
    assert rows() == right
    lines = Entry.objects.filter(verb="facts.rebuilt").order_by("pk")
    assert [(line.unit_code, line.detail) for line in lines] == [
        ("TT", {"months": ["2026-06"]}),
        ("TT.01", {"months": ["2026-06", "2026-07"]}),
    ]
    assert book("rebuild-facts", "--check", "--json") == (0, '{"changed": [], "flawed": []}\n')


def test_nothing_is_computed_from_a_book_that_was_tampered_with(village: Village) -> None:
    made.sealed(village, JUNE)
    MonthlyFacts.objects.update(attended=1)
    SealedRecord.objects.update(canonical=b"{}")
    before = rows()

    assert book("rebuild-facts", "--json") == (1, '{"changed": [], "flawed": ["TT.01"]}\n')
    assert rows() == before
