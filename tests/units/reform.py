"""The reform of 1 July 2025 on an example tree: before it, and the decision that makes it."""

from datetime import date

from chibo.units.models import Unit
from chibo.units.steps import Dissolve, Found, Merge, Move, Rename, Step
from tests.factories.units import LONG_AGO, unit

LAST_DAY = date(2025, 6, 30)
FIRST_DAY = date(2025, 7, 1)


def before() -> Unit:
    """Write the tree of before the reform; return the province."""
    province = unit("TH", kind="province", name="Tỉnh Thanh Hóa")
    district = unit("TH.QS", kind="district", name="Huyện Quan Sơn", under=province)
    commune("QS.TT", "Xã Trung Thượng", district, "MAY", "NGAM")
    commune("QS.TX", "Xã Trung Xuân", district, "MUONG")
    commune("QS.TL", "Xã Tam Lư", district, "TINH", "HAM")
    school = unit("QS.THPT", kind="agency_organisation", name="Trường THPT", under=district)
    unit("QS.THPT.1", kind="school_cell", name="Tổ Tự nhiên", under=school)
    unit("QS.CA", kind="grassroots_cell", name="Công an huyện", under=district)
    return province


def commune(code: str, name: str, under: Unit, *cells: str) -> Unit:
    made = unit(code, kind="commune", name=name, under=under)
    for cell in cells:
        unit(f"{code}.{cell}", name=f"bản {cell}", under=made)
    return made


def steps() -> list[Step]:
    """Return the reform: two communes into a new one, the rest moved up, the district ended."""
    return [
        Found("XTT", "commune", "Trung Thượng mới", "Đảng bộ xã Trung Thượng mới", "TH"),
        Merge("QS.TT", "XTT"),
        Merge("QS.TX", "XTT"),
        Move("QS.TL", "TH"),
        Rename("QS.TL", "Tam Lư mới", "Đảng bộ xã Tam Lư mới"),
        Move("QS.THPT", "TH"),
        Merge("QS.CA", "QS.THPT.1"),
        Dissolve("TH.QS"),
    ]


SIGNED = date(2025, 6, 16)
NUMBER = "1686-QĐ/TU"

__all__ = ["FIRST_DAY", "LAST_DAY", "LONG_AGO", "NUMBER", "SIGNED", "before", "steps"]
