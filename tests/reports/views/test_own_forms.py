"""The pages on which a committee composes its forms, and a form filled in."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.reports.models import OwnLine, ReportForm
from chibo.reports.queries.own_forms import entries_of
from chibo.reports.rules.composing import Entry
from tests.factories import meetings as made
from tests.factories.access import reader
from tests.factories.meetings import Village
from tests.factories.reporting import draft_form, form_in_force, own_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(village: Village) -> Client:
    return reader("office", village)


def text(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_a_form_is_begun_composed_and_put_in_force(office: Client) -> None:
    begun = office.post(
        reverse("reports:begin_own_form", args=["TT"]),
        {"name": "Báo cáo tháng", "purpose": "Công văn 12", "lengths": ["1", "3"]},
    )
    form = ReportForm.objects.get()
    assert begun["Location"] == reverse("reports:own_form", args=[form.pk])

    office.post(reverse("reports:add_form_heading", args=[form.pk]), {"heading": "I"})
    office.post(reverse("reports:add_form_lines", args=[form.pk]), {"line": ["held", "members"]})
    office.post(reverse("reports:move_form_line", args=[form.pk, 2]), {"way": "up"})
    office.post(reverse("reports:take_out_form_line", args=[form.pk, 0]))
    office.post(reverse("reports:force_form", args=[form.pk]), {"since": "01/07/2026"})

    page = text(office.get(reverse("reports:own_form", args=[form.pk])))
    assert entries_of(form) == [Entry(key="members"), Entry(key="held")]
    assert "Version 1, from 01/07/2026" in page
    assert "Add lines from the catalogue" not in page


def test_what_was_typed_stays_when_a_form_cannot_be_begun(office: Client) -> None:
    response = office.post(
        reverse("reports:begin_own_form", args=["TT"]), {"name": "Báo cáo tháng"}
    )

    assert response.status_code == 422
    assert 'value="Báo cáo tháng"' in text(response)
    assert "Choose at least one: month, quarter, half-year or year." in text(response)


def test_lines_are_found_without_marks(office: Client, village: Village) -> None:
    form = draft_form(village.commune)

    page = text(office.get(reverse("reports:own_form", args=[form.pk]), {"q": "chuyen de"}))
    nothing = text(office.get(reverse("reports:own_form", args=[form.pk]), {"q": "máy chiếu"}))

    assert 'value="thematic_cells"' in page
    assert 'value="members"' not in page
    assert "No line for “máy chiếu”." in nothing


def test_a_form_without_lines_says_what_to_do(office: Client, village: Village) -> None:
    form = draft_form(village.commune)

    response = office.post(reverse("reports:force_form", args=[form.pk]), {"since": "01/07/2026"})

    assert response.status_code == 409
    assert "Add one from the catalogue first." in text(response)


def test_a_form_filled_in_shows_counts_value_and_definition(
    office: Client, village: Village
) -> None:
    made.sealed(village)
    form = form_in_force(village.commune, "held", "attendance", "members")

    page = text(office.get(reverse("reports:filled", args=[form.pk, "TT", "2026-q2"])))

    assert "1/1" in page
    assert "100,0%" in page
    assert "8/8" in page
    assert "100,0%" in page
    assert "out of number of rows where" in page


def test_a_base_of_nothing_prints_as_none(office: Client, village: Village) -> None:
    form = form_in_force(village.commune, "attendance")

    page = text(office.get(reverse("reports:filled", args=[form.pk, "TT", "2026-q2"])))

    assert "0/0" in page
    assert ">none<" in page


def test_a_form_is_taken_as_files(office: Client, village: Village) -> None:
    made.sealed(village)
    form = form_in_force(village.commune, "held")

    csv = office.get(reverse("reports:filled_file", args=[form.pk, "TT", "2026-q2", "csv"]))
    xlsx = office.get(reverse("reports:filled_file", args=[form.pk, "TT", "2026-q2", "xlsx"]))

    assert (
        csv.content.decode("utf-8-sig").splitlines()[-1].startswith("1,Regular meetings held,1,1,")
    )
    assert xlsx.content[:2] == b"PK"


def test_a_span_the_form_is_not_for_is_not_there(office: Client, village: Village) -> None:
    form = form_in_force(village.commune)

    for span in ("2026", "2030-q1", "nonsense"):
        address = reverse("reports:filled", args=[form.pk, "TT", span])
        assert office.get(address).status_code == 404


def test_a_line_is_defined_by_choosing(office: Client, village: Village) -> None:
    address = reverse("reports:define_line", args=["TT"])
    assert office.get(address).status_code == 200

    response = office.post(
        f"{address}?table=months",
        {
            "name": "Buổi ngắn", "words": "Buổi dưới 60 phút trên số buổi đã họp.", "unit": "buổi",
            "count": "rows", "base": "rows", "shown": "share", "where0_column": "met",
            "only0_column": "length_minutes", "only0_how": "<", "only0_value": "60",
        },
    )  # fmt: skip

    line = OwnLine.objects.get()
    assert response["Location"] == reverse("reports:own_line", args=[line.pk])
    assert (line.told["where"], line.told["only"]) == (["met"], ["length_minutes < 60"])
    assert "minutes long less than 60" in text(office.get(response["Location"]))


def test_a_condition_that_cannot_be_compared_is_told_beside_it(office: Client) -> None:
    response = office.post(
        f"{reverse('reports:define_line', args=['TT'])}?table=months",
        {
            "name": "Buổi ngắn", "words": "…", "unit": "buổi", "count": "rows",
            "only0_column": "length_minutes", "only0_how": "<", "only0_value": "một giờ",
        },
    )  # fmt: skip

    assert response.status_code == 422
    assert "Compare it with a whole number, for example 90." in text(response)
    assert 'value="một giờ"' in text(response)


def test_a_line_of_ones_own_is_counted_in_a_form(office: Client, village: Village) -> None:
    made.sealed(village)
    line = own_line(village.commune, only=["length_minutes >= 60"])
    form = form_in_force(village.commune, line.key)

    page = text(office.get(reverse("reports:filled", args=[form.pk, "TT", "2026-q2"])))

    assert "Buổi ngắn" in page
    assert "1 buổi" in page


def test_the_figure_of_a_line_of_ones_own_opens_its_rows(office: Client, village: Village) -> None:
    made.sealed(village)
    line = own_line(village.commune, only=["length_minutes >= 60"])
    form = form_in_force(village.commune, line.key)
    figure = reverse("reports:figure", args=["TT", "2026-q2", line.key])

    page = text(office.get(reverse("reports:filled", args=[form.pk, "TT", "2026-q2"])))

    assert figure in page
    assert "Chi bộ bản Máy" in text(office.get(figure))


def test_a_list_of_forms_costs_the_same_for_one_and_three(office: Client, village: Village) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            office.get(reverse("reports:own_forms", args=["TT"]))
        return len(found)

    form_in_force(village.commune)
    own_line(village.commune)
    one = queries()
    for name in ("Hai", "Ba"):
        form_in_force(village.commune, name=name)
        own_line(village.commune)

    assert queries() == one
