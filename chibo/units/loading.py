"""The kinds of units we know from the Party's organisation; a committee may add its own."""

from chibo.units.models import UnitKind

# code, name, level, cell, village or street cell, grassroots organisation
_KINDS = [
    ("province", "Tỉnh ủy, thành ủy", 10, False, False, False),
    ("district", "Huyện ủy (đến 30/6/2025)", 20, False, False, False),
    ("commune", "Đảng bộ xã, phường, thị trấn, đặc khu", 30, False, False, True),
    ("agency_organisation", "Đảng bộ cơ quan, lực lượng vũ trang", 30, False, False, True),
    ("section", "Đảng bộ bộ phận, đảng bộ trực thuộc đảng ủy cơ sở", 40, False, False, False),
    ("village_cell", "Chi bộ thôn, bản", 50, True, True, False),
    ("street_cell", "Chi bộ khu phố, tổ dân phố", 50, True, True, False),
    ("agency_cell", "Chi bộ cơ quan", 50, True, False, False),
    ("school_cell", "Chi bộ trường học", 50, True, False, False),
    ("health_cell", "Chi bộ y tế", 50, True, False, False),
    ("armed_cell", "Chi bộ lực lượng vũ trang", 50, True, False, False),
    ("enterprise_cell", "Chi bộ doanh nghiệp", 50, True, False, False),
    # Until QĐ 208 such a cell stood directly under the district.
    ("grassroots_cell", "Chi bộ cơ sở", 30, True, False, True),
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
            )
            for code, name, level, cell, village, grassroots in _KINDS
        ],
        ignore_conflicts=True,
    )
