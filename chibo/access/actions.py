"""Giving people accounts and roles, and taking them back."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from chibo.access.models import Grant
from chibo.access.rules import ABILITIES, Ability
from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.people.models import Account, Person
from chibo.units.models import Unit


class CannotGive(Exception):
    """An account or a role cannot be given so; the view says why."""


class NameTaken(CannotGive):
    """Another account signs in with this name."""


class HasAccount(CannotGive):
    """The person has an account already."""

    def __init__(self, account: Account) -> None:
        super().__init__(account.username)
        self.account = account


class OwnKeys(CannotGive):
    """Nobody takes from themselves the role by which accounts are kept: who would give it back?"""


class AlreadyGranted(CannotGive):
    """The account holds this role there already."""


def open_account(
    *,
    username: str,
    password: str,
    unit: Unit,
    role: str,
    since: date,
    by: str,
    at: datetime,
    person: Person | None = None,
    title: str = "",
) -> Account:
    """Make an account with its first role.

    person: whose it is; None for an office, which then has a title.

    Raises NameTaken or HasAccount; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        held = Account.objects.filter(person=person).first() if person else None
        if held is not None:
            raise HasAccount(held)
        if Account.objects.filter(username__iexact=username).exists():
            raise NameTaken
        account = Account(username=username, person=person, title=nfc(title))
        account.set_password(password)
        account.save(force_insert=True)
        Grant.objects.create(account=account, role=role, unit=unit, since=since)
        record("account.opened", account, by=by, at=at, unit_code=unit.code, role=role)
    return account


def grant_role(
    *, account: Account, role: str, unit: Unit, since: date, by: str, at: datetime
) -> Grant:
    """Give an account a role at a unit from a day on.

    Raises AlreadyGranted; then nothing has changed.
    """
    try:
        with transaction.atomic(durable=True):
            grant = Grant.objects.create(account=account, role=role, unit=unit, since=since)
            record("role.granted", grant, by=by, at=at, unit_code=unit.code, role=role)
    except IntegrityError as error:
        raise AlreadyGranted from error
    return grant


def end_grant(*, grant_id: int, until: date, by: str, at: datetime) -> None:
    """End a role on a day, the first on which it no longer holds.

    One that began that very day never held, and is taken out whole.

    Raises OwnKeys; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        rows = Grant.objects.select_for_update(of=("self",)).select_related("unit", "account")
        grant = rows.get(pk=grant_id)
        if grant.account.username == by and Ability.KEEP_ACCOUNTS in ABILITIES[grant.role]:
            raise OwnKeys
        record("role.ended", grant, by=by, at=at, unit_code=grant.unit.code, role=grant.role)
        stop_role(grant, until)


def begin_role(
    account: Account, role: str, unit: Unit, since: date, until: date | None = None
) -> Grant | None:
    """Give an account a role for a period, inside an action of another room.

    None where it holds the role at this very unit without an end: that one is not ours to end.
    """
    if Grant.objects.filter(account=account, role=role, unit=unit, until=None).exists():
        return None
    return Grant.objects.create(account=account, role=role, unit=unit, since=since, until=until)


def stop_role(grant: Grant, until: date) -> None:
    """End a role on a day, inside an action; one that ended before then stays as it is.

    One that begins on that day or later never held, and is taken out whole.
    """
    if grant.since >= until:
        grant.delete()
    elif grant.until is None or grant.until > until:
        grant.until = until
        grant.save(update_fields=["until"])


def set_password(*, account: Account, password: str, by: str, at: datetime) -> None:
    """Give an account a new password; whoever is signed in with the old one must sign in anew."""
    with transaction.atomic(durable=True):
        account.set_password(password)
        account.save(update_fields=["password"])
        record("account.password_set", account, by=by, at=at)
