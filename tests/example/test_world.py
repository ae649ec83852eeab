"""The example world as its readers count on it."""

import json
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import F

from chibo.book.models import MonthlyFacts, SealedRecord
from chibo.example.places import MAY, NGAM, WITHOUT_COMMITTEE
from chibo.meetings.models import AgendaItem, Huddle, Meeting, Preparation, RollMark, Vote
from chibo.meetings.queries import next_open
from chibo.meetings.thematic import plan_of
from chibo.people.models import Account
from chibo.people.queries import members_of
from chibo.resolutions.models import Task
from chibo.resolutions.queries import thread
from chibo.units.models import Decision, Unit
from chibo.units.queries import path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

TODAY = date(2026, 11, 23)


def _count(*words: str) -> dict[str, int]:
    out = StringIO()
    call_command("count", *words, "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


@pytest.mark.parametrize(
    ("words", "grassroots"),
    [
        pytest.param(
            ("--unit", "QS", "--as-of", "2025-05-31"), 37, id="the district of the report"
        ),
        pytest.param(("--as-of", "2026-11-23"), 32, id="nobody is lost by the reform"),
    ],
)
def test_the_counts_of_the_report(words: tuple[str, ...], grassroots: int) -> None:
    assert _count(*words) == {
        "grassroots_organisations": grassroots,
        "cells": 190,
        "village_cells": 94,
        "members": 3970,
    }


def test_a_made_up_decision_says_so() -> None:
    numbers = list(Decision.objects.order_by("pk").values_list("number", "title"))

    assert [number for number, _ in numbers] == ["01-QĐ/VD", "02-QĐ/VD"]
    assert all(title.startswith("Ví dụ: ") for _, title in numbers)


@pytest.mark.parametrize("code", [MAY, NGAM])
def test_both_villages_stand_in_trung_thuong(code: str) -> None:
    parent, _unit = path(Unit.objects.get(code=code), TODAY)[-2:]

    assert parent.full_name == "Đảng bộ xã Trung Thượng"


def test_ban_may_is_as_the_guide_tells() -> None:
    members = members_of(Unit.objects.get(code=MAY), TODAY)

    assert len(members) == 27
    assert sum(member.must_attend for member in members) == 24
    assert sum(member.must_attend and member.may_vote for member in members) == 23
    assert [member.person.full_name for member in members if member.posts] == [
        "Hà Văn Thuấn",
        "Lương Thị Ngoan",
        "Vi Văn Chiến",
    ]


def test_ten_of_ban_ngam_work_away() -> None:
    members = members_of(Unit.objects.get(code=NGAM), TODAY)
    away = [
        member for member in members if any(row.kind == "working_away" for row in member.standings)
    ]

    assert (len(members), len(away)) == (57, 10)
    # Leave, activity elsewhere, and nothing at all: each counts in its own way.
    assert len(Counter(member.absent_by_right for member in away)) == 3


def test_a_cell_without_committee_has_a_secretary_only_and_no_huddle() -> None:
    cell = Unit.objects.get(code=WITHOUT_COMMITTEE)
    members = members_of(cell, TODAY)

    assert sum(member.is_official for member in members) < 9
    assert [member.posts for member in members if member.posts] == [("secretary",)]
    assert not Huddle.objects.filter(meeting__cell=cell).exists()


def test_the_canal_leads_from_a_proposal_to_the_agenda() -> None:
    task = Task.objects.get(cell__code=MAY, what="Nạo vét 400 mét mương Nà Lốc")
    kinds = [knot.kind for knot in thread(task)]
    meeting = next_open(task.cell)
    assert meeting is not None
    item = AgendaItem.objects.get(meeting=meeting, origin_key=f"task:{task.pk}")

    assert kinds == ["proposal", "item", "resolution", "task", "result", "result"]
    assert (item.reason, item.reason_facts["done"], item.reason_facts["of"]) == (
        "unfinished",
        "250",
        "400",
    )


def test_the_road_goes_on_in_a_second_task() -> None:
    task = Task.objects.get(cell__code=MAY, what__startswith="Đổ bê tông nốt")
    assert task.continues is not None

    assert (task.continues.amount, task.amount) == (Decimal(180), Decimal(80))
    assert task.done_on is not None


def test_the_next_meeting_of_ban_may_has_something_to_do() -> None:
    meeting = next_open(Unit.objects.get(code=MAY))

    assert meeting is not None
    assert (meeting.state, meeting.month) == ("planned", date(2026, 12, 1))
    assert Huddle.objects.filter(meeting=meeting).exists()
    jobs = Preparation.objects.filter(meeting=meeting)
    assert {job.done_on is None for job in jobs} == {True, False}
    states = set(meeting.items.values_list("state", flat=True))
    assert states >= {"planned", "suggested"}


def test_the_storm_moved_meetings_with_its_reason() -> None:
    moved = Meeting.objects.get(cell__code=MAY, kind="regular", month=date(2026, 10, 1))

    assert moved.starts_at.date() > moved.planned_on
    assert moved.moved_because != ""
    facts = MonthlyFacts.objects.get(cell__code=MAY, month=date(2026, 10, 1))
    assert (facts.regular_met, facts.regular_on_time) == (True, False)


def test_meetings_are_unlike_each_other() -> None:
    regular = MonthlyFacts.objects.filter(regular_met=True)

    assert len(set(regular.values_list("attended", "must_attend", "speakers"))) > len(regular) / 2
    assert len(set(regular.values_list("length_minutes", flat=True))) > 15
    assert len(set(RollMark.objects.values_list("mark", flat=True))) == 3


def test_no_vote_counts_more_than_its_base() -> None:
    assert Vote.objects.exists()
    cast = F("in_favour") + F("against") + F("other")
    assert not Vote.objects.filter(base__lt=cast).exists()


def test_ban_may_and_ban_ngam_told_their_plan(world: datetime) -> None:
    for code, is_changed in ((MAY, False), (NGAM, True)):
        plan = plan_of(Unit.objects.get(code=code), 2026, TODAY, inside=True)

        assert plan.told is not None
        assert plan.told.told_at < world
        assert plan.is_changed is is_changed
        assert any(theme.was_held for theme in plan.themes)
        assert all(shown.others == () for shown in plan.quarters)
    assert plan_of(Unit.objects.get(code=MAY), 2026, TODAY, inside=True).to_do


def test_no_sentence_keeps_a_brace() -> None:
    pages = SealedRecord.objects.values_list("canonical", flat=True)
    texts = [
        text
        for page in pages
        for item in json.loads(bytes(page))["items"]
        for text in (
            item["title"],
            item["conclusion"],
            *(speech["text"] for speech in item["speeches"]),
            *(task["what"] for task in item["tasks"]),
        )
    ]

    assert texts
    assert [text for text in texts if "{" in text or "}" in text] == []


def test_every_role_has_an_account() -> None:
    roles = set(Account.objects.values_list("grants__role", flat=True))

    assert roles == {
        "secretary",
        "deputy_secretary",
        "meeting_secretary",
        "member",
        "office",
        "supervisor",
        "board",
        "technician",
    }


def test_pages_say_that_it_is_an_example() -> None:
    assert settings.IS_EXAMPLE
    assert (settings.CHIBO_HOME / "example").exists()
