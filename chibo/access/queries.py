"""The one answer to every question of permission: a set of units."""

from datetime import date

from django.db.models import F, Q, QuerySet

from chibo.access.models import Grant
from chibo.access.rules import ABILITIES, Ability, roles_with
from chibo.base.periods import valid_on
from chibo.people.models import Account
from chibo.units.models import Ancestry, Unit
from chibo.units.queries import existing


def units_where(account: Account, ability: Ability, on: date) -> QuerySet[Unit]:
    """Return the units where an account holds an ability, granted there or higher up.

    Lists filter by it and `may` asks it, so a page and its buttons cannot disagree. A unit
    that has ended stays in reach of those who had it below them when it ended.
    """
    granted = Grant.objects.filter(
        valid_on(on), account=account, role__in=roles_with(ability)
    ).values("unit")
    below = Ancestry.objects.filter(_reach(on), ancestor__in=granted)
    return Unit.objects.filter(pk__in=below.values("unit"))


def may(account: Account, ability: Ability, unit: Unit, on: date) -> bool:
    """Say whether an account holds an ability at a unit."""
    return units_where(account, ability, on).filter(pk=unit.pk).exists()


def abilities_at(account: Account, unit: Unit, on: date) -> frozenset[Ability]:
    """Return all abilities an account holds at a unit; one query for a page with many buttons."""
    above = Ancestry.objects.filter(_reach(on), unit=unit).values("ancestor")
    roles = (
        Grant.objects.filter(valid_on(on), account=account, unit__in=above)
        .values_list("role", flat=True)
        .distinct()
    )
    return frozenset().union(*(ABILITIES[role] for role in roles))


def home_unit(account: Account, on: date) -> Unit | None:
    """Return the unit an account's pages open on: the lowest where it holds a role."""
    return (
        existing(on)
        .filter(pk__in=Grant.objects.filter(valid_on(on), account=account).values("unit"))
        .select_related("kind")
        .order_by("-kind__level", "code")
        .first()
    )


def _reach(on: date) -> Q:
    """A line of ancestry that holds on a day, or held to the end of a unit that has ended."""
    ended = Q(unit__until__lte=on, until=F("unit__until"))
    return valid_on(on) | ended


def grants_where(account: Account, on: date) -> QuerySet[Grant]:
    """Return the grants in force that an account keeps, by unit, role and name."""
    kept = units_where(account, Ability.KEEP_ACCOUNTS, on).values("pk")
    return (
        Grant.objects.filter(valid_on(on), unit__in=kept)
        .select_related("account__person", "unit")
        .order_by("unit__code", "role", "account__username")
    )


def may_keep(keeper: Account, account: Account, on: date) -> bool:
    """Say whether all roles an account holds lie where its keeper keeps accounts.

    Else a new password would open doors that are not the keeper's.
    """
    held = Grant.objects.filter(valid_on(on), account=account)
    kept = units_where(keeper, Ability.KEEP_ACCOUNTS, on).values("pk")
    return not held.exclude(unit__in=kept).exists()
