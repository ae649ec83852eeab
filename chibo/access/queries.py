"""The one answer to every question of permission: a set of units."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from chibo.access.models import Grant
from chibo.access.rules import ABILITIES, Ability, roles_with
from chibo.base.periods import valid_on
from chibo.people.models import Account
from chibo.units.models import Ancestry, Unit
from chibo.units.queries import named


def roles_held(account: Account, on: date) -> frozenset[tuple[str, int]]:
    """Return the roles an account holds on a day, each with the id of its unit.

    Read once for an account that was loaded: it lives as long as a request, and every page
    asks several times.
    """
    known: dict[date, frozenset[tuple[str, int]]] = vars(account).setdefault("_roles_held", {})
    if on not in known:
        rows = Grant.objects.filter(valid_on(on), account=account).values_list("role", "unit")
        known[on] = frozenset(rows)
    return known[on]


def units_where(account: Account, *abilities: Ability, on: date) -> QuerySet[Unit]:
    """Return the units where an account holds one of some abilities, granted there or higher up.

    Lists filter by it and `may` asks it, so a page and its buttons cannot disagree. A unit
    that has ended stays in reach of those who had it below them when it ended.
    """
    granted = _granted(account, abilities, on)
    if not granted:
        return Unit.objects.none()
    below = Ancestry.objects.filter(_reach(on), ancestor__in=granted)
    return Unit.objects.filter(pk__in=below.values("unit"))


def may(account: Account, ability: Ability, unit: Unit, on: date) -> bool:
    """Say whether an account holds an ability at a unit."""
    return ability in abilities_at(account, unit, on)


def may_somewhere(account: Account, ability: Ability, on: date) -> bool:
    """Say whether an account holds an ability at any unit."""
    return bool(_granted(account, [ability], on))


def abilities_at(account: Account, unit: Unit, on: date) -> frozenset[Ability]:
    """Return all abilities an account holds at a unit; one query for a page with many buttons."""
    held = roles_held(account, on)
    if not held:
        return frozenset()
    known: dict[tuple[int, date], frozenset[Ability]] = vars(account).setdefault("_abilities", {})
    if (unit.pk, on) not in known:
        lines = Ancestry.objects.filter(_reach(on), unit=unit)
        above = set(lines.values_list("ancestor", flat=True))
        found = (ABILITIES[role] for role, place in held if place in above)
        known[unit.pk, on] = frozenset().union(*found)
    return known[unit.pk, on]


def home_unit(account: Account, on: date) -> Unit | None:
    """Return the unit an account's pages open on: the lowest where it holds a role."""
    places = {place for _role, place in roles_held(account, on)}
    homes = sorted(named(places, on), key=lambda unit: (-unit.kind.level, unit.code))
    return homes[0] if homes else None


def _granted(account: Account, abilities: Iterable[Ability], on: date) -> list[int]:
    """The units at which a role with one of the abilities was granted, by id."""
    roles = set().union(*(roles_with(ability) for ability in abilities))
    return sorted({place for role, place in roles_held(account, on) if role in roles})


def _reach(on: date) -> Q:
    """A line of ancestry that holds on a day, or held to the end of a unit that has ended."""
    ended = Q(unit__until__lte=on, until=F("unit__until"))
    return valid_on(on) | ended


def grants_where(account: Account, on: date) -> QuerySet[Grant]:
    """Return the grants in force that an account keeps, by unit, role and name."""
    kept = units_where(account, Ability.KEEP_ACCOUNTS, on=on).values("pk")
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
    kept = units_where(keeper, Ability.KEEP_ACCOUNTS, on=on).values("pk")
    return not held.exclude(unit__in=kept).exists()
