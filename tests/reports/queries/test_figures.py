"""The figures of a unit and a span, counted by hand in a small world."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from chibo.meetings.actions import plan
from chibo.meetings.models import Meeting
from chibo.quality.rules.spans import span_of
from chibo.reports.queries.figures import Figures, figures_of
from chibo.reports.rules.columns import Table
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import BY, JULY, JUNE, Village
from tests.factories.units import move

pytestmark = pytest.mark.django_db

SPAN = "2026-q2"
AFTER = date(2026, 7, 10)


def figures(village: Village, span: str = SPAN, as_of: date = AFTER) -> Figures:
    found = span_of(span)
    assert found is not None
    return figures_of(village.commune, found, as_of)


def numbers(found: Figures, *keys: str) -> dict[str, tuple[int, int | None]]:
    return {key: (found.figures[key].numerator, found.figures[key].denominator) for key in keys}


def test_a_month_that_met_and_one_that_did_not(village: Village) -> None:
    made.sealed(village, date(2026, 4, 3))
    meeting = made.held(village, JUNE)
    made.mark(meeting, village.plain[0], "excused")
    made.mark(meeting, village.plain[1], "unexcused")
    made.seal(meeting)

    assert numbers(
        figures(village), "held", "not_held", "on_time", "moved", "cells_always_met", "attendance",
        "unexcused", "excused", "mean_length", "long_enough", "ungraded", "sealed_on_time",
    ) == {
        "held": (2, 3),
        "not_held": (1, None),
        "on_time": (2, 2),
        "moved": (0, None),
        "cells_always_met": (0, 1),
        "attendance": (14, 16),
        "unexcused": (1, 16),
        "excused": (1, 16),
        "mean_length": (190, 2),
        "long_enough": (2, 2),
        "ungraded": (2, 2),
        "sealed_on_time": (2, 2),
    }  # fmt: skip


def test_what_was_sealed_after_the_day_did_not_happen_yet(village: Village) -> None:
    made.sealed(village, JUNE)

    before = figures(village, "2026-06", JUNE)
    after = figures(village, "2026-06", JUNE + timedelta(days=1))

    assert numbers(before, "held", "attendance", "waiting") == {
        "held": (0, 0),
        "attendance": (0, 0),
        "waiting": (1, None),
    }
    assert numbers(after, "held", "waiting") == {"held": (1, 1), "waiting": (0, None)}
    assert before.figures["held"].value is None


def test_a_month_called_off_was_due_and_says_why(village: Village) -> None:
    made.sealed(village, date(2026, 4, 3))
    meeting = made.planned(village, JUNE)
    plan.cancel_meeting(meeting_id=meeting.pk, because="lũ", **BY)

    found = figures(village)

    (june,) = [row for row in found.tables[Table.MONTHS] if row["month"] == date(2026, 6, 1)]
    assert (june["expected"], june["met"], june["state"], june["reason"]) == (
        1, 0, "cancelled", "lũ",
    )  # fmt: skip


def test_a_span_that_is_not_over_is_marked_and_owes_no_month_to_come(village: Village) -> None:
    made.sealed(village, JUNE)

    found = figures(village, "2026-06", JUNE + timedelta(days=3))

    assert found.is_open
    assert numbers(found, "held") == {"held": (1, 1)}
    assert not figures(village, "2026-06", date(2026, 7, 1)).is_open


def test_a_cell_counts_below_the_unit_it_stood_under_on_the_day(village: Village) -> None:
    """It met below the commune in April and elsewhere in June; the June one is not the commune's."""
    made.sealed(village, date(2026, 4, 3))
    other = factories.unit("SD", kind="commune", name="xã Sơn Điện")
    move(village.cell, to=other, on=date(2026, 5, 1))
    made.sealed(village, JUNE)

    here, there = figures(village), figures_of(other, figures(village).span, AFTER)

    assert numbers(here, "held", "cells", "members") == {
        "held": (1, 1),
        "cells": (0, None),
        "members": (0, None),
    }
    assert numbers(there, "held", "cells") == {"held": (1, 2), "cells": (1, None)}
    assert here.tables[Table.MONTHS][0]["organisation"] == "Đảng bộ xã Trung Thượng"


def test_scale_is_that_of_the_last_day(village: Village) -> None:
    found = numbers(
        figures(village), "organisations", "cells", "village_cells", "members", "official_members",
        "probationary_members", "exempt_members", "members_elsewhere", "small_cells",
    )  # fmt: skip

    assert found == {
        "organisations": (1, None),
        "cells": (1, None),
        "village_cells": (1, None),
        "members": (10, None),
        "official_members": (9, None),
        "probationary_members": (1, None),
        "exempt_members": (1, None),
        "members_elsewhere": (1, None),
        "small_cells": (0, None),
    }


def test_the_questions_asked_do_not_grow_with_the_cells(
    village: Village, django_assert_max_num_queries: Any
) -> None:
    made.sealed(village, JULY)
    with django_assert_max_num_queries(40) as one:
        figures(village, "2026-q3", timezone.localdate())
    for code in ("TT.02", "TT.03"):
        made.sealed(made.village(code, f"bản {code}", under=village.commune), JULY)
    with django_assert_max_num_queries(len(one)):
        found = figures(village, "2026-q3", timezone.localdate())

    assert found.figures["held"].numerator == 3
    assert Meeting.objects.count() == 3
