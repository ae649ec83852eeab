"""The kinds of units we know from the Party's organisation; a committee may add its own."""

from chibo.units.models import UnitKind

# code, name, level, cell, village or street cell, grassroots organisation, above these
_KINDS = [
    ("province", "Tỉnh ủy, thành ủy", 10, False, False, False, True),
    ("district", "Huyện ủy (đến 30/6/2025)", 20, False, False, False, True),
    ("commune", "Đảng bộ xã, phường, thị trấn, đặc khu", 30, False, False, True, False),
    ("agency_organisation", "Đảng bộ cơ quan, lực lượng vũ trang", 30, False, False, True, False),
    (
        "section",
        "Đảng bộ bộ phận, đảng bộ trực thuộc đảng ủy cơ sở",
        40,
        False,
        False,
        False,
        False,
    ),
    ("village_cell", "Chi bộ thôn, bản", 50, True, True, False, False),
    ("street_cell", "Chi bộ khu phố, tổ dân phố", 50, True, True, False, False),
    ("agency_cell", "Chi bộ cơ quan", 50, True, False, False, False),
    ("school_cell", "Chi bộ trường học", 50, True, False, False, False),
    ("health_cell", "Chi bộ y tế", 50, True, False, False, False),
    ("armed_cell", "Chi bộ lực lượng vũ trang", 50, True, False, False, False),
    ("enterprise_cell", "Chi bộ doanh nghiệp", 50, True, False, False, False),
    # Until QĐ 208 such a cell stood directly under the district.
    ("grassroots_cell", "Chi bộ cơ sở", 30, True, False, True, False),
]


def load_kinds() -> None:
    """Write the kinds that are not there yet; those a committee changed stay as they are."""
    UnitKind.objects.bulk_create(
        [
            UnitKind(
                code=code,
                name=name,
                level=level,
                is_cell=cell,
                is_village_cell=village,
                is_grassroots=grassroots,
                is_above_grassroots=above,
            )
            for code, name, level, cell, village, grassroots, above in _KINDS
        ],
        ignore_conflicts=True,
    )
