"""The scores of the example: some by each side, as the action would have written them."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F

from chibo.book.models import MonthlyFacts
from chibo.book.scores import UNSCORED
from chibo.example.places import MAY
from chibo.meetings.models import Meeting
from chibo.quality.frozen import frozen
from chibo.quality.models import Assessment
from chibo.quality.queries.evidence import evidence_of_sealed
from chibo.quality.queries.sheets import parsed
from chibo.quality.rules.scoring import score

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def test_every_side_scores_some_meetings_and_none_all() -> None:
    sealed = Meeting.objects.filter(state="sealed", kind="regular").count()

    kinds = Counter(Assessment.objects.values_list("kind", flat=True))

    assert sealed > kinds["self"] > kinds["superior"] > kinds["attending"] > 0
    assert not Assessment.objects.exclude(meeting__state="sealed").exists()


def test_the_cells_own_is_written_before_and_the_others_after_the_sealing() -> None:
    sealed_at = F("meeting__sealed_records__sealed_at")
    own = Assessment.objects.filter(kind="self")

    assert not own.filter(written_at__gt=F("meeting__closed_at")).exists()
    assert not Assessment.objects.exclude(kind="self").filter(written_at__lte=sealed_at).exists()
    assert own.exclude(in_favour=None).exists()


def test_accounts_that_can_sign_in_wrote_those_of_their_commune() -> None:
    by = set(
        Assessment.objects.filter(meeting__cell__code=MAY).values_list("written_by", flat=True)
    )

    assert by <= {"bithu", "canbo", "vanphong"}
    assert "vanphong" in by


def test_what_is_kept_is_what_the_record_proposes() -> None:
    """But for evenings that also had a theme: half of them was still to come then."""
    with_theme = Meeting.objects.filter(cell__code=MAY, kind="thematic").values("month")
    rows = Assessment.objects.filter(meeting__cell__code=MAY, kind="self")
    alone = list(rows.exclude(meeting__month__in=with_theme).select_related("sheet", "meeting"))
    evidence = evidence_of_sealed([one.meeting for one in alone])

    assert alone
    for one in alone:
        proposal = score(parsed(one.sheet), evidence[one.meeting_id])
        lines = frozen(proposal.lines, proposal.lines)
        for kept, line in zip(one.lines, lines, strict=True):
            assert {key: kept[key] for key in ("proposed", "value", "most")} == {
                key: line[key] for key in ("proposed", "value", "most")
            }


def test_the_facts_of_the_months_hold_the_scores() -> None:
    out = StringIO()

    call_command("book", "rebuild-facts", "--check", "--json", stdout=out)

    assert out.getvalue() == '{"changed": [], "flawed": []}\n'
    assert MonthlyFacts.objects.exclude(grade="").exclude(sheet=UNSCORED["sheet"]).exists()
