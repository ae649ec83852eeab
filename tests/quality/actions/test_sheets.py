from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chibo.quality.actions import sheets as actions
from chibo.quality.actions.assessing import Given, assess
from chibo.quality.actions.years import assess_year
from chibo.quality.models import ScoreSheet
from chibo.quality.queries.sheets import findings_of, parsed, sheet_for
from chibo.quality.rules.reading import NoSheet
from chibo.quality.rules.rewriting import plain, rewritten
from chibo.quality.shipped import shipped
from chibo.units.models import Unit
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import next_to
from tests.factories.meetings import JULY, JUNE, Village
from tests.factories.sheets import ANNUAL
from tests.factories.watching import changed, logged, refused, tables

AT = datetime(2026, 6, 20, 9, tzinfo=UTC)
BY: dict[str, Any] = {"by": "vanphong", "at": AT}
SETTLED = [
    {"criterion": "4.5", "when": "= 50", "points": 4, "because": "Họp ngày 05/01/2026"},
    {"criterion": "4.3", "otherwise": "full", "because": "Họp ngày 05/01/2026"},
]


def copied(village: Village, key: str = "hd42-frame") -> ScoreSheet:
    source = ScoreSheet.objects.get(key=key, unit=None)
    return actions.copy_sheet(
        sheet_id=source.pk, unit=village.commune, issuer="Đảng bộ xã Trung Thượng", **BY
    )


def force(sheet: ScoreSheet, unit: Unit, since: date, **more: Any) -> ScoreSheet:
    asked = {"until": None, "seen": sheet.sha256, **more}
    return actions.put_in_force(sheet_id=sheet.pk, unit=unit, since=since, **asked, **BY)


def rewrite(sheet: ScoreSheet, **values: Any) -> ScoreSheet:
    text = rewritten(sheet.text, {**plain(sheet.text), **values})
    return actions.rewrite_sheet(sheet_id=sheet.pk, text=text, seen=sheet.sha256, **BY)


def test_a_copy_is_a_draft_of_its_own(village: Village) -> None:
    before = tables()

    with logged("sheet.copied", "TT"):
        made_ = copied(village, "binh-thuan-layer")

    assert changed(before, tables()) == {"quality.ScoreSheet", "audit.Entry"}
    assert (made_.unit, made_.since, made_.base) == (village.commune, None, None)
    sheet = parsed(made_)
    assert (sheet.key, sheet.issuer, sheet.seen) == ("tt-1", "Đảng bộ xã Trung Thượng", "local")
    assert len(sheet.criteria) == 28
    assert copied(village).key == "tt-2"


def test_a_draft_scores_nothing(village: Village) -> None:
    copied(village)

    found = sheet_for(made.closed(village))

    assert found is not None
    assert found.row.unit is None


def test_a_sheet_begins_with_its_title(village: Village) -> None:
    with logged("sheet.begun", "TT"):
        begun = actions.begin_sheet(unit=village.commune, title="Phiếu xã", issuer="Xã", **BY)

    assert (begun.title, parsed(begun).groups) == ("Phiếu xã", ())


def test_a_file_is_taken_in_with_all_it_says(village: Village) -> None:
    text = "# Ours.\n" + shipped()["phu-tho-layer"]

    with logged("sheet.taken_in", "TT"):
        taken = actions.take_in_sheet(unit=village.commune, text=text, **BY)

    assert (
        parsed(taken).roll_up
        == parsed(ScoreSheet.objects.get(key="phu-tho-layer", unit=None)).roll_up
    )
    assert len(parsed(taken).criteria) == 10


@pytest.mark.parametrize(
    "text", ["", "sheet: [", "title: x", "sheet: a\ntitle: b\nissuer: c\nseen: d"]
)
def test_what_is_no_sheet_is_not_taken_in(village: Village, text: str) -> None:
    with refused(NoSheet):
        actions.take_in_sheet(unit=village.commune, text=text, **BY)


def test_a_draft_is_rewritten(village: Village) -> None:
    draft = copied(village)

    with logged("sheet.rewritten", "TT"):
        rewrite(draft, title="Phiếu của xã")

    draft.refresh_from_db()
    assert draft.title == parsed(draft).title == "Phiếu của xã"


def test_who_was_overtaken_overwrites_nothing(village: Village) -> None:
    draft = copied(village)
    seen = draft.sha256
    rewrite(draft, title="Phiếu của xã")

    with refused(actions.Overtaken):
        actions.rewrite_sheet(sheet_id=draft.pk, text=draft.text, seen=seen, **BY)
    with refused(actions.Overtaken):
        force(draft, village.cell, JULY, seen=seen)


def test_a_sheet_in_force_scores_from_its_day_on(village: Village) -> None:
    draft = copied(village)

    with logged("sheet.put_in_force", "TT.01"):
        force(draft, village.cell, JULY)

    june, july = made.planned(village, JUNE), made.planned(village, JULY)
    assert [one.row.pk == draft.pk for one in (sheet_for(june), sheet_for(july)) if one] == [
        False,
        True,
    ]


def test_it_scores_the_part_of_the_tree_it_was_chosen_for(village: Village) -> None:
    neighbour = next_to(village)
    force(copied(village), neighbour, JUNE)

    found = sheet_for(made.planned(village, JUNE))

    assert found is not None
    assert found.row.unit is None


def test_in_force_its_text_stays(village: Village) -> None:
    sheet = force(copied(village), village.commune, JULY)

    for act in (
        lambda: rewrite(sheet, title="Khác"),
        lambda: actions.discard_sheet(sheet_id=sheet.pk, **BY),
        lambda: force(sheet, village.commune, JULY + timedelta(days=30)),
    ):
        with refused(actions.InForceAlready):
            act()


def test_a_shipped_sheet_is_nobodys_to_change(village: Village) -> None:
    shipped_ = ScoreSheet.objects.get(key="an-phu-2025", unit=None)

    with refused(actions.InForceAlready):
        rewrite(shipped_, title="Khác")


def test_what_is_open_must_be_settled_first(village: Village) -> None:
    draft = copied(village, "an-phu-2025")

    with refused(actions.NotUsable) as caught:
        force(draft, village.commune, JULY)

    assert isinstance(caught.value, actions.NotUsable)
    assert [(one.fault, one.at) for one in caught.value.findings] == [
        (one.fault, one.at) for one in findings_of(draft)
    ]


def test_once_settled_it_can_be_used(village: Village) -> None:
    draft = copied(village, "an-phu-2025")
    more = [{"criterion": "1", "when": "> 30 and < half", "points": 3, "because": "Họp 05/01/2026"}]

    rewrite(draft, settled=[*SETTLED, *more])

    assert force(ScoreSheet.objects.get(pk=draft.pk), village.commune, JULY).since == JULY


def test_nothing_is_put_in_force_over_the_book(village: Village) -> None:
    made.sealed(village, JUNE)
    draft = copied(village)

    with refused(actions.OverSealed) as caught:
        force(draft, village.commune, JUNE)

    assert isinstance(caught.value, actions.OverSealed)
    assert caught.value.last == JUNE
    assert force(draft, village.commune, JUNE + timedelta(days=1)).since == JUNE + timedelta(days=1)


def test_what_a_sheet_does_not_score_does_not_hinder_it(village: Village) -> None:
    made.sealed(village, JUNE)
    draft = rewrite(copied(village), meetings=["thematic"])

    assert force(draft, village.commune, JUNE).since == JUNE


def test_the_book_of_cells_elsewhere_does_not_hinder_it(village: Village) -> None:
    made.sealed(village, JUNE)

    assert force(copied(village), next_to(village), JUNE).since == JUNE


def test_two_for_the_same_meetings_do_not_begin_on_one_day(village: Village) -> None:
    first = force(copied(village), village.commune, JULY)
    second = copied(village)

    with refused(actions.Beside) as caught:
        force(second, village.commune, JULY)

    assert isinstance(caught.value, actions.Beside)
    assert caught.value.other == first
    thematic = rewrite(second, meetings=["thematic"])
    assert force(thematic, village.commune, JULY).since == JULY


def test_only_for_cells_below_who_wrote_it(village: Village) -> None:
    elsewhere, draft = factories.unit("XX", name="xã Khác"), copied(village)

    with refused(actions.NotBelow):
        force(draft, elsewhere, JULY)


def test_it_ends_after_it_begins(village: Village) -> None:
    draft = copied(village)

    with refused(actions.BadDays):
        force(draft, village.commune, JULY, until=JULY)


def test_ended_it_scores_nothing_more(village: Village) -> None:
    sheet = force(copied(village), village.commune, JUNE)
    july = made.planned(village, JULY)

    with logged("sheet.ended", "TT"):
        actions.end_sheet(sheet_id=sheet.pk, until=JULY, **BY)

    found = sheet_for(july)
    assert found is not None
    assert found.row.unit is None


def test_what_was_assessed_stays_under_it(village: Village) -> None:
    sheet = force(copied(village), village.commune, JUNE)
    meeting = made.closed(village, JUNE)
    assess(meeting_id=meeting.pk, kind="self", given=Given({}, {}), by="bithu", at=AT)

    actions.end_sheet(sheet_id=sheet.pk, until=JUNE + timedelta(days=1), **BY)

    found = sheet_for(meeting)
    assert found is not None
    assert found.row == sheet


def test_before_it_was_used_it_becomes_a_draft_again(village: Village) -> None:
    sheet = force(copied(village), village.commune, JULY)

    with logged("sheet.withdrawn", "TT"):
        actions.end_sheet(sheet_id=sheet.pk, until=JUNE, **BY)

    sheet.refresh_from_db()
    assert (sheet.since, sheet.until) == (None, None)
    assert rewrite(sheet, title="Khác").title == "Khác"


def test_an_annual_sheet_by_which_a_year_was_scored_never_becomes_a_draft_again(
    village: Village,
) -> None:
    last = AT.year - 1
    text = ANNUAL.replace("sheet: nam", "sheet: tt-nam")
    draft = actions.take_in_sheet(unit=village.commune, text=text, **BY)
    sheet = force(draft, village.commune, date(last, 1, 1))
    made.sealed(village, date(last, 6, 3))
    assess_year(cell=village.cell, year=last, kind="self", given=Given({}, {}), by="bithu", at=AT)

    with refused(actions.BadDays):
        actions.end_sheet(sheet_id=sheet.pk, until=date(last, 1, 1), **BY)


def test_it_is_not_ended_over_the_book(village: Village) -> None:
    sheet = force(copied(village), village.commune, JUNE)
    made.sealed(village, JUNE)

    with refused(actions.OverSealed):
        actions.end_sheet(sheet_id=sheet.pk, until=JUNE, **BY)


def test_a_draft_cannot_be_ended(village: Village) -> None:
    draft = copied(village)

    with refused(actions.NotInForce):
        actions.end_sheet(sheet_id=draft.pk, until=JULY, **BY)


def test_a_draft_is_thrown_away(village: Village) -> None:
    draft = copied(village)

    with logged("sheet.discarded", "TT"):
        actions.discard_sheet(sheet_id=draft.pk, **BY)

    assert not ScoreSheet.objects.filter(unit=village.commune).exists()
