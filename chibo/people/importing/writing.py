"""Writing what a plan says; plain functions for the action's one transaction.

In bulk, because a district's list has some four thousand members.
"""

from collections.abc import Sequence
from datetime import date

from chibo.people.actions import named
from chibo.people.actions.following import end_membership, follow
from chibo.people.actions.guards import end_rows
from chibo.people.actions.members import POSTS_OF_OWN_CELL
from chibo.people.importing.plan import Change, Deed, Planned
from chibo.people.importing.rows import MemberRow
from chibo.people.models import Membership, Person, Post, Standing
from chibo.units.models import Unit

_BATCH = 500
# Fields of a change that are a person's own, and where the register keeps them.
_OWN = {
    "name": "full_name",
    "born": "born",
    "joined": "joined",
    "official": "official",
    "card": "card_number",
    "phone": "phone",
}
Period = Membership | Post | Standing


def write(planned: Sequence[Planned], *, since: date, on: date) -> None:
    """Write new people from `since` on (or their cell's founding), changes from `on`."""
    created = [one for one in planned if one.deed is Deed.CREATE]
    changed = [one for one in planned if one.deed is Deed.CHANGE]
    _correct(changed)
    periods = [
        *_periods_of_new(created, since),
        *(period for one in changed for period in _periods_of_known(one, on)),
    ]
    memberships = [period for period in periods if isinstance(period, Membership)]
    posts = [period for period in periods if isinstance(period, Post)]
    standings = [period for period in periods if isinstance(period, Standing)]
    Membership.objects.bulk_create(memberships, batch_size=_BATCH)
    Post.objects.bulk_create(posts, batch_size=_BATCH)
    Standing.objects.bulk_create(standings, batch_size=_BATCH)
    _follow(memberships)


def _person(row: MemberRow) -> Person:
    person = Person(
        born=row.born,
        joined=row.joined,
        official=row.official,
        card_number=row.card,
        phone=row.phone,
    )
    return named(person, row.name)


def _periods_of_new(created: Sequence[Planned], since: date) -> list[Period]:
    people = Person.objects.bulk_create([_person(one.row) for one in created], batch_size=_BATCH)
    periods: list[Period] = []
    for one, person in zip(created, people, strict=True):
        row, begins = one.row, max(since, one.cell.since)
        kind = Membership.Kind.TEMPORARY if row.is_guest else Membership.Kind.OFFICIAL
        periods.append(Membership(person=person, cell_id=one.cell.id, kind=kind, since=begins))
        if row.away:
            periods.append(_elsewhere(person.pk, row.away, begins))
        periods += [_post(person.pk, one, post, begins) for post in row.posts]
        periods += [_standing(person.pk, row, standing, begins) for standing in row.standings]
    return periods


def _correct(changed: Sequence[Planned]) -> None:
    ids = [one.person_id for one in changed]
    people: dict[int, Person] = {}
    for first in range(0, len(ids), _BATCH):
        people |= Person.objects.select_for_update().in_bulk(ids[first : first + _BATCH])
    touched = []
    for one in changed:
        person = people[one.person_id or 0]
        own = [change for change in one.changes if change.field in _OWN]
        for change in own:
            setattr(person, _OWN[change.field], change.after)
        if own:
            named(person, person.full_name)
            touched.append(person)
    Person.objects.bulk_update(touched, [*_OWN.values(), "name_key", "folded"], batch_size=_BATCH)


def _periods_of_known(one: Planned, on: date) -> list[Period]:
    person_id = one.person_id or 0
    made = [_period(person_id, one, change, on) for change in one.changes]
    return [period for period in made if period is not None]


def _period(person_id: int, one: Planned, change: Change, on: date) -> Period | None:
    begins = max(on, one.cell.since)
    match change.field:
        case "cell":
            return _moved(person_id, one, begins)
        case "guest":
            kind = Membership.Kind.TEMPORARY
            return Membership(person_id=person_id, cell_id=one.cell.id, kind=kind, since=begins)
        case "away":
            return _elsewhere(person_id, change.after, begins)
        case "post":
            return _post(person_id, one, change.after, begins)
        case "standing":
            return _standing(person_id, one.row, change.after, begins)
    return None


def _moved(person_id: int, one: Planned, on: date) -> Membership:
    """End a member's activity in his former cell, with his posts there, and begin it here."""
    rows = Membership.objects.filter(person=person_id, kind=Membership.Kind.OFFICIAL, since__lt=on)
    former = rows.order_by("-since").first()
    if former is not None:
        posts = Post.objects.filter(
            person=person_id, unit=former.cell_id, kind__in=POSTS_OF_OWN_CELL
        )
        end_rows(posts, on)
        end_membership(former, on, Membership.Ending.MOVED)
    return Membership(
        person_id=person_id, cell_id=one.cell.id, kind=Membership.Kind.OFFICIAL, since=on
    )


def _elsewhere(person_id: int, place: str, since: date) -> Membership:
    return Membership(
        person_id=person_id, place=place[:120], kind=Membership.Kind.TEMPORARY, since=since
    )


def _post(person_id: int, one: Planned, kind: str, since: date) -> Post:
    return Post(person_id=person_id, unit_id=one.cell.id, kind=kind, since=since)


def _standing(person_id: int, row: MemberRow, kind: str, since: date) -> Standing:
    ends = kind == Standing.Kind.TEMPORARILY_EXEMPT
    return Standing(
        person_id=person_id,
        kind=kind,
        since=since,
        until=row.standing_until if ends else None,
    )


def _follow(memberships: Sequence[Membership]) -> None:
    """Where a decision ends a cell later, let its members go along; seldom any."""
    ending = set(Unit.objects.exclude(until=None).values_list("pk", flat=True))
    for row in memberships:
        if row.cell_id in ending:
            follow(row)
