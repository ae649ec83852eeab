"""Planning, changing and telling the visits of a quarter."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from chibo.audit.models import Entry
from chibo.meetings.models import Meeting
from chibo.supervision.actions import officials, rosters
from chibo.supervision.models import CalendarFeed, Capacity, PlannedVisit, Roster, Visit
from chibo.supervision.planning.explaining import explain
from chibo.supervision.planning.solving import solve
from chibo.supervision.planning.standing import Reason
from chibo.supervision.planning.ways import WayKind
from chibo.supervision.queries.quarters import quarter_of
from chibo.supervision.queries.rosters import plan_of
from tests import factories
from tests.factories.rosters import AT, BY, QUARTER, Commune, commune, follows, habit

LATER: dict[str, Any] = {"by": "vanphong", "at": datetime(2026, 6, 25, 2, tzinfo=UTC)}
pytestmark = pytest.mark.django_db


def planned(place: Commune, *, own_only: bool = False, **when: Any) -> Roster:
    roster, _ = rosters.plan_roster(
        unit=place.unit, first=QUARTER, own_only=own_only, **(when or BY)
    )
    return roster


def published(place: Commune, **more: Any) -> Roster:
    roster = planned(place, **more)
    rosters.publish_roster(roster_id=roster.pk, **BY)
    return roster


def last_line() -> Entry:
    return Entry.objects.latest("pk")


def test_each_cell_gets_its_visit_by_who_follows_it() -> None:
    place = commune()

    roster = planned(place)

    visits = list(roster.visits.order_by("cell__code"))
    assert [(one.cell, one.official) for one in visits] == [
        (cell, place.officials[number % 2]) for number, cell in enumerate(place.cells)
    ]
    assert {one.hour for one in visits} == {time(19, 30)}
    assert all(one.meeting is None and one.told_day is None for one in visits)
    line = last_line()
    assert (line.verb, line.detail) == ("roster.planned", {"visits": 4, "missing": 0, "moved": 0})
    assert (roster.cost >= roster.bound, roster.published_at) == (True, None)


def test_a_meeting_that_is_planned_counts_and_not_the_usual_day() -> None:
    place = commune(cells=1, officials=1)
    starts = datetime(2026, 7, 8, 1, 0, tzinfo=UTC)
    meeting = Meeting.objects.create(
        cell=place.cells[0], month=QUARTER, planned_on=date(2026, 7, 8), starts_at=starts, place="x"
    )

    quarter = quarter_of(place.unit, QUARTER, date(2026, 6, 20), own_only=False)

    when = quarter.sittings[f"{place.cells[0].pk}:2026-07"]
    assert (when.day, when.hour, when.meeting) == (date(2026, 7, 8), time(8), meeting)
    assert not when.is_expected
    assert quarter.sittings[f"{place.cells[0].pk}:2026-08"].is_expected


def test_nobody_to_go_and_nothing_to_go_to_are_said() -> None:
    empty = factories.unit("XX", kind="commune", name="Đảng bộ xã X")
    with pytest.raises(rosters.NoCells):
        rosters.plan_roster(unit=empty, first=QUARTER, own_only=False, **BY)
    habit(factories.unit("XX.01", under=empty))
    with pytest.raises(rosters.NobodyToGo):
        rosters.plan_roster(unit=empty, first=QUARTER, own_only=False, **BY)

    assert not Roster.objects.exists()
    assert not Entry.objects.exists()


def test_a_quarter_that_is_over_is_not_planned() -> None:
    place = commune()

    with pytest.raises(rosters.QuarterOver):
        planned(place, by="vanphong", at=datetime(2026, 10, 1, 2, tzinfo=UTC))


def test_publishing_tells_all_and_once() -> None:
    place = commune()
    roster = planned(place)

    counts = rosters.publish_roster(roster_id=roster.pk, **BY)

    assert counts == {"new": 4, "changed": 0, "cancelled": 0}
    assert last_line().detail == counts
    assert all(
        (one.told_day, one.told_hour, one.sequence) == (one.day, one.hour, 0)
        for one in roster.visits.all()
    )
    with pytest.raises(rosters.NothingNew):
        rosters.publish_roster(roster_id=roster.pk, **LATER)


def test_planning_again_moves_only_what_it_must_and_calendars_hear_of_that_alone() -> None:
    place = commune(cells=3)
    roster = published(place)
    before = {one.pk: (one.official_id, one.sitting) for one in roster.visits.all()}
    ill, other = place.officials
    officials.note_absence(
        official=ill, unit=place.unit, since=QUARTER, last=date(2026, 9, 30), reason="", **LATER
    )

    planned(place, **LATER)

    dropped = roster.visits.filter(is_dropped=True)
    assert {one.official for one in dropped} == {ill}
    assert all(one.sequence == 0 and one.cancelled_at is None for one in dropped)
    counts = rosters.publish_roster(roster_id=roster.pk, **LATER)
    assert counts == {"new": 2, "changed": 0, "cancelled": 2}
    for one in roster.visits.filter(pk__in=before):
        assert one.sequence == (1 if one.official == ill else 0)
        assert (one.cancelled_at is not None) == (one.official == ill)
    assert {one.official for one in roster.visits.exclude(pk__in=before)} == {other}


def test_a_visit_that_comes_back_keeps_its_key() -> None:
    place = commune(cells=3)
    roster = published(place)
    ill = place.officials[0]
    away = officials.note_absence(
        official=ill, unit=place.unit, since=QUARTER, last=date(2026, 9, 30), reason="", **LATER
    )
    planned(place, **LATER)
    rosters.publish_roster(roster_id=roster.pk, **LATER)
    gone = set(roster.visits.filter(cancelled_at__isnull=False).values_list("pk", flat=True))
    officials.take_back_absence(absence_id=away.pk, **LATER)
    for one in roster.visits.filter(is_dropped=False).exclude(official=ill):
        if one.cell != place.cells[1]:
            again = PlannedVisit.objects.get(official=ill, cell=one.cell)
            rosters.set_visit(
                roster_id=roster.pk,
                official_id=ill.pk,
                sitting=again.sitting,
                instead_of=one.pk,
                **LATER,
            )

    rosters.publish_roster(roster_id=roster.pk, **LATER)

    back = PlannedVisit.objects.filter(pk__in=gone)
    assert [(one.cancelled_at, one.sequence) for one in back] == [(None, 2), (None, 2)]


def test_a_meeting_that_moves_changes_the_visit_and_not_its_key() -> None:
    place = commune(cells=1, officials=1)
    roster = published(place)
    visit = roster.visits.get()
    month = visit.day.replace(day=1)
    Meeting.objects.create(
        cell=place.cells[0],
        month=month,
        planned_on=visit.day,
        starts_at=datetime(month.year, month.month, 20, 12, tzinfo=UTC),
        place="x",
    )

    planned(place, **LATER)
    counts = rosters.publish_roster(roster_id=roster.pk, **LATER)

    visit.refresh_from_db()
    assert counts == {"new": 0, "changed": 1, "cancelled": 0}
    assert (visit.told_day, visit.told_hour, visit.sequence) == (month.replace(day=20), time(19), 1)
    assert visit.meeting is not None


def test_what_is_set_by_hand_stays_when_the_quarter_is_planned_again() -> None:
    place = commune()
    roster = planned(place)
    old = roster.visits.get(cell=place.cells[0])
    other = place.officials[1]

    new = rosters.set_visit(
        roster_id=roster.pk,
        official_id=other.pk,
        sitting=f"{place.cells[0].pk}:2026-09",
        instead_of=old.pk,
        **LATER,
    )
    assert last_line().verb == "roster.visit_set"
    planned(place, **LATER)

    assert not PlannedVisit.objects.filter(pk=old.pk).exists()
    assert roster.visits.get(cell=place.cells[0]) == new
    rosters.pin_visit(visit_id=new.pk, is_pinned=False, **LATER)
    planned(place, **LATER)
    assert roster.visits.get(cell=place.cells[0]).official == place.officials[0]


@pytest.mark.parametrize("reason", [Reason.AWAY, Reason.BUSY])
def test_nobody_is_sent_where_he_cannot_be(reason: Reason) -> None:
    place = commune(cells=2, officials=2)
    roster = planned(place)
    mine = roster.visits.get(cell=place.cells[1])
    sitting = f"{place.cells[0].pk}:{mine.day:%Y-%m}"
    if reason is Reason.AWAY:
        officials.note_absence(
            official=mine.official,
            unit=place.unit,
            since=mine.day,
            last=mine.day,
            reason="",
            **LATER,
        )
    before = plan_of(roster)

    with pytest.raises(rosters.CannotGo) as refused:
        rosters.set_visit(
            roster_id=roster.pk,
            official_id=mine.official_id,
            sitting=sitting,
            instead_of=None,
            **LATER,
        )

    assert refused.value.why.reason is reason
    assert plan_of(roster) == before


def test_what_is_over_stays_and_a_slip_is_a_visit_made() -> None:
    place = commune(cells=2, officials=2)
    roster = published(place)
    august = datetime(2026, 8, 20, 2, tzinfo=UTC)
    other = place.officials[1]
    day = (
        quarter_of(place.unit, QUARTER, date(2026, 7, 1), own_only=False)
        .sittings[f"{place.cells[0].pk}:2026-08"]
        .day
    )
    Visit.objects.create(
        official=other,
        cell=place.cells[0],
        month=date(2026, 8, 1),
        day=day,
        came_at=time(19, 30),
        received_at=august,
    )
    over = {one.pk for one in roster.visits.all() if one.day < august.date()}

    planned(place, by="vanphong", at=august)

    kept = {one.pk for one in roster.visits.filter(is_dropped=False)}
    assert over <= kept
    assert roster.visits.filter(official=other, cell=place.cells[0], is_dropped=False).exists()


def crowded(place: Commune, kind: WayKind) -> None:
    """Let one official follow all cells, and be free for three of their four visits."""
    first, second = place.officials
    for cell in place.cells:
        cell.assignments.update(official=first)
    if kind is WayKind.ONE_MORE:
        officials.set_capacity(official=first, unit=place.unit, per_month=1, **BY)
        place.cells[0].habits.update(day=10)
    if kind is WayKind.OTHER:
        other = factories.unit("TT.09", name="bản 9", under=place.unit)
        habit(other, day=12)
        follows(second, other, place.unit)


@pytest.mark.parametrize("kind", WayKind)
def test_each_way_out_is_taken_and_moves_nothing_else(kind: WayKind) -> None:
    place = commune()
    crowded(place, kind)
    roster = planned(place, own_only=True)
    before = plan_of(roster)
    quarter = quarter_of(place.unit, QUARTER, AT.date(), own_only=True)
    (conflict,) = explain(quarter.problem, before)
    ways = {way.kind: way for way in conflict.ways}

    rosters.take_way_out(roster_id=roster.pk, way=ways[kind], **LATER)

    after = quarter_of(place.unit, QUARTER, AT.date(), own_only=True)
    assert explain(after.problem, plan_of(roster)) == ()
    assert before <= plan_of(roster)
    assert Capacity.objects.filter(per_month=2).count() == (kind is WayKind.ONE_MORE)
    assert last_line().detail == {"way": str(kind)}


def test_a_plan_made_from_an_older_state_is_not_written_over_a_newer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = commune()
    roster = planned(place)

    def slow(problem: Any) -> Any:
        Roster.objects.filter(pk=roster.pk).update(version=99)
        return solve(problem)

    monkeypatch.setattr("chibo.supervision.actions.rosters.solve", slow)

    with pytest.raises(rosters.Overtaken):
        planned(place, **LATER)


def test_an_absence_ends_after_it_begins() -> None:
    place = commune(cells=1, officials=1)

    with pytest.raises(officials.NoDays):
        officials.note_absence(
            official=place.officials[0],
            unit=place.unit,
            since=date(2026, 7, 4),
            last=date(2026, 7, 3),
            reason="",
            **BY,
        )
    assert not Entry.objects.exists()


def test_a_calendars_secret_is_not_kept_and_a_new_one_ends_the_old() -> None:
    place = commune(cells=1, officials=1)
    official = place.officials[0]

    one = officials.renew_feed(official=official, **BY)
    other = officials.renew_feed(official=official, **LATER)

    assert one != other
    assert CalendarFeed.objects.get().secret_hash == officials.hashed(other)
    assert other not in str(list(Entry.objects.values()))
