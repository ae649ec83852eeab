"""A line of the log names who, when, what and which row, and nothing of what was said."""

import pytest
from django.db.models import ForeignKey

from chibo.audit.log import record
from chibo.audit.models import Entry, Opening
from chibo.meetings.actions import ending, hold
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import AT

pytestmark = pytest.mark.django_db


def test_a_line_names_who_when_what_and_which_row() -> None:
    cell = factories.unit("TT.01")

    record("unit.seen", cell, by="lan", at=AT, unit_code="TT.01", count=3)

    assert list(
        Entry.objects.values_list(
            "at", "account", "verb", "subject", "subject_key", "unit_code", "detail"
        )
    ) == [(AT, "lan", "unit.seen", "units.unit", str(cell.pk), "TT.01", {"count": 3})]


@pytest.mark.parametrize("model", [Entry, Opening])
def test_nothing_can_unwrite_the_log(model: type[Entry | Opening]) -> None:
    assert [field.name for field in model._meta.fields if isinstance(field, ForeignKey)] == []


def test_the_log_keeps_nothing_of_what_was_said() -> None:
    """Law 12: what was said lives in the minutes the cell approved, and nowhere else."""
    village = made.village()
    meeting = made.held(village)
    (item,) = made.content(meeting)
    said = "Tôi không đồng ý"
    hold.add_speech(
        item_id=item.pk, gist=said, person=village.third, is_proposal=True, by="thuky", at=AT
    )
    hold.conclude(item_id=item.pk, conclusion=said, by="thuky", at=AT)
    ending.read_back(
        meeting_id=meeting.pk, was_read=True, approved=True, reserved_opinions=said,
        by="thuky", at=AT,
    )  # fmt: skip

    lines = [str(line) for line in Entry.objects.values()]

    assert len(lines) > 10
    assert [line for line in lines if said in line] == []
