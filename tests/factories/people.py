"""People for tests."""

from datetime import date

from chibo.access.models import Grant
from chibo.people.actions import named
from chibo.people.models import Account, Membership, Person, Post, Standing
from chibo.units.models import Unit
from tests.factories.units import LONG_AGO


def person(full_name: str = "Lò Văn Ún", *, official: str = "2015-05-19", **more: str) -> Person:
    """Return a new person; `official=""` is one on probation."""
    made = named(Person(official=official, **more), full_name)
    made.save()
    return made


def member(
    cell: Unit,
    full_name: str = "Lò Văn Ún",
    *,
    official: str = "2015-05-19",
    since: date = LONG_AGO,
    until: date | None = None,
    **more: str,
) -> Person:
    """Return a new person with official activity in a cell."""
    made = person(full_name, official=official, **more)
    Membership.objects.create(person=made, cell=cell, since=since, until=until)
    return made


def standing(
    of: Person, kind: str = "exempt", *, since: date = LONG_AGO, until: date | None = None
) -> Standing:
    """Return a new standing of a person."""
    return Standing.objects.create(person=of, kind=kind, since=since, until=until)


def post(
    of: Person,
    at: Unit,
    kind: str = "secretary",
    *,
    since: date = LONG_AGO,
    until: date | None = None,
) -> Post:
    """Return a new post of a person at a unit."""
    return Post.objects.create(person=of, unit=at, kind=kind, since=since, until=until)


def account(
    username: str,
    role: str = "",
    *,
    at: Unit | None = None,
    of: Person | None = None,
    since: date = LONG_AGO,
) -> Account:
    """Return a new account, with a role at a unit where one is given."""
    made = Account(username=username, person=of)
    made.set_password("mật khẩu dài")
    made.save()
    if at is not None:
        Grant.objects.create(account=made, role=role, unit=at, since=since)
    return made
