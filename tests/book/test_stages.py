"""How far a month is on its way stands in its facts after every step, and computing it anew agrees."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from chibo.book import actions, facts, visits
from chibo.book.models import MonthlyFacts
from chibo.meetings.actions import plan
from chibo.meetings.models import Meeting
from tests.factories import meetings as made
from tests.factories.meetings import BY, JUNE, Village

pytestmark = pytest.mark.django_db

Step = Callable[[Village], object]


def stage(month: date = date(2026, 6, 1)) -> dict[str, Any]:
    names = ("state", "planned_on", "meets_on", "noticed_on", "closed_on", "reason", "seal_due_on")
    found: dict[str, Any] = MonthlyFacts.objects.values(*names).get(month=month)
    return found


def moved(village: Village) -> Meeting:
    meeting = made.planned(village, JUNE)
    later = meeting.starts_at + timedelta(days=7)
    return plan.move_meeting(
        meeting_id=meeting.pk, starts_at=later, place="đình", because="lũ", version=1, **BY
    )


def called_off(village: Village) -> Meeting:
    meeting = made.planned(village, JUNE)
    return plan.cancel_meeting(meeting_id=meeting.pk, because="lũ", **BY)


def reopened(village: Village) -> Meeting:
    meeting = made.closed(village)
    return actions.reopen_meeting(meeting_id=meeting.pk, by="bithu", at=made.AT)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        pytest.param(
            lambda village: made.planned(village, JUNE),
            {"state": "planned", "meets_on": JUNE, "seal_due_on": JUNE + timedelta(days=2)},
            id="planned",
        ),
        pytest.param(
            moved,
            {
                "state": "planned",
                "planned_on": JUNE,
                "meets_on": JUNE + timedelta(days=7),
                "reason": "lũ",
                "seal_due_on": JUNE + timedelta(days=9),
            },
            id="moved",
        ),
        pytest.param(
            called_off, {"state": "cancelled", "reason": "lũ", "seal_due_on": None}, id="called off"
        ),
        pytest.param(
            lambda village: made.held(village, JUNE),
            {"state": "held", "closed_on": None},
            id="held",
        ),
        pytest.param(made.closed, {"state": "closed", "closed_on": JUNE}, id="closed"),
        pytest.param(reopened, {"state": "held", "closed_on": None}, id="opened again"),
        pytest.param(
            lambda village: made.sealed(village, JUNE),
            {"state": "sealed", "noticed_on": JUNE - timedelta(days=3), "closed_on": JUNE},
            id="in the book",
        ),
    ],
)
def test_each_step_stands_in_the_facts_of_its_month(
    village: Village, step: Step, expected: dict[str, Any]
) -> None:
    step(village)

    found = stage()
    assert {name: found[name] for name in expected} == expected
    assert facts.differences(village.cell) == []


def test_a_meeting_planned_after_one_was_called_off_is_the_one_that_counts(
    village: Village,
) -> None:
    called_off(village)
    made.planned(village, JUNE + timedelta(days=9))

    assert (stage()["state"], stage()["meets_on"]) == ("planned", JUNE + timedelta(days=9))
    assert facts.differences(village.cell) == []


def test_other_meetings_say_nothing_of_the_way_of_the_month(village: Village) -> None:
    made.planned(village, JUNE, Meeting.Kind.THEMATIC)

    assert not MonthlyFacts.objects.exists()


def test_months_nothing_was_held_in_are_computed_anew_too(village: Village) -> None:
    called_off(village)
    before = stage()
    MonthlyFacts.objects.all().delete()

    call_command("book", "rebuild-facts", "--cell", "TT.01")

    assert stage() == before


def test_visits_stand_in_the_facts_as_the_room_that_knows_them_says(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    june = date(2026, 6, 1)
    monkeypatch.setattr(visits, "_SOURCES", [lambda _cell: {june: {"visits_done": 1}}])
    made.sealed(village, JUNE)

    visits.write_visits(village.cell, june)
    visits.write_visits(village.cell, date(2026, 7, 1))

    rows = MonthlyFacts.objects.order_by("month").values_list("visits_due", "visits_done")
    # A month of which nothing is known has no row.
    assert list(rows) == [(0, 1)]
