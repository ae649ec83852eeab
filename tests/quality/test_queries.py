from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from chibo.book.actions import note_posting, seal_meeting
from chibo.book.rules import digest
from chibo.quality.actions.assessing import Given, assess
from chibo.quality.loading import load_sheets
from chibo.quality.models import ScoreSheet
from chibo.quality.queries.evidence import evidence_for, evidence_of_sealed
from chibo.quality.queries.sheets import parsed, sheet_for, sheets_for
from chibo.quality.rules.measuring import MEASURES
from chibo.quality.shipped import shipped
from chibo.resolutions.actions import draft_resolution
from chibo.units.models import Unit
from tests.factories import meetings as made
from tests.factories.meetings import AT, BY, JULY, JUNE, Village, next_month_of


def put_in_force(unit: Unit | None, since: date, until: date | None = None, **text: str) -> str:
    """Put the frame in force under a name of its own, for a unit; return its key."""
    key = text.get("key", f"own-{ScoreSheet.objects.count()}")
    words = shipped()["hd42-frame"].replace("sheet: hd42-frame", f"sheet: {key}")
    for old, new in {k: v for k, v in text.items() if k != "key"}.items():
        words = words.replace(f"{old}: ", f"{new}: ", 1)
    ScoreSheet.objects.create(
        key=key, title=key, text=words, sha256=digest(words.encode()), unit=unit, since=since,
        until=until,
    )  # fmt: skip
    return key


def sheet_key(meeting: Any) -> str:
    found = sheet_for(meeting)
    assert found is not None
    return found.row.key


def test_the_national_frame_holds_where_no_committee_set_another(village: Village) -> None:
    assert sheet_key(made.closed(village)) == "hd42-frame"


def test_before_the_frame_the_checks_of_2018_hold(village: Village) -> None:
    assert sheet_key(made.planned(village, date(2025, 6, 3))) == "hd12-2018"


def test_a_sheet_shipped_to_be_copied_holds_nowhere(village: Village) -> None:
    rows = ScoreSheet.objects.filter(since=None).values_list("key", flat=True)

    assert set(rows) == set(shipped()) - {"hd42-frame", "hd12-2018"}


def test_a_meeting_that_sits_has_lasted_until_somebody_looks(village: Village) -> None:
    meeting = made.held(village)
    soon, late = (meeting.starts_at + timedelta(hours=hours) for hours in (2, 7))

    assert (evidence_for(meeting, soon).sits_at, evidence_for(meeting, late).sits_at) == (
        soon,
        None,
    )
    assert evidence_for(made.fresh(made.read(meeting)), soon).sits_at is None


def test_the_nearest_unit_decides_and_then_the_latest(village: Village) -> None:
    meeting = made.closed(village)

    commune = put_in_force(village.commune, date(2026, 1, 1))
    assert sheet_key(meeting) == commune
    later = put_in_force(village.commune, date(2026, 5, 1))
    assert sheet_key(meeting) == later
    own = put_in_force(village.cell, date(2026, 2, 1))
    assert sheet_key(meeting) == own
    put_in_force(village.cell, JUNE + timedelta(days=1))
    assert sheet_key(meeting) == own
    ended = put_in_force(village.cell, date(2026, 3, 1), until=JUNE)
    assert sheet_key(meeting) == own != ended


def test_what_was_judged_by_a_sheet_stays_under_it(village: Village) -> None:
    meeting = made.closed(village)
    assess(meeting_id=meeting.pk, kind="self", given=Given({}, {}), **BY)

    put_in_force(village.commune, date(2026, 1, 1))

    assert sheet_key(meeting) == "hd42-frame"
    assert sheet_key(made.planned(village, JULY)).startswith("own-")


def test_a_thematic_meeting_is_not_scored_by_a_sheet_for_regular_ones(village: Village) -> None:
    assert sheet_for(made.planned(village, kind="thematic", theme="Học Bác")) is None


def test_loading_twice_writes_once(village: Village) -> None:
    before = list(ScoreSheet.objects.order_by("pk").values())

    load_sheets()

    assert list(ScoreSheet.objects.order_by("pk").values()) == before


def test_a_layer_knows_its_base(village: Village) -> None:
    layer = ScoreSheet.objects.get(key="binh-thuan-layer")

    assert layer.base is not None
    assert layer.base.key == "an-phu-2025"
    assert len(parsed(layer).criteria) == 28


def test_evidence_is_what_the_record_says(village: Village) -> None:
    meeting = made.closed(village)

    found = evidence_for(meeting, AT)

    assert (found.attended, found.must_attend, found.members) == (8, 8, 10)
    assert (found.kind, found.norm_minutes) == ("regular", 90)
    assert (found.has_committee, found.approved, found.read_back) == (True, True, True)
    assert found.opened_at is not None
    assert found.ended_at is not None
    assert found.sealed_on is None
    assert [item.has_conclusion for item in found.items if item.part == "body"] == [True]


def test_a_resolution_voted_on_counts_before_the_minutes_are_closed(village: Village) -> None:
    meeting = made.held(village)
    assert evidence_for(meeting, AT).resolution_voted is None

    draft_resolution(meeting_id=meeting.pk, text="Giữ sạch mương.", **BY)
    assert evidence_for(meeting, AT).resolution_voted is False

    made.vote(meeting)
    assert evidence_for(meeting, AT).resolution_voted is True


def test_a_sealed_meeting_is_read_from_its_page(village: Village) -> None:
    meeting = made.closed(village)
    before = evidence_for(meeting, AT)
    page = seal_meeting(meeting_id=meeting.pk, **BY)
    meeting.refresh_from_db()

    after = evidence_for(meeting, AT)

    assert after.sealed_on == page.sealed_at.date()
    assert (after.roll, after.items, after.ended_at) == (before.roll, before.items, before.ended_at)


def test_excused_absences_running_are_counted_over_the_year(village: Village) -> None:
    day = JUNE
    for _month in range(3):
        meeting = made.opened(village, day)
        for person in village.expected:
            made.mark(meeting, person, "excused" if person == village.third else "present")
        day = next_month_of(day)

    (found,) = evidence_for(meeting, AT).excused_runs

    assert (found.name, found.length) == (village.third.full_name, 3)


def test_what_stands_around_meetings_takes_as_many_queries_for_three_as_for_one(
    village: Village, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meetings = [made.sealed(village, day) for day in (JUNE, JULY, next_month_of(JULY))]

    with django_assert_num_queries(8):
        evidence_of_sealed(meetings[:1])
    with django_assert_num_queries(8):
        evidence_of_sealed(meetings)
    with django_assert_num_queries(3):
        sheets_for(meetings)


@pytest.mark.parametrize("kind", ["regular", "thematic"])
def test_a_combined_evening_is_one_sitting(village: Village, kind: str) -> None:
    regular, thematic = made.held(village), made.held(village, kind="thematic")
    asked = regular if kind == "regular" else thematic

    found = evidence_for(asked, AT)

    assert found.with_theme
    assert found.norm_minutes == 120


def test_the_day_of_posting_is_evidence(village: Village) -> None:
    meeting = made.sealed(village)
    note_posting(
        meeting_id=meeting.pk, posted_on=JUNE + timedelta(days=2), by="thuky",
        at=meeting.starts_at + timedelta(days=3),
    )  # fmt: skip

    measured = MEASURES["posted_days"].of(evidence_for(meeting, AT))

    assert measured.value == 2
