"""The members of the example: who is in which cell, of what standing, in what post."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from chibo.example.chance import chance, happens
from chibo.example.names import Mix, name
from chibo.example.places import MAY, NGAM, CellPlan
from chibo.example.tree import FOUNDED_ON
from chibo.people.actions.persons import named
from chibo.people.models import Membership, Person, Post, Standing
from chibo.people.rules import official_from
from chibo.units.models import Unit

# Counted for the last time on the district's tree; who came or went later stands in pairs, so
# that the sum is the same today.
COUNTED_ON = date(2025, 5, 31)
# From so many official members a cell elects a committee.
_COMMITTEE_FROM = 9

_MAY_NAMES = [
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
]
_MAY_NEW, _MAY_GONE = "Vi Thị Thắm", "Hà Văn Khăm"
_WORKPLACES = (
    "Khu công nghiệp Quế Võ, Bắc Ninh",
    "Khu công nghiệp Nghi Sơn",
    "Khu công nghiệp Thăng Long, Hà Nội",
    "Bình Dương",
    "Khu công nghiệp Yên Phong, Bắc Ninh",
)


@dataclass(slots=True)
class People:
    """The rows of people still to be written."""

    persons: list[Person] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    def write(self) -> None:
        """Write them, persons first; the rest then know their keys."""
        Person.objects.bulk_create(self.persons, batch_size=500)
        for rows in (self.memberships, self.standings, self.posts):
            for row in rows:
                row.person_id = row.person.pk
        Membership.objects.bulk_create(self.memberships, batch_size=500)
        Standing.objects.bulk_create(self.standings, batch_size=500)
        Post.objects.bulk_create(self.posts, batch_size=500)


def settle(
    people: People, plan: CellPlan, cell: Unit, *, size: int, seed: int, today: date
) -> None:
    """Fill a cell with its members, their standings and posts."""
    rng = chance(seed, plan.code, "people")
    members = [
        _member(people, cell, rng, full_name, today=today) for full_name in _names(plan, rng, size)
    ]
    if plan.code == MAY:
        _pair(people, cell, members[-1], _MAY_NEW, rng=rng, today=today)
        members.pop()
    elif size >= 12 and plan.code != NGAM and happens(rng, 0.4):
        leaver = members.pop()
        _pair(people, cell, leaver, _mirror(leaver.full_name, rng), rng=rng, today=today)
    _posts(people, cell, members)
    # In a very small cell everyone is needed at home.
    if plan.flavour in ("village", "street") and size >= _COMMITTEE_FROM:
        _old_and_away(people, plan, members, rng, today)


def _names(plan: CellPlan, rng: Random, size: int) -> Iterable[str]:
    if plan.code == MAY:
        return [*_MAY_NAMES, _MAY_GONE]
    taken: set[str] = set()
    mix = _mix(plan, rng)
    share = 0.1 if plan.flavour in ("army", "border", "police") else 0.42
    return [name(rng, mix, woman=happens(rng, share), taken=taken) for _ in range(size)]


def _mix(plan: CellPlan, rng: Random) -> Mix:
    if plan.flavour == "village":
        # A few villages up at the border are Mông.
        if plan.code.startswith(("NM", "ST", "MM", "SD")) and happens(rng, 0.2):
            return {"mong": 92, "thai": 6, "kinh": 2}
        if happens(rng, 0.2):
            return {"muong": 68, "thai": 26, "kinh": 6}
        return {"thai": 80, "muong": 13, "kinh": 5, "mong": 2}
    if plan.flavour == "street":
        return {"kinh": 46, "thai": 36, "muong": 18}
    return {"kinh": 44, "thai": 34, "muong": 18, "mong": 4}


def _member(people: People, cell: Unit, rng: Random, full_name: str, *, today: date) -> Person:
    ceremony = _ceremony(rng, today)
    if full_name in _MAY_NAMES:
        ceremony = ceremony.replace(year=min(ceremony.year, 2019))
    born = ceremony.year - rng.randint(20, 38)
    official = official_from(ceremony)
    person = Person(
        born=str(max(born, today.year - 88)),
        joined=(ceremony - timedelta(days=rng.randint(5, 25))).isoformat(),
        ceremony=ceremony.isoformat(),
        official=official.isoformat() if official <= today else "",
        has_smartphone=happens(rng, 0.45 if born < today.year - 60 else 0.93),
    )
    people.persons.append(named(person, full_name))
    since = max(FOUNDED_ON, ceremony)
    people.memberships.append(Membership(person=person, cell=cell, since=since))
    return person


def _ceremony(rng: Random, today: date) -> date:
    """Mostly long ago; a few so late that they become official within the year."""
    latest = COUNTED_ON - timedelta(days=12)
    earliest = today - timedelta(days=700)
    if earliest < latest and happens(rng, 0.035):
        return _between(rng, earliest, latest)
    return date(rng.randint(1976, 2023), rng.randint(1, 12), rng.randint(1, 28))


def _pair(
    people: People, cell: Unit, leaver: Person, newcomer: str, *, rng: Random, today: date
) -> None:
    """One goes and one comes, both after the last count of the district."""
    first = max(COUNTED_ON + timedelta(days=40), today - timedelta(days=330))
    gone = next(row for row in people.memberships if row.person is leaver)
    gone.until = _between(rng, first, today - timedelta(days=20))
    gone.ending = rng.choice([Membership.Ending.DIED, Membership.Ending.MOVED_OUT])
    ceremony = _between(rng, first, today - timedelta(days=20))
    person = Person(
        born=str(ceremony.year - rng.randint(19, 34)),
        joined=(ceremony - timedelta(days=rng.randint(5, 25))).isoformat(),
        ceremony=ceremony.isoformat(),
        has_smartphone=True,
    )
    people.persons.append(named(person, newcomer))
    people.memberships.append(Membership(person=person, cell=cell, since=ceremony))


def _mirror(full_name: str, rng: Random) -> str:
    """A newcomer of the leaver's family, as often in a village; never of the same name."""
    family = full_name.split(maxsplit=1)[0]
    return f"{family} Thị {rng.choice(['Thắm', 'Diệp', 'Quế', 'Trinh', 'Uyên', 'Khuyên'])}"


def _posts(people: People, cell: Unit, members: Sequence[Person]) -> None:
    """Secretary and deputy; from nine official members on a committee."""
    official = sum(1 for person in members if person.official)
    kinds = [Post.Kind.SECRETARY]
    if official >= _COMMITTEE_FROM:
        more = 1 if official < 30 else 3
        kinds += [Post.Kind.DEPUTY_SECRETARY, *[Post.Kind.COMMITTEE_MEMBER] * more]
    since = date(2025, 3, 1)
    old = (person for person in members if person.official and person.official < "2024")
    for person, kind in zip(old, kinds, strict=False):
        begun = max(since, date.fromisoformat(person.ceremony))
        people.posts.append(Post(person=person, unit=cell, kind=kind, since=begun))


def _old_and_away(
    people: People, plan: CellPlan, members: Sequence[Person], rng: Random, today: date
) -> None:
    """Exempt for age, away at work with and without leave, elsewhere for a time."""
    if plan.code == MAY:
        for person, since in zip(members[23:25], (date(2023, 3, 1), date(2025, 8, 1)), strict=True):
            _standing(people, person, Standing.Kind.EXEMPT, since)
        _elsewhere(people, members[25], rng, today)
        return
    plain = list(members[6:])
    rng.shuffle(plain)
    for _ in range(round(len(members) * rng.uniform(0.02, 0.09))):
        person = plain.pop()
        person.born = str(today.year - rng.randint(74, 86))
        since = _between(rng, date(2019, 1, 1), today - timedelta(days=60))
        _standing(people, person, Standing.Kind.EXEMPT, max(since, _first_day(people, person)))
    away = 10 if plan.code == NGAM else rng.choice([0, 1, 1, 2, 2, 3])
    if plan.flavour == "street":
        away = min(away, 1)
    for number in range(away):
        _away(people, plain.pop(), rng, today, number)


def _away(people: People, person: Person, rng: Random, today: date, number: int) -> None:
    """One working away: most are exempt for a time, some meet elsewhere, one just stays away."""
    since = max(today - timedelta(days=rng.randint(380, 900)), _first_day(people, person))
    note = rng.choice(_WORKPLACES)
    people.standings.append(
        Standing(person=person, kind=Standing.Kind.WORKING_AWAY, since=since, note=note)
    )
    if number % 5 == 3:
        return
    if number % 5 == 4:
        _elsewhere(people, person, rng, today)
        return
    # Leave lasts less than twelve months, so it was renewed on the way; once late, with a gap.
    begin = today - timedelta(days=rng.randint(360, 375))
    renewed = today - timedelta(days=rng.randint(60, 150))
    end = renewed - timedelta(days=rng.choice([0, 0, 0, 35]))
    kind = Standing.Kind.TEMPORARILY_EXEMPT
    people.standings += [
        Standing(person=person, kind=kind, since=begin, until=end, note=note),
        Standing(
            person=person, kind=kind, since=renewed, until=renewed + timedelta(days=330), note=note
        ),
    ]


def _elsewhere(people: People, person: Person, rng: Random, today: date) -> None:
    since = max(today - timedelta(days=rng.randint(120, 300)), _first_day(people, person))
    people.memberships.append(
        Membership(
            person=person,
            place=rng.choice(_WORKPLACES),
            kind=Membership.Kind.TEMPORARY,
            since=since,
            until=today + timedelta(days=rng.randint(60, 90)),
        )
    )


def _standing(people: People, person: Person, kind: str, since: date) -> None:
    people.standings.append(Standing(person=person, kind=kind, since=since))


def _first_day(people: People, person: Person) -> date:
    # He was added lately, so the search from the end is short.
    return next(row.since for row in reversed(people.memberships) if row.person is person)


def _between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange(max(1, (last - first).days)))
