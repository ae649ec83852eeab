"""Members as a list that the import reads back without a change."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from chibo.base.dates import PartialDate
from chibo.base.periods import valid_on
from chibo.people.models import Membership, Post, Standing
from chibo.units.models import Unit
from chibo.units.queries import existing

HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ",
    "Chức vụ",
    "Mã chi bộ",
    "Chi bộ",
    "Điện thoại",
    "Ghi chú",
)
# The words that lists use for what we keep; the import knows them.
_POSTS = {
    Post.Kind.SECRETARY: "Bí thư",
    Post.Kind.DEPUTY_SECRETARY: "Phó Bí thư",
    Post.Kind.COMMITTEE_MEMBER: "Chi ủy viên",
    Post.Kind.GROUP_LEADER: "Tổ trưởng tổ đảng",
}
_STANDINGS = {
    Standing.Kind.EXEMPT: "miễn sinh hoạt",
    Standing.Kind.TEMPORARILY_EXEMPT: "tạm miễn sinh hoạt",
    Standing.Kind.WORKING_AWAY: "đi làm ăn xa",
    Standing.Kind.SUSPENDED: "đình chỉ sinh hoạt",
    Standing.Kind.DETAINED: "tạm giam",
}


def members_table(cells: QuerySet[Unit], on: date) -> list[list[str | int]]:
    """Return one row for each member of some cells on a day, under HEADINGS.

    By cell, then by given name as Vietnamese lists are.
    """
    names = {unit.pk: unit.full_name for unit in existing(on).filter(pk__in=cells.values("pk"))}
    rows = list(
        Membership.objects.filter(valid_on(on), cell__in=cells.values("pk"))
        .select_related("person", "cell")
        .order_by("cell__code", "person__name_key", "person_id", "kind")
    )
    posts = defaultdict(list)
    for post in Post.objects.filter(valid_on(on), unit__in=cells.values("pk")).order_by("pk"):
        posts[post.person_id, post.unit_id].append(post.kind)
    standings = defaultdict(list)
    people = Membership.objects.filter(valid_on(on), cell__in=cells.values("pk")).values("person")
    for standing in Standing.objects.filter(valid_on(on), person__in=people).order_by("pk"):
        standings[standing.person_id].append(standing)
    away = {
        row.person_id: row.place
        for row in Membership.objects.filter(valid_on(on), person__in=people, cell=None)
    }
    table: list[list[str | int]] = []
    for number, row in enumerate(rows, start=1):
        person, cell = row.person, row.cell_id or 0
        table.append(
            [
                number,
                person.full_name,
                _day(person.born),
                _day(person.joined),
                _day(person.official),
                person.card_number,
                ", ".join(
                    _POSTS[Post.Kind(kind)] for kind in posts[person.pk, cell] if kind in _POSTS
                ),
                row.cell.code if row.cell else "",
                names.get(cell) or "",
                person.phone,
                "; ".join(_notes(row, standings[person.pk], away.get(person.pk, ""))),
            ]
        )
    return table


def _day(text: str) -> str:
    return PartialDate.from_iso(text).display() if text else ""


def _notes(row: Membership, standings: Iterable[Standing], away: str) -> list[str]:
    notes = [] if row.person.official else ["dự bị"]
    if row.kind == Membership.Kind.TEMPORARY:
        notes.append("sinh hoạt tạm thời")
    elif away:
        notes.append(f"chuyển sinh hoạt tạm thời về {away}")
    for standing in standings:
        words = _STANDINGS[Standing.Kind(standing.kind)]
        if standing.kind == Standing.Kind.TEMPORARILY_EXEMPT and standing.until:
            last = PartialDate.of(date.fromordinal(standing.until.toordinal() - 1))
            words = f"{words} đến {last.display()}"
        notes.append(words)
    return notes
