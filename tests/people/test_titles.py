"""What an office is called, by the kind of unit it is at."""

import pytest
from django.utils import translation

from chibo.people.models import Post
from chibo.people.titles import title, titles
from chibo.units.models import UnitKind

CELL = UnitKind(code="cell", is_cell=True)
# Until QĐ 208 some cells stood directly under the district.
GRASSROOTS_CELL = UnitKind(code="grassroots_cell", is_cell=True, is_grassroots=True)
COMMUNE = UnitKind(code="commune", is_grassroots=True)
SECTION = UnitKind(code="section")
PROVINCE = UnitKind(code="province", is_above_grassroots=True)


@pytest.mark.parametrize(
    ("office", "kind", "expected"),
    [
        ("secretary", CELL, "bí thư"),
        ("secretary", COMMUNE, "bí thư đảng ủy"),
        ("secretary", PROVINCE, "bí thư cấp ủy"),
        ("deputy_secretary", CELL, "phó bí thư"),
        ("deputy_secretary", SECTION, "phó bí thư đảng ủy"),
        ("deputy_secretary", PROVINCE, "phó bí thư cấp ủy"),
        ("committee_member", CELL, "chi ủy viên"),
        ("committee_member", GRASSROOTS_CELL, "chi ủy viên"),
        ("committee_member", SECTION, "đảng ủy viên"),
        ("committee_member", COMMUNE, "đảng ủy viên"),
        ("committee_member", PROVINCE, "cấp ủy viên"),
        ("standing_member", COMMUNE, "ủy viên ban thường vụ"),
        # Written all the same, in a list or before: it keeps its plain name.
        ("standing_member", CELL, "ủy viên ban thường vụ"),
        ("group_leader", PROVINCE, "tổ trưởng tổ đảng"),
    ],
)
def test_an_office_is_called_after_the_body(office: str, kind: UnitKind, expected: str) -> None:
    with translation.override("vi"):
        assert title(office, kind) == expected


@pytest.mark.parametrize(
    ("kind", "missing"),
    [(CELL, {"standing_member"}), (COMMUNE, {"group_leader"}), (PROVINCE, {"group_leader"})],
)
def test_a_unit_offers_the_offices_it_has(kind: UnitKind, missing: set[str]) -> None:
    assert {office for office, _words in titles(kind)} == set(Post.Kind.values) - missing
