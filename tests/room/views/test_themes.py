"""The pages of a thematic plan: in the cell, from above, and where a meeting takes up a theme."""

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chibo.base.time import month_start, next_month
from chibo.meetings.actions import themes
from chibo.meetings.models import Meeting, PlannedTheme
from tests import factories
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import Village
from tests.factories.watching import changed, tables, undone

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YEAR = TODAY.year
PLAN = f"/meetings/themes/TT.01/{YEAR}/"
LONG = "dài " * 60


def by() -> dict[str, Any]:
    return {"by": "bithu", "at": timezone.now()}


def a_theme(village: Village, month: date = TODAY, **more: Any) -> PlannedTheme:
    given: dict[str, Any] = {"title": "Giữ rừng", "presenter": village.third, **more}
    return themes.plan_theme(cell=village.cell, month=month_start(month), **given, **by())


def said(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def main(answer: Any) -> str:
    return said(answer).partition("<main")[2]


@pytest.fixture
def secretary(village: Village) -> Client:
    return reader("secretary", village)


def test_an_empty_plan_asks_for_a_theme(village: Village, secretary: Client) -> None:
    page = main(secretary.get(PLAN))

    assert page.count("No theme yet.") == 4
    assert page.count("button--primary") == 1
    assert "Put into the plan" in page
    assert "Tell the plan" not in page


def test_a_theme_typed_on_the_page_stands_in_its_quarter(
    village: Village, secretary: Client
) -> None:
    answer = secretary.post(
        f"{PLAN}add/",
        {"title": "Giữ rừng", "month": "8", "presenter": village.third.pk, "note": "mời kiểm lâm"},
    )

    (theme,) = PlannedTheme.objects.all()
    page = main(secretary.get(PLAN))
    third = page.partition('id="q3"')[2].partition("</section>")[0]
    assert answer.status_code == 302
    assert (theme.month, theme.presenter) == (date(YEAR, 8, 1), village.third)
    for words in ("Giữ rừng", "August", "presented by Vi Văn Chiến", "mời kiểm lâm"):
        assert words in third
    assert page.count("button--primary") == 1
    assert "Tell the plan" in page


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({"title": ""}, "Write the theme."),
        ({"title": LONG}, "Too long: write at most 200 letters."),
        ({"month": "13"}, "Choose a month of this year."),
        ({"month": ""}, "Choose a month of this year."),
        ({"presenter": "999999"}, "Choose a member of this cell."),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_typed_is_lost(
    village: Village, secretary: Client, sent: dict[str, str], word: str
) -> None:
    before = tables()
    typed = {"title": "Giữ rừng", "month": "6", "note": "Chữ đã gõ"}

    answer = secretary.post(f"{PLAN}add/", typed | sent)

    page = said(answer)
    assert answer.status_code == 422
    assert changed(before, tables()) == set()
    assert word in page
    assert page.index("field--error") < page.index(word)
    assert 'value="Chữ đã gõ"' in page


def test_a_year_long_past_is_shown_and_not_written(village: Village, secretary: Client) -> None:
    past = f"/meetings/themes/TT.01/{YEAR - 2}/"

    page = main(secretary.get(past))
    answer = secretary.post(f"{past}add/", {"title": "Giữ rừng", "month": "6"})

    assert "Put into the plan" not in page
    assert answer.status_code == 409
    assert f"The plan of {YEAR - 2} is not written any more" in said(answer)
    assert not PlannedTheme.objects.exists()


@pytest.mark.parametrize("year", [1999, YEAR + 2, 99999])
def test_a_year_that_cannot_be_is_not_found(secretary: Client, year: int) -> None:
    assert secretary.get(f"/meetings/themes/TT.01/{year}/").status_code == 404
    assert secretary.get(f"/meetings/themes/?year={year}").status_code == 404


def test_a_theme_moves_with_a_reason_that_the_page_shows(
    village: Village, secretary: Client
) -> None:
    theme = a_theme(village, date(YEAR, 2, 1))
    address = f"/meetings/themes/{theme.pk}/"
    sent = {"title": "Giữ rừng", "month": "5", "note": "Chữ đã gõ"}

    refused = secretary.post(address, sent)
    moved = secretary.post(address, sent | {"because": "bận mùa"})

    assert (refused.status_code, moved.status_code) == (409, 302)
    assert "Write why, in a few words: the plan keeps it." in said(refused)
    assert 'value="Chữ đã gõ"' in said(refused)
    assert "first planned for February; moved: bận mùa" in main(secretary.get(PLAN))


def test_what_somebody_saved_meanwhile_is_shown_beside_what_was_typed(
    village: Village, secretary: Client
) -> None:
    theme = a_theme(village)
    address = f"/meetings/themes/{theme.pk}/"
    seen = secretary.get(address).context["form"].initial["seen"]
    sent = {"title": "Của tôi", "month": str(TODAY.month), "seen": seen}
    PlannedTheme.objects.update(title="Của người khác")

    first = secretary.post(address, sent)
    again = secretary.post(address, sent | {"seen": first.context["form"].data["seen"]})

    assert first.status_code == 409
    for words in ("Somebody changed this while you were typing", "Của người khác", "Của tôi"):
        assert words in said(first)
    assert again.status_code == 302
    assert PlannedTheme.objects.get().title == "Của tôi"


def test_a_theme_let_go_is_kept_below_with_its_reason(village: Village, secretary: Client) -> None:
    theme = a_theme(village)
    address = f"/meetings/themes/{theme.pk}/let-go/"

    without = secretary.post(address, {"because": ""})
    too_long = secretary.post(address, {"because": LONG})
    gone = secretary.post(address, {"because": "xã làm chung"})

    assert (without.status_code, too_long.status_code, gone.status_code) == (409, 422, 302)
    assert "the plan keeps it" in said(without)
    assert LONG.strip() in said(too_long)
    page = main(secretary.get(PLAN))
    assert "1 theme let go" in page
    assert "xã làm chung" in page
    assert "This theme was let go" in said(secretary.get(f"/meetings/themes/{theme.pk}/"))


def test_a_theme_that_was_held_shows_its_day_and_is_not_changed(
    village: Village, secretary: Client
) -> None:
    theme = a_theme(village)
    made.held(village, TODAY, "thematic")

    page = main(secretary.get(PLAN))

    assert f"met on {TODAY:%d/%m/%Y}" in page
    assert f"/meetings/themes/{theme.pk}/" not in page
    assert "stays as it is" in said(secretary.get(f"/meetings/themes/{theme.pk}/"))


def test_the_plan_is_told_and_told_again_after_a_change(
    village: Village, secretary: Client
) -> None:
    theme = a_theme(village)

    told = secretary.post(f"{PLAN}tell/")
    twice = secretary.post(f"{PLAN}tell/")
    page = main(secretary.get(PLAN))
    PlannedTheme.objects.filter(pk=theme.pk).update(title="Khác")
    after = main(secretary.get(PLAN))

    assert (told.status_code, twice.status_code) == (302, 409)
    assert "nothing has changed since" in said(twice)
    assert "The committee above was told on" in page
    assert "Tell the plan" not in page
    assert "Changed since the committee above was told on" in after
    assert "Tell the plan" in after
    assert after.count("button--primary") == 1


def test_a_plan_without_a_theme_is_not_told(village: Village, secretary: Client) -> None:
    answer = secretary.post(f"{PLAN}tell/")

    assert answer.status_code == 409
    assert "The plan has no theme yet." in said(answer)


def test_those_above_read_the_plan_as_it_was_told(village: Village, secretary: Client) -> None:
    office = reader("office", village)
    a_theme(village)
    before = main(office.get(PLAN))
    secretary.post(f"{PLAN}tell/")
    a_theme(village, title="Mới thêm")

    after = main(office.get(PLAN))

    assert "Giữ rừng" not in before
    assert f"The cell has not told its plan of {YEAR} yet." in before
    assert "not told" in before
    assert "no theme yet" not in before.lower()
    assert "Giữ rừng" in after
    assert "Mới thêm" not in after
    assert "Changed since" in after
    assert "button" not in after.partition("</main>")[0]


def test_those_above_see_who_told_and_which_quarters_stand(
    village: Village, secretary: Client
) -> None:
    factories.unit("TT.02", name="bản Ngàm", under=village.commune)
    factories.unit("ELSEWHERE", name="bản xa")
    a_theme(village)
    secretary.post(f"{PLAN}tell/")
    made.held(village, TODAY, "thematic")
    office = reader("office", village)

    answer = office.get("/meetings/themes/")

    ((unit, rows, told),) = answer.context["groups"]
    here = (TODAY.month - 1) // 3
    assert (unit, told) == (village.commune, 1)
    assert [row.cell.code for row in rows] == ["TT.01", "TT.02"]
    assert [row.told is not None for row in rows] == [True, False]
    assert [row.quarters[here].state for row in rows] == ["met", "open"]
    assert [answer.context[name] for name in ("told", "planned_now", "met_now")] == [1, 1, 1]
    assert "Giữ rừng" not in said(answer)
    page = main(answer)
    assert f"told {TODAY:%d/%m}" in page
    assert "not told" in page
    assert '/meetings/themes/"' in said(office.get("/"))


def many_themes(village: Village, count: int) -> None:
    for number in range(1, count + 1):
        theme = a_theme(village, date(YEAR, number, 1), title=f"Việc {number}")
        meeting = made.planned(village, date(YEAR, number, 5), "thematic")
        PlannedTheme.objects.filter(pk=theme.pk).update(meeting=meeting)
        a_theme(village, date(YEAR + 1, number, 1))
        themes.let_theme_go(theme_id=a_theme(village).pk, because="thừa", **by())
    themes.tell_plan(cell=village.cell, year=YEAR, **by())


def many_cells(village: Village, count: int) -> None:
    for number in range(count):
        cell = factories.unit(f"TT.{number + 10}", name=f"bản {number}", under=village.commune)
        themes.plan_theme(cell=cell, month=month_start(TODAY), title="Giữ rừng", **by())
        themes.tell_plan(cell=cell, year=YEAR, **by())


@pytest.mark.parametrize(
    ("role", "address", "fill"),
    [
        ("secretary", PLAN, many_themes),
        ("office", PLAN, many_themes),
        ("secretary", "/meetings/cell/TT.01/plan/", many_themes),
        ("office", "/meetings/themes/", many_cells),
    ],
)
def test_a_page_asks_as_many_questions_for_one_row_as_for_three(
    village: Village, role: str, address: str, fill: Callable[[Village, int], None]
) -> None:
    client = reader(role, village)

    asked = []
    for rows in (1, 3):
        with undone():
            fill(village, rows)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))

    assert asked[0] == asked[1]


def plan_form(**more: Any) -> dict[str, Any]:
    day = next_month(TODAY).replace(day=5)
    return {
        "kind": "thematic", "day": f"{day:%d/%m/%Y}", "hour": "19:30", "place": "đình", "theme": "",
    } | more  # fmt: skip


PLAN_A_MEETING = "/meetings/cell/TT.01/plan/"


def test_planning_a_meeting_takes_a_theme_over_without_retyping(
    village: Village, secretary: Client
) -> None:
    made.habit(village.cell)
    theme = a_theme(village, next_month(TODAY))

    page = secretary.get(f"{PLAN_A_MEETING}?theme={theme.pk}")
    answer = secretary.post(PLAN_A_MEETING, plan_form(planned=str(theme.pk)))

    form = page.context["form"]
    assert (form.initial["kind"], form.initial["planned"]) == ("thematic", str(theme.pk))
    assert month_start(form.initial["day"]) == theme.month
    assert answer.status_code == 302
    (meeting,) = Meeting.objects.all()
    (preparation,) = meeting.preparations.all()
    assert meeting.theme == "Giữ rừng"
    assert (preparation.what, preparation.person) == ("The theme “Giữ rừng”", village.third)
    assert preparation.due_on == next_month(TODAY).replace(day=4)
    plan = main(secretary.get(f"/meetings/themes/TT.01/{theme.month.year}/"))
    assert f'href="{meeting.get_absolute_url()}"' in plan


@pytest.mark.parametrize(
    ("more", "theme", "taken"),
    [
        ({}, "Giữ rừng", True),
        ({"theme": "Việc khác"}, "Việc khác", False),
        ({"kind": "regular"}, "", False),
    ],
    ids=["the month's only theme", "another theme", "a regular meeting"],
)
def test_a_thematic_meeting_takes_its_months_only_theme(
    village: Village, secretary: Client, more: dict[str, str], theme: str, taken: bool
) -> None:
    a_theme(village, next_month(TODAY))

    secretary.post(PLAN_A_MEETING, plan_form(**more))

    (meeting,) = Meeting.objects.all()
    assert meeting.theme == theme
    assert PlannedTheme.objects.filter(meeting=meeting).exists() is taken


def test_two_themes_of_a_month_are_not_guessed(village: Village, secretary: Client) -> None:
    for title in ("Giữ rừng", "Giữ nước"):
        a_theme(village, next_month(TODAY), title=title)

    secretary.post(PLAN_A_MEETING, plan_form())

    assert Meeting.objects.get().theme == ""


def test_a_theme_for_a_regular_meeting_and_one_taken_meanwhile_are_refused_at_the_field(
    village: Village, secretary: Client
) -> None:
    theme = a_theme(village, next_month(TODAY))
    wrong = secretary.post(PLAN_A_MEETING, plan_form(kind="regular", planned=str(theme.pk)))
    a_theme(village, next_month(next_month(TODAY)))
    secretary.post(PLAN_A_MEETING, plan_form(planned=str(theme.pk)))
    taken = secretary.post(PLAN_A_MEETING, plan_form(planned=str(theme.pk)))

    assert (wrong.status_code, taken.status_code) == (422, 422)
    assert "A theme of the plan is for a thematic meeting." in said(wrong)
    assert "This theme has its meeting by now. Choose again." in said(taken)
    assert Meeting.objects.count() == 1


def test_today_asks_for_a_theme_while_the_quarter_has_none(
    village: Village, secretary: Client
) -> None:
    before = said(secretary.get("/"))
    a_theme(village)
    after = said(secretary.get("/"))

    assert "Choose a theme for quarter" in before
    assert f'href="{PLAN}"' in before
    assert "Choose a theme for quarter" not in after


def test_the_cells_pages_lead_to_the_plan(village: Village, secretary: Client) -> None:
    for address in ("/cells/TT.01/", "/meetings/cell/TT.01/"):
        assert f'href="{PLAN}"' in said(secretary.get(address))
