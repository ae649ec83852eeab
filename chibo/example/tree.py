"""The tree of the example: Quan Sơn as it was until 30 June 2025, and one decision after it.

Until then the district leads 37 grassroots organisations: twelve communal ones, nine of
agencies and forces with cells of their own, and sixteen single cells. On 1 July 2025 it ends:
seven communes go on directly under the province, five are merged into them, agencies go to
the commune Quan Sơn, forces to the province. No cell changes and nobody is lost. Which communes
merge is made up, and so is every decision; their numbers end in VD (ví dụ, "example").
"""

from datetime import date

from chibo.example.places import COMMUNES, ORGANISATIONS, SINGLE_CELLS, CellPlan, all_cells
from chibo.units.actions import write_decision
from chibo.units.steps import Dissolve, Found, Merge, Move, Rename, Step

PROVINCE = "TH"
DISTRICT = "QS"
FOUNDED_ON = date(2015, 1, 1)
REFORM_ON = date(2025, 7, 1)

# Merged on the day of the reform, each into the commune that goes on.
MERGED = {"TTI": "TT", "TX": "THA", "SH": "SL", "TTH": "TL", "MM": "SD"}
# Forces stand under their own line in the province; agencies under the commune.
TO_PROVINCE = ("CA", "QSU", "BPNM", "BPTT", "RPH")
_RENAMED = {
    "SL": ("xã Quan Sơn", "Đảng bộ xã Quan Sơn"),
    "CQD": ("các cơ quan Đảng xã Quan Sơn", "Đảng bộ các cơ quan Đảng xã Quan Sơn"),
    "CQC": ("Ủy ban nhân dân xã Quan Sơn", "Đảng bộ Ủy ban nhân dân xã Quan Sơn"),
}


def found() -> list[CellPlan]:
    """Write the tree of the district and the decision that ended it; return the cells."""
    cells = all_cells()
    write_decision(
        number="01-QĐ/VD",
        signed_on=FOUNDED_ON,
        effective_on=FOUNDED_ON,
        title="Ví dụ: lập hệ thống tổ chức Đảng huyện Quan Sơn",
        steps=[*_upper(), *(_cell(cell) for cell in cells)],
    )
    write_decision(
        number="02-QĐ/VD",
        signed_on=date(2025, 6, 16),
        effective_on=REFORM_ON,
        title="Ví dụ: kết thúc hoạt động Đảng bộ huyện Quan Sơn, sắp xếp các xã",
        steps=_reform(),
    )
    return cells


def _upper() -> list[Step]:
    steps: list[Step] = [
        Found(PROVINCE, "province", "tỉnh Thanh Hóa", "Đảng bộ tỉnh Thanh Hóa", None, "Thanh Hóa"),
        Found(
            DISTRICT, "district", "huyện Quan Sơn", "Đảng bộ huyện Quan Sơn", PROVINCE, "Quan Sơn"
        ),
    ]
    steps += [
        Found(row.code, "commune", row.name, f"Đảng bộ {row.name}", DISTRICT, row.place)
        for row in COMMUNES
    ]
    steps += [
        Found(row.code, "agency_organisation", row.name, f"Đảng bộ {row.name}", DISTRICT, row.place)
        for row in ORGANISATIONS
    ]
    return steps


def _cell(plan: CellPlan) -> Step:
    parent = plan.parent or DISTRICT
    return Found(plan.code, plan.kind, plan.name, f"Chi bộ {plan.name}", parent, plan.place)


def _reform() -> list[Step]:
    lasting = [row.code for row in COMMUNES if row.code not in MERGED]
    agencies = [row.code for row in ORGANISATIONS if row.code not in TO_PROVINCE]
    steps: list[Step] = [Move(code, PROVINCE) for code in (*lasting, *TO_PROVINCE)]
    steps += [Merge(code, into) for code, into in MERGED.items()]
    steps += [Move(code, "SL") for code in (*agencies, *(cell.code for cell in SINGLE_CELLS))]
    steps += [Rename(code, *names) for code, names in _RENAMED.items()]
    return [*steps, Dissolve(DISTRICT)]
