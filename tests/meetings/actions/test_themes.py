"""The thematic plan: adding, changing, moving, letting go, telling, and the meeting on a theme."""

from datetime import date, timedelta
from typing import Any

import pytest

from chibo.base.seen import fingerprint
from chibo.base.time import local_moment
from chibo.meetings import thematic
from chibo.meetings.actions import plan, themes
from chibo.meetings.actions.opening import NotOfCell
from chibo.meetings.models import Meeting, PlannedTheme, ThemePlan
from tests import factories
from tests.factories import meetings as made
from tests.factories.meetings import AT, BY, EVENING, JUNE, Village
from tests.factories.watching import changed, logged, refused, tables

pytestmark = pytest.mark.django_db

MARCH, MAY, JUNE_FIRST = date(2026, 3, 1), date(2026, 5, 1), date(2026, 6, 1)


def a_theme(village: Village, month: date = JUNE_FIRST, **more: Any) -> PlannedTheme:
    return themes.plan_theme(
        cell=village.cell, month=month, title="Giữ rừng gắn với giữ nước", **more, **BY
    )


def changes(theme: PlannedTheme, **more: Any) -> dict[str, Any]:
    as_it_is = {
        "theme_id": theme.pk, "month": theme.month, "title": theme.title,
        "presenter": theme.presenter, "note": theme.note, "because": theme.moved_because,
    }  # fmt: skip
    return as_it_is | BY | more


def a_meeting(village: Village, theme: PlannedTheme, day: date = JUNE) -> Meeting:
    return plan.plan_meeting(
        cell=village.cell, kind="thematic", starts_at=local_moment(day, EVENING), place="đình",
        theme=theme.title, carries=themes.Carries(theme.pk, "Soạn chuyên đề", day), **BY,
    )  # fmt: skip


def test_a_theme_is_put_into_the_plan(village: Village) -> None:
    before = tables()

    with logged("theme.planned", "TT.01"):
        theme = a_theme(village, presenter=village.third, note=" mời  kiểm lâm")

    assert changed(before, tables()) == {"meetings.PlannedTheme", "audit.Entry"}
    theme.refresh_from_db()
    assert (theme.month, theme.first_month, theme.note) == (JUNE_FIRST, JUNE_FIRST, "mời kiểm lâm")


@pytest.mark.parametrize("year", [2024, 2028])
def test_no_plan_is_written_for_a_year_long_past_or_far_ahead(village: Village, year: int) -> None:
    with refused(themes.YearOver):
        a_theme(village, date(year, 6, 1))


def test_who_presents_is_of_the_cell(village: Village) -> None:
    stranger = factories.person("Người Lạ")

    with refused(NotOfCell):
        a_theme(village, presenter=stranger)


def test_a_moved_theme_keeps_the_month_first_planned_and_why(village: Village) -> None:
    theme = a_theme(village, MAY)

    with logged("theme.changed", "TT.01"):
        themes.change_theme(**changes(theme, month=JUNE_FIRST, because="bận mùa"))

    theme.refresh_from_db()
    assert (theme.month, theme.first_month, theme.moved_because) == (JUNE_FIRST, MAY, "bận mùa")
    themes.change_theme(**changes(theme, month=MAY, because="bận mùa"))
    theme.refresh_from_db()
    assert (theme.month, theme.moved_because) == (MAY, "")


def test_a_theme_does_not_move_without_a_reason_or_out_of_its_year(village: Village) -> None:
    theme = a_theme(village, MAY)

    with refused(themes.NeedsThemeReason):
        themes.change_theme(**changes(theme, month=JUNE_FIRST, because=" "))
    with refused(themes.OutsideYear):
        themes.change_theme(**changes(theme, month=date(2027, 1, 1), because="bận"))


def test_a_stale_form_does_not_overwrite(village: Village) -> None:
    theme = a_theme(village)
    seen = fingerprint(*themes.seen_of_theme(theme))
    themes.change_theme(**changes(theme, title="Khác"))

    with refused(themes.StaleTheme):
        themes.change_theme(**changes(theme, seen=seen))


def test_who_presented_and_left_since_stays_named(village: Village) -> None:
    theme = a_theme(village, presenter=village.third)
    village.third.memberships.update(until=AT.date())

    themes.change_theme(**changes(theme, title="Khác", presenter=village.third))

    theme.refresh_from_db()
    assert (theme.title, theme.presenter) == ("Khác", village.third)
    other = a_theme(village, MAY)
    with refused(NotOfCell):
        themes.change_theme(**changes(other, presenter=village.third))


def test_a_theme_let_go_stays_with_its_reason(village: Village) -> None:
    theme = a_theme(village)

    with refused(themes.NeedsThemeReason):
        themes.let_theme_go(theme_id=theme.pk, because=" ", **BY)
    with logged("theme.let_go", "TT.01"):
        themes.let_theme_go(theme_id=theme.pk, because="xã làm chung", **BY)

    theme.refresh_from_db()
    assert (theme.dropped_on, theme.dropped_because) == (JUNE_FIRST, "xã làm chung")
    with refused(themes.ThemeDropped):
        themes.let_theme_go(theme_id=theme.pk, because="lần nữa", **BY)
    with refused(themes.ThemeDropped):
        themes.change_theme(**changes(theme, title="Khác"))


def test_a_theme_that_was_held_stays_as_it_is(village: Village) -> None:
    theme = a_theme(village)
    made.held(village, JUNE, "thematic")

    with refused(themes.ThemeHeld):
        themes.change_theme(**changes(theme, title="Khác"))
    with refused(themes.ThemeHeld):
        themes.let_theme_go(theme_id=theme.pk, because="thôi", **BY)


def test_the_superior_is_told_the_plan_as_it_stands(village: Village) -> None:
    second = a_theme(village, presenter=village.third)
    first = a_theme(village, MARCH)
    themes.let_theme_go(theme_id=a_theme(village).pk, because="thừa", **BY)
    before = tables()

    with logged("theme_plan.told", "TT.01"):
        told = themes.tell_plan(cell=village.cell, year=2026, **BY)

    assert changed(before, tables()) == {"meetings.ThemePlan", "audit.Entry"}
    assert [(line["key"], line["month"], line["presenter"]) for line in told.lines] == [
        (str(first.pk), "2026-03", ""), (str(second.pk), "2026-06", "Vi Văn Chiến"),
    ]  # fmt: skip


def test_telling_again_takes_a_change(village: Village) -> None:
    with refused(themes.NothingToTell):
        themes.tell_plan(cell=village.cell, year=2026, **BY)
    theme = a_theme(village)
    themes.tell_plan(cell=village.cell, year=2026, **BY)

    with refused(themes.AlreadyTold):
        themes.tell_plan(cell=village.cell, year=2026, **BY)
    themes.let_theme_go(theme_id=theme.pk, because="thôi", **BY)
    told = themes.tell_plan(cell=village.cell, year=2026, by="bithu", at=AT + timedelta(days=1))

    assert (told.lines, ThemePlan.objects.count()) == ([], 2)
    assert thematic.told_of(village.cell, 2026) == told


def test_a_meeting_takes_up_a_theme_and_its_presenter_prepares_it(village: Village) -> None:
    theme = a_theme(village, MAY, presenter=village.third)

    with logged("meeting.planned", "TT.01"):
        meeting = a_meeting(village, theme)

    theme.refresh_from_db()
    (preparation,) = meeting.preparations.all()
    assert theme.meeting == meeting
    assert (preparation.what, preparation.person, preparation.due_on) == (
        "Soạn chuyên đề", village.third, JUNE,
    )  # fmt: skip
    presented = meeting.items.get(title="Trình bày chuyên đề")
    assert presented.presenter == village.third


def test_nobody_named_and_nobody_who_left_is_asked_to_prepare(village: Village) -> None:
    nobody = a_theme(village)
    gone = a_theme(village, MAY, presenter=village.third)
    village.third.memberships.update(until=date(2026, 6, 2))

    meetings = [a_meeting(village, theme) for theme in (nobody, gone)]

    assert [meeting.preparations.count() for meeting in meetings] == [0, 0]


def test_a_theme_has_one_meeting_unless_that_is_called_off(village: Village) -> None:
    theme = a_theme(village)
    first = a_meeting(village, theme)

    with refused(themes.ThemeTaken):
        a_meeting(village, theme)
    plan.cancel_meeting(meeting_id=first.pk, because="lũ", **BY)
    second = a_meeting(village, theme, date(2026, 6, 17))

    theme.refresh_from_db()
    assert theme.meeting == second


def test_a_theme_let_go_or_of_another_cell_gets_no_meeting(village: Village) -> None:
    theme = a_theme(village)
    other = made.village("TT.02", "bản Ngàm", under=village.commune)
    with refused(themes.ThemeTaken):
        a_meeting(other, theme)
    themes.let_theme_go(theme_id=theme.pk, because="thôi", **BY)
    with refused(themes.ThemeTaken):
        a_meeting(village, theme)


def test_a_theme_that_moves_leaves_the_meeting_planned_for_it(village: Village) -> None:
    theme = a_theme(village)
    meeting = a_meeting(village, theme)

    theme.refresh_from_db()
    themes.change_theme(**changes(theme, title="Khác"))
    theme.refresh_from_db()
    assert theme.meeting == meeting
    themes.change_theme(**changes(theme, month=date(2026, 8, 1), because="bận"))

    theme.refresh_from_db()
    assert theme.meeting is None


def test_themes_without_a_meeting_wait_from_this_quarter_on(village: Village) -> None:
    a_theme(village, MARCH)
    held, waiting = a_theme(village, MAY), a_theme(village)
    next_year = a_theme(village, date(2027, 1, 1))
    themes.let_theme_go(theme_id=a_theme(village).pk, because="thừa", **BY)
    a_meeting(village, held, date(2026, 7, 1))

    assert thematic.waiting_themes(village.cell, JUNE) == [waiting, next_year]


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (lambda v: None, 2),
        (a_theme, None),
        (lambda v: a_theme(v, MARCH), 2),
        (lambda v: made.planned(v, JUNE, "thematic"), None),
        (lambda v: made.planned(v, JUNE), 2),
        (lambda v: themes.let_theme_go(theme_id=a_theme(v).pk, because="thôi", **BY), 2),
    ],
    ids=["nothing", "a theme", "of another quarter", "a meeting", "a regular one", "let go"],
)
def test_a_quarter_that_neither_plans_nor_holds_a_theme(
    village: Village, build: Any, expected: int | None
) -> None:
    build(village)

    assert thematic.quarter_without_theme(village.cell, JUNE) == expected
