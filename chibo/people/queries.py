"""Reads of people as they stood on a day."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from chibo.base.periods import covers, valid_on
from chibo.base.text import fold
from chibo.people import rules
from chibo.people.models import Account, Membership, Person, Post, Standing, Term
from chibo.units.models import Unit, UnitName

Row = TypeVar("Row", Standing, Post)

_POST_ORDER = {kind: rank for rank, kind in enumerate(Post.Kind.values)}


@dataclass(frozen=True, slots=True)
class CellMember:
    """A member of a cell on a day, with what a page or a document says of him."""

    person: Person
    rule: rules.Member
    posts: tuple[str, ...]
    standings: tuple[Standing, ...]
    elsewhere: Membership | None

    @property
    def must_attend(self) -> bool:
        """Say whether he must attend on that day."""
        return rules.must_attend(self.rule)

    @property
    def may_vote(self) -> bool:
        """Say whether he has a vote on that day."""
        return rules.may_vote(self.rule)

    @property
    def absent_by_right(self) -> rules.Why:
        """Return why he need not attend."""
        return rules.absent_by_right(self.rule)

    @property
    def is_official(self) -> bool:
        """Say whether he is an official member on that day."""
        return self.rule.klass is rules.Class.OFFICIAL


def members_of(cell: Unit, on: date) -> list[CellMember]:
    """Return the members of a cell on a day: those in posts first, then by given name.

    Those who are here on temporary activity from elsewhere are included. Four queries.
    """
    rows = list(
        Membership.objects.filter(valid_on(on), cell=cell)
        .select_related("person")
        .order_by("person__name_key", "person_id", "kind")
    )
    ids = [row.person_id for row in rows]
    standings = _by_person(Standing.objects.filter(valid_on(on), person__in=ids).order_by("pk"))
    posts = _by_person(Post.objects.filter(valid_on(on), unit=cell).order_by("pk"))
    away = {
        row.person_id: row
        for row in Membership.objects.filter(
            valid_on(on), person__in=ids, kind=Membership.Kind.TEMPORARY
        )
        .exclude(cell=cell)
        .select_related("cell")
    }
    found = {}
    for row in rows:
        held = standings.get(row.person_id, [])
        found[row.person_id] = CellMember(
            person=row.person,
            rule=_rule(row, held, away=row.person_id in away, on=on),
            posts=tuple(
                sorted((post.kind for post in posts.get(row.person_id, [])), key=_post_rank)
            ),
            standings=tuple(held),
            elsewhere=away.get(row.person_id),
        )
    return sorted(found.values(), key=_rank)


def must_attend_of(cells: Collection[int], on: date) -> dict[int, int]:
    """Return how many must attend in each of some cells on a day, by id. Three queries."""
    rows = list(
        Membership.objects.filter(valid_on(on), cell__in=cells)
        .select_related("person")
        .order_by("person_id", "kind")
    )
    ids = {row.person_id for row in rows}
    standings = _by_person(Standing.objects.filter(valid_on(on), person__in=ids).order_by("pk"))
    guests = Membership.objects.filter(
        valid_on(on), person__in=ids, kind=Membership.Kind.TEMPORARY
    ).values_list("person", "cell")
    elsewhere: dict[int, set[int | None]] = {}
    for person, cell in guests:
        elsewhere.setdefault(person, set()).add(cell)
    # As in `members_of`, the last row of a person in a cell is the one that counts.
    members = {
        (row.cell_id, row.person_id): _rule(
            row,
            standings.get(row.person_id, []),
            away=bool(elsewhere.get(row.person_id, set()) - {row.cell_id}),
            on=on,
        )
        for row in rows
    }
    counts = Counter(cell for (cell, _person), one in members.items() if rules.must_attend(one))
    return {cell: counts[cell] for cell in cells}


def own_members(cell: Unit, on: date) -> QuerySet[Person]:
    """Return those who have their official activity in a cell on a day, by given name."""
    return Person.objects.filter(
        valid_on(on, "memberships__"),
        memberships__cell=cell,
        memberships__kind=Membership.Kind.OFFICIAL,
    ).order_by("name_key", "pk")


def as_member(person: Person, row: Membership, on: date) -> rules.Member:
    """Return how one person of a cell counts on a day, by his membership row of that day."""
    away = (
        row.kind == Membership.Kind.OFFICIAL
        and Membership.objects.filter(
            valid_on(on), person=person, kind=Membership.Kind.TEMPORARY
        ).exists()
    )
    held = Standing.objects.filter(valid_on(on), person=person)
    return _rule(row, held, away=away, on=on)


def _post_rank(kind: str) -> int:
    return _POST_ORDER[kind]


def _rank(member: CellMember) -> tuple[int, str, int]:
    first = _post_rank(member.posts[0]) if member.posts else len(_POST_ORDER)
    return first, member.person.name_key, member.person.pk


def _rule(row: Membership, standings: Iterable[Standing], *, away: bool, on: date) -> rules.Member:
    kinds = {standing.kind for standing in standings}
    place = rules.Place.HERE
    if row.kind == Membership.Kind.TEMPORARY:
        place = rules.Place.GUEST_FOR_A_TIME
    elif away:
        place = rules.Place.ELSEWHERE_FOR_A_TIME
    return rules.Member(
        person_id=row.person_id,
        klass=rules.class_on(row.person.official, on),
        place=place,
        exempt=Standing.Kind.EXEMPT in kinds,
        temporarily_exempt=Standing.Kind.TEMPORARILY_EXEMPT in kinds,
        suspended=Standing.Kind.SUSPENDED in kinds,
        detained=Standing.Kind.DETAINED in kinds,
    )


def _by_person(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def belonging(on: date, person: str, unit: str) -> Q:
    """Return the condition on a row that its person belongs to its unit on a day.

    By a membership or by a post. person, unit: where the row names them.
    """
    members = Membership.objects.filter(valid_on(on), person=OuterRef(person), cell=OuterRef(unit))
    posts = Post.objects.filter(valid_on(on), person=OuterRef(person), unit=OuterRef(unit))
    return Q(Exists(members)) | Q(Exists(posts))


def units_belonged(person_id: int, on: date) -> set[int]:
    """Return the ids of the units a person belongs to on a day: what `belonging` asks of a row."""
    members = Membership.objects.filter(valid_on(on), person=person_id, cell__isnull=False)
    posts = Post.objects.filter(valid_on(on), person=person_id)
    return {unit for (unit,) in members.values_list("cell").union(posts.values_list("unit"))}


def belongs_on(person: Person, cell_id: int, on: date) -> bool:
    """Say whether a person has any membership of a cell on a day."""
    return Membership.objects.filter(valid_on(on), person=person, cell=cell_id).exists()


def has_post_on(person: Person, unit_id: int, on: date) -> bool:
    """Say whether a person holds any post at a unit on a day."""
    return Post.objects.filter(valid_on(on), person=person, unit=unit_id).exists()


def posts_on(person: Person, unit_id: int, on: date) -> list[str]:
    """Return the kinds of the posts a person holds at a unit on a day, the highest first."""
    posts = Post.objects.filter(valid_on(on), person=person, unit=unit_id)
    return sorted(posts.values_list("kind", flat=True), key=_post_rank)


def leaders_on(unit: Unit, on: date) -> list[Person]:
    """Return who leads a unit on a day: its secretary, then its deputies."""
    kinds: list[str] = [Post.Kind.SECRETARY, Post.Kind.DEPUTY_SECRETARY]
    posts = Post.objects.filter(valid_on(on), unit=unit, kind__in=kinds).select_related("person")
    return [post.person for post in sorted(posts, key=lambda post: kinds.index(post.kind))]


def secretary_on(unit_id: int, on: date) -> int | None:
    """Return the id of the person who is secretary of a unit on a day, or None."""
    posts = Post.objects.filter(valid_on(on), unit=unit_id, kind=Post.Kind.SECRETARY)
    return posts.order_by("pk").values_list("person", flat=True).first()


def count_members(cells: QuerySet[Unit], on: date) -> int:
    """Return how many have their official activity in some cells on a day."""
    return Membership.objects.filter(
        valid_on(on), kind=Membership.Kind.OFFICIAL, cell__in=cells.values("pk")
    ).count()


def count_members_of(units: Collection[int], on: date) -> dict[int, int]:
    """Return how many members each of some units has in its cells on a day, by id. One query."""
    rows = (
        Membership.objects.filter(
            valid_on(on),
            valid_on(on, "cell__above__"),
            kind=Membership.Kind.OFFICIAL,
            cell__above__ancestor__in=units,
        )
        .values_list("cell__above__ancestor")
        .annotate(members=Count("pk"))
        .order_by("cell__above__ancestor")
    )
    return dict.fromkeys(units, 0) | dict(rows)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many have their official activity in a cell on a day, and how they stand."""

    members: int = 0
    official: int = 0
    probationary: int = 0
    exempt: int = 0
    elsewhere: int = 0


def tallies_of(cells: Collection[int], on: date) -> dict[int, Tally]:
    """Return the tally of each of some cells on a day, by id. Three queries.

    exempt counts those exempt for a time, too; elsewhere those on temporary activity elsewhere.
    """
    own = Membership.objects.filter(
        valid_on(on), kind=Membership.Kind.OFFICIAL, cell__in=cells
    ).values_list("cell", "person", "person__official")
    exempt = set(
        Standing.objects.filter(
            valid_on(on), kind__in=(Standing.Kind.EXEMPT, Standing.Kind.TEMPORARILY_EXEMPT)
        ).values_list("person", flat=True)
    )
    away = set(
        Membership.objects.filter(valid_on(on), kind=Membership.Kind.TEMPORARY).values_list(
            "person", flat=True
        )
    )
    found: dict[int, Counter[str]] = {cell: Counter() for cell in cells}
    for cell, person, official in own:
        found[cell].update(
            members=1,
            official=rules.class_on(official, on) is rules.Class.OFFICIAL,
            exempt=person in exempt,
            elsewhere=person in away,
        )
    return {
        cell: Tally(
            members=one["members"],
            official=one["official"],
            probationary=one["members"] - one["official"],
            exempt=one["exempt"],
            elsewhere=one["elsewhere"],
        )
        for cell, one in found.items()
    }


def official_members(cell: Unit, on: date) -> int:
    """Return how many official members a cell has on a day."""
    return sum(
        member.is_official and member.rule.place is not rules.Place.GUEST_FOR_A_TIME
        for member in members_of(cell, on)
    )


def holder(unit: Unit, kind: str, on: date) -> Person | None:
    """Return who holds a post at a unit on a day, or None."""
    return (
        Person.objects.filter(valid_on(on, "posts__"), posts__unit=unit, posts__kind=kind)
        .order_by("posts__since", "pk")
        .first()
    )


def term_on(unit: Unit, on: date) -> Term | None:
    """Return the term of office running at a unit on a day, or None."""
    return Term.objects.filter(valid_on(on), unit=unit).order_by("-since", "-pk").first()


def search(text: str, within: QuerySet[Unit], on: date) -> QuerySet[Person]:
    """Return the members of some cells whose name contains a text, marks and case ignored."""
    return (
        Person.objects.filter(
            valid_on(on, "memberships__"),
            Q(folded__contains=fold(text)),
            memberships__cell__in=within.values("pk"),
        )
        .distinct()
        .order_by("name_key", "pk")
    )


def people_of(cells: QuerySet[Unit], on: date) -> QuerySet[Person]:
    """Return the persons whose record belongs to some cells on a day.

    That is: who is a member or a guest for a time of one of them that day; and who is no
    member of any cell here that day but was, or will be, of one of these.
    """
    here = Membership.objects.filter(cell__in=cells.values("pk"))
    today = Membership.objects.filter(valid_on(on), kind=Membership.Kind.OFFICIAL)
    return Person.objects.filter(
        Q(pk__in=here.filter(valid_on(on)).values("person"))
        | Q(pk__in=here.values("person")) & ~Q(pk__in=today.values("person"))
    )


@dataclass(frozen=True, slots=True)
class Life:
    """What is on record of one person, latest first."""

    memberships: tuple[Membership, ...]
    standings: tuple[Standing, ...]
    posts: tuple[Post, ...]

    def official_on(self, day: date) -> Membership | None:
        """Return the official membership that holds on a day."""
        return self._holding(Membership.Kind.OFFICIAL, day)

    def elsewhere_on(self, day: date) -> Membership | None:
        """Return the temporary activity that holds on a day."""
        return self._holding(Membership.Kind.TEMPORARY, day)

    def _holding(self, kind: str, day: date) -> Membership | None:
        rows = (row for row in self.memberships if row.kind == kind)
        return next((row for row in rows if covers(row.since, row.until, day)), None)


def life_of(person: Person) -> Life:
    """Return all periods of a person, each unit with `full_name` of the period's first day.

    Three queries.
    """
    memberships = person.memberships.annotate(cell_name=_name_then("cell"))
    posts = person.posts.annotate(unit_name=_name_then("unit"))
    return Life(
        memberships=tuple(
            memberships.select_related("cell__kind", "begun_by").order_by("-since", "-pk")
        ),
        standings=tuple(person.standings.order_by("-since", "-pk")),
        posts=tuple(posts.select_related("unit__kind").order_by("-since", "-pk")),
    )


def _name_then(unit: str) -> Subquery:
    names = UnitName.objects.filter(unit=OuterRef(unit), since__lte=OuterRef("since"))
    return Subquery(names.order_by("-since", "-pk").values("full_name")[:1])


def terms_of(unit: Unit) -> QuerySet[Term]:
    """Return the terms of office of a unit, latest first."""
    return Term.objects.filter(unit=unit).order_by("-since", "-pk")


def account_name(username: str) -> str:
    """Return how others read who did something, from the name one signs in with."""
    account = Account.objects.filter(username=username).select_related("person").first()
    return account.shown_name if account else username
