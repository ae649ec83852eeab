"""A figure opens what it counts and the rows behind it, down to one member on a roll."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.units.models import Unit
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import JULY, JUNE, Village

pytestmark = pytest.mark.django_db


def page(client: Client, village: Village, key: str, **asked: str) -> Any:
    return client.get(reverse("reports:figure", args=[village.commune.code, "2026-q2", key]), asked)


def june(village: Village) -> Any:
    meeting = made.held(village, JUNE)
    made.mark(meeting, village.plain[0], "unexcused")
    made.mark(meeting, village.exempt)
    made.seal(meeting)
    return meeting


def test_a_figure_says_what_it_counts_out_of_what_and_shows_the_rows(village: Village) -> None:
    meeting = june(village)

    response = page(reader("office", village), village, "attendance")

    assert response.context["value"] == "88,9%"
    assert response.context["division"] == [("8", "attended"), ("9", "must attend")]
    (row,) = response.context["rows"]
    assert (row.name, row.url) == ("Chi bộ bản Máy", reverse("book:minutes", args=[meeting.pk]))
    assert [value for _, value in row.values] == ["June 2026", "8", "9"]
    assert row.roll == reverse("reports:roll", args=[meeting.pk])


def test_the_roll_counts_what_the_figure_counts(village: Village) -> None:
    meeting = june(village)
    office = reader("office", village)

    response = office.get(reverse("reports:roll", args=[meeting.pk]))

    roll = response.context["roll"]
    assert (roll.attended, roll.base, roll.came_all_the_same) == (8, 9, 1)
    lines = {line.name: words for line, words in response.context["lines"]}
    assert (lines["Lò Thị Hiền"], lines["Hà Văn Thuấn"]) == ("absent without reason", "present")


def test_the_rows_of_the_base_are_more(village: Village) -> None:
    made.sealed(village, made.date(2026, 4, 3))
    june(village)
    office = reader("office", village)

    held, due = page(office, village, "held"), page(office, village, "held", of="base")

    assert (held.context["count"], due.context["count"]) == (2, 3)
    missed = due.context["rows"][1]
    assert (missed.url, missed.roll) == ("", "")


def test_a_figure_without_a_base_says_so(village: Village) -> None:
    response = page(reader("office", village), village, "attendance")

    assert response.context["value"] == "none"
    assert "No row stands behind it." in response.content.decode()


def test_as_of_an_earlier_day_nothing_was_in_the_book(village: Village) -> None:
    june(village)
    office = reader("office", village)

    assert page(office, village, "held", on="2026-06-03").context["figure"].numerator == 0
    assert page(office, village, "held", on="2026-06-04").context["figure"].numerator == 1
    assert page(office, village, "held", on="someday").status_code == 404


@pytest.mark.parametrize(
    "path", ["TT/2026-q9/held", "TT/2099-q1/held", "TT/2026-q2/nothing", "XX/2026-q2/held"]
)
def test_what_is_not_there_is_not_found(village: Village, path: str) -> None:
    assert reader("office", village).get(f"/reports/figure/{path}/").status_code == 404


def test_all_figures_of_a_span_lead_to_themselves(village: Village) -> None:
    june(village)

    response = reader("office", village).get(reverse("reports:figures", args=["TT", "2026-q2"]))

    shown = {
        figure.line.key: value
        for _, figures in response.context["sections"]
        for figure, _name, _pair, value in figures
    }
    assert shown["members"] == "10 members"
    assert f'href="{reverse("reports:figure", args=["TT", "2026-q2", "held"])}"' in (
        response.content.decode()
    )


def test_the_questions_of_a_page_do_not_grow_with_its_rows(
    village: Village, django_assert_max_num_queries: Any
) -> None:
    june(village)
    office = reader("office", village)
    page(office, village, "attendance")
    with django_assert_max_num_queries(60) as one:
        page(office, village, "attendance")
    for code in ("TT.02", "TT.03"):
        made.sealed(made.village(code, f"bản {code}", under=village.commune), JUNE)
    made.sealed(village, JULY)
    with django_assert_max_num_queries(len(one)):
        response = page(office, village, "attendance")

    assert response.context["count"] == 3
    assert Unit.objects.filter(kind__is_cell=True).count() == 3
