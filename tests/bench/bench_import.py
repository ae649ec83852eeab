"""What importing a list of five thousand members costs, against reading its cells."""

import io
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from chibo.documents.importing.kinds import MEMBERS, Author, Said
from chibo.documents.importing.reading import read_list
from chibo.documents.spreadsheets.reading import read
from chibo.documents.spreadsheets.writing import Grid, xlsx
from chibo.people.models import Membership
from tests.factories.meetings import rules
from tests.factories.units import unit

_COUNT, _CELLS = 5_000, 100
_AUTHOR = Author("bench", datetime(2026, 6, 3, 12, 0, tzinfo=UTC), "bench.xlsx")
_HEADINGS = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ",
    "Chi bộ",
    "Chức vụ",
    "Ghi chú",
]
_LAST = ["Hà", "Lò", "Vi", "Lương", "Ngân", "Phạm", "Thao", "Lê", "Cao", "Sùng"]
_MIDDLE = ["Văn", "Thị", "A", "Đình", "Thanh", "Xuân", "Quang", "Mai", "Ngọc", "Bá"]
_GIVEN = ["Thứ", "Dương", "Ín", "Tươi", "Pó", "Chung", "Hặc", "Sinh", "Mỵ", "Khuyên"]


@pytest.mark.django_db(transaction=True)
def bench_import() -> None:
    rules()
    commune = unit("B", kind="commune", name="Đảng bộ xã B")
    for number in range(_CELLS):
        unit(f"B.{number:03}", name=f"bản {number:03}", under=commune)
    content = _list()
    cells = _seconds(
        lambda: (
            CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        )
    )
    ours = _seconds(lambda: read(content))
    before = time.perf_counter()
    source = read_list(content, name="bench.xlsx", recognise=MEMBERS.recognise)
    said = Said(on=date(2026, 6, 3), since=date(2026, 1, 1), unit="")
    done = MEMBERS.write(source, said, None, shown=None, author=_AUTHOR)
    whole = time.perf_counter() - before
    assert done.created == Membership.objects.count() == _COUNT
    print(
        f"\nimport of {_COUNT:,} members, checked and written: {whole:.2f} s, "
        f"{whole / cells:.0f} x reading the cells ({1000 * cells:.0f} ms; limit 40 x), "
        f"{whole / ours:.1f} x our own reading ({1000 * ours:.0f} ms)"
    )


def _seconds(act: Callable[[], object], laps: int = 9) -> float:
    times = []
    for _lap in range(laps):
        before = time.perf_counter()
        act()
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def _list() -> bytes:
    """Return a list as offices keep it: titles above, dates as text, a few notes."""
    titles = ["ĐẢNG BỘ XÃ B", "DANH SÁCH ĐẢNG VIÊN"]
    return xlsx([Grid("Danh sách", titles, _HEADINGS, [_row(one) for one in range(_COUNT)])])


def _row(number: int) -> list[str | int]:
    day, month, year = number % 28 + 1, number % 12 + 1, number % 30
    return [
        number + 1,
        f"{_LAST[number % 10]} {_MIDDLE[number // 10 % 10]} {_GIVEN[number // 100 % 10]}",
        f"{day:02}/{month:02}/{1950 + number % 45}",
        f"{day:02}/{month:02}/{1990 + year}",
        f"{day:02}.{month:02}.{1991 + year}",
        f"{30_000_000 + number:08}",
        f"bản {number % _CELLS:03}",
        "Bí thư" if number < _CELLS else "",
        "miễn sinh hoạt" if number % 17 == 0 else "",
    ]
