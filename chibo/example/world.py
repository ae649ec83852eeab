"""The example world, made from a seed number."""

from datetime import date, datetime, time

from chibo.access.models import Grant
from chibo.meetings.models import Habit
from chibo.people.actions.persons import named
from chibo.people.models import Account, Membership, Person, Post, Standing, Term
from chibo.units.actions import write_decision
from chibo.units.models import Unit
from chibo.units.steps import Found

PASSWORD = "chi bo 2026"
ACCOUNTS = {
    "bithu": "secretary of the cell of bản Máy",
    "thuky": "minute-taker there",
    "dangvien": "member there",
    "vanphong": "office of the commune committee",
}

_NAMES = [
    "Hà Văn Thuấn",
    "Lương Thị Ngoan",
    "Vi Văn Chiến",
    "Lò Thị Hiền",
    "Lữ Văn Pẩn",
    "Ngân Văn Dự",
    "Hà Thị Xoan",
    "Phạm Bá Quyết",
    "Hà Văn Nọi",
    "Hà Công Đoàn",
    "Ngân Thị Bướm",
    "Trương Thị Lành",
    "Lò Văn Ún",
    "Bùi Thị Nhẫn",
    "Thao A Sềnh",
    "Lữ Thị Mai",
    "Nguyễn Thị Hợp",
    "Lương Văn Tiện",
    "Vi Thị Óng",
    "Lò Văn Xôm",
    "Hà Thị Duyến",
    "Phạm Thị Lụa",
    "Ngân Văn Tím",
    "Lò Văn Inh",
    "Lương Thị Piếng",
    "Phạm Văn Dậu",
    "Vi Thị Thắm",
]


def load_world(*, seed: int, now: datetime) -> None:
    """Write one commune with one cell of 27 members, its posts, standing and accounts."""
    del seed, now
    since = date(2020, 1, 1)
    write_decision(
        number="01-QĐ/TU",
        signed_on=since,
        effective_on=since,
        title="Thành lập",
        steps=[
            Found(
                "TT", "commune", "xã Trung Thượng", "Đảng bộ xã Trung Thượng", None, "Trung Thượng"
            ),
            Found("TT.01", "village_cell", "bản Máy", "Chi bộ bản Máy", "TT", "Trung Thượng"),
        ],
    )
    commune, cell = Unit.objects.get(code="TT"), Unit.objects.get(code="TT.01")
    Term.objects.create(unit=cell, name="nhiệm kỳ 2025–2027", since=date(2025, 3, 1))
    Habit.objects.create(
        cell=cell, day=3, hour=time(19, 30), place="nhà văn hóa bản Máy", since=since
    )
    people = []
    for place, name in enumerate(_NAMES):
        person = named(Person(joined="2005-05-19", official="2006-05-19"), name)
        person.has_smartphone = place % 4 != 0
        if name == "Vi Thị Thắm":
            person.joined, person.official = "2026-03-26", ""
        people.append(person)
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(
        [Membership(person=person, cell=cell, since=since) for person in people]
    )
    posts = [Post.Kind.SECRETARY, Post.Kind.DEPUTY_SECRETARY, Post.Kind.COMMITTEE_MEMBER]
    for person, kind in zip(people, posts, strict=False):
        Post.objects.create(person=person, unit=cell, kind=kind, since=since)
    for person in people[23:25]:
        Standing.objects.create(person=person, kind=Standing.Kind.EXEMPT, since=date(2023, 3, 1))
    _account("bithu", people[0], Grant.Role.SECRETARY, cell)
    _account("thuky", people[3], Grant.Role.MEETING_SECRETARY, cell)
    _account("dangvien", people[12], Grant.Role.MEMBER, cell)
    _account("vanphong", None, Grant.Role.OFFICE, commune, title="Văn phòng Đảng ủy")


def _account(name: str, person: Person | None, role: str, unit: Unit, title: str = "") -> None:
    account = Account(username=name, person=person, title=title)
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    Grant.objects.create(account=account, role=role, unit=unit, since=date(2020, 1, 1))
