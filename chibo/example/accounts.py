"""The accounts of the example: one for each role and for three kinds of cell."""

from collections.abc import Mapping
from datetime import date

from chibo.access.models import Grant
from chibo.example.places import MAY, NGAM, WITHOUT_COMMITTEE
from chibo.example.tree import PROVINCE
from chibo.people.models import Account, Person
from chibo.units.models import Unit

PASSWORD = "chi bo 2026"
ACCOUNTS = {
    "bithu": "secretary of the cell of bản Máy",
    "pho": "deputy secretary there",
    "thuky": "minute-taker there",
    "dangvien": "member there",
    "bingam": "secretary of the cell of bản Ngàm, 57 members, ten away",
    "bitram": "secretary of a health station's cell, too small for a committee",
    "vanphong": "office of the commune committee of Trung Thượng",
    "canbo": "official of that committee who follows cells",
    "bantochuc": "organisation board of the province",
    "kythuat": "technician",
}
_SINCE = date(2025, 3, 1)
_OFFICE = "TT.09"
# The member with an account.
READER = "Lò Văn Ún"

Role = Grant.Role


def open_accounts(units: Mapping[str, Unit]) -> None:
    """Write the accounts with their roles; the password is everyone's and printed."""
    may = units[MAY]
    _open("bithu", _holder(may, "secretary"), Role.SECRETARY, may)
    _open("pho", _holder(may, "deputy_secretary"), Role.DEPUTY_SECRETARY, may)
    _open("thuky", _named(may, "Lò Thị Hiền"), Role.MEETING_SECRETARY, may)
    _open("dangvien", _named(may, READER), Role.MEMBER, may)
    for name, code in (("bingam", NGAM), ("bitram", WITHOUT_COMMITTEE)):
        _open(name, _holder(units[code], "secretary"), Role.SECRETARY, units[code])
    _open("vanphong", None, Role.OFFICE, units["TT"], title="Văn phòng Đảng ủy")
    _open("canbo", _holder(units[_OFFICE], "secretary"), Role.SUPERVISOR, units["TT"])
    _open("bantochuc", None, Role.BOARD, units[PROVINCE], title="Ban Tổ chức Tỉnh ủy")
    _open("kythuat", None, Role.TECHNICIAN, units[PROVINCE], title="Kỹ thuật viên")


def _open(name: str, person: Person | None, role: str, unit: Unit, *, title: str = "") -> None:
    account = Account(username=name, person=person, title=title)
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    Grant.objects.create(account=account, role=role, unit=unit, since=_SINCE)


def _holder(cell: Unit, kind: str) -> Person:
    return Person.objects.get(posts__unit=cell, posts__kind=kind, posts__until=None)


def _named(cell: Unit, full_name: str) -> Person:
    return Person.objects.get(memberships__cell=cell, full_name=full_name)
