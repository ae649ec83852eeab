"""The one answer to every question of permission: a set of units."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from chibo.access.models import Grant
from chibo.access.rules import ABILITIES, OF_THE_CELL, Ability, roles_with
from chibo.base.periods import covers, valid_on
from chibo.people.models import Account, Person
from chibo.people.queries import belonging, people_of, units_belonged
from chibo.units.models import Ancestry, Unit
from chibo.units.queries import path

_Answer = TypeVar("_Answer")


def roles_held(account: Account, on: date) -> tuple[Grant, ...]:
    """Return the grants of an account in force on a day, each with its unit and its kind.

    A member's role in a cell ends by itself when the member belongs to the cell no longer, and
    holds no office there: who has moved or left sees nothing of it from that day on.
    """

    def found() -> tuple[Grant, ...]:
        held = tuple(
            Grant.objects.filter(valid_on(on), account=account).select_related("unit__kind")
        )
        # `_stands` in two plain questions: as one it takes the ORM twice as long to put together.
        if account.person_id is None or OF_THE_CELL.isdisjoint(one.role for one in held):
            return held
        own = units_belonged(account.person_id, on)
        return tuple(one for one in held if one.role not in OF_THE_CELL or one.unit_id in own)

    return _once(account, ("grants", on), found)


def _stands(on: date) -> Q:
    own = Q(role__in=OF_THE_CELL) & ~Q(account__person=None)
    return ~own | belonging(on, "account__person", "unit")


def units_where(account: Account, *abilities: Ability, on: date) -> QuerySet[Unit]:
    """Return the units where an account holds one of some abilities, granted there or higher up.

    Lists filter by it and `may` asks it, so a page and its buttons cannot disagree. A unit
    that has ended stays in reach of those who had it below them when it ended.
    """
    granted = granted_at(account, abilities, on)
    if not granted:
        return Unit.objects.none()
    below = Ancestry.objects.filter(_reach(on), ancestor__in=granted)
    return Unit.objects.filter(pk__in=below.values("unit"))


def offices_above(unit: Unit, on: date, ability: Ability = Ability.TYPE_FOR_CELLS) -> list[Unit]:
    """Return the units at or above one where an office holds an ability, the nearest first.

    ability: unless given, that of typing for its cells.
    """
    granted = Grant.objects.filter(valid_on(on), role__in=roles_with(ability))
    with_office = set(granted.values_list("unit", flat=True))
    return [above for above in reversed(path(unit, on)) if above.pk in with_office]


def office_of(account: Account, unit: Unit, on: date) -> Unit | None:
    """Return in which office above a unit an account may type for it, the nearest; or None."""
    granted = granted_at(account, [Ability.TYPE_FOR_CELLS], on)
    return next((above for above in offices_above(unit, on) if above.pk in granted), None)


def people_seen(account: Account, on: date) -> QuerySet[Person]:
    """Return the persons an account may see: itself, and those of cells whose members it sees."""
    reach = units_where(account, Ability.SEE_CELL, Ability.KEEP_MEMBERS, on=on)
    return Person.objects.filter(
        Q(pk=account.person_id) | Q(pk__in=people_of(reach, on).values("pk"))
    )


def may(account: Account, ability: Ability, unit: Unit, on: date) -> bool:
    """Say whether an account holds an ability at a unit."""
    return ability in abilities_at(account, unit, on)


def may_somewhere(account: Account, ability: Ability, on: date) -> bool:
    """Say whether an account holds an ability at any unit."""
    return bool(granted_at(account, [ability], on))


def may_beyond(account: Account, ability: Ability, unit: Unit, on: date) -> bool:
    """Say whether an account was granted an ability at another unit than this one."""
    return any(granted != unit.pk for granted in granted_at(account, [ability], on))


def abilities_at(account: Account, unit: Unit, on: date) -> frozenset[Ability]:
    """Return all abilities an account holds at a unit; one query for a page with many buttons."""
    held = roles_held(account, on)
    if not held:
        return frozenset()

    def found() -> frozenset[Ability]:
        lines = Ancestry.objects.filter(_reach(on), unit=unit)
        above = set(lines.values_list("ancestor", flat=True))
        return frozenset().union(*(ABILITIES[one.role] for one in held if one.unit_id in above))

    return _once(account, ("abilities", unit.pk, on), found)


def home_unit(account: Account, on: date) -> Unit | None:
    """Return the unit an account's pages open on: its own cell, else the lowest with a role.

    Its own is the cell it sees from inside; a cell one only follows is nobody's home. Who has
    nothing but cells to follow is at home in what stands above the first of them.
    """
    above = path_home(account, on)
    return above[-1] if above else None


def path_home(account: Account, on: date) -> list[Unit]:
    """Return the units above an account's home and the home itself, with names, top first."""
    there = [
        grant for grant in roles_held(account, on) if covers(grant.unit.since, grant.unit.until, on)
    ]
    if not there:
        return []
    nearest = min(there, key=_farness)

    def found() -> list[Unit]:
        way = path(nearest.unit, on)
        return way[:-1] or way if _only_follows(nearest) else way

    return _once(account, ("home", on), found)


def _farness(grant: Grant) -> tuple[bool, bool, int, str]:
    inside = Ability.SEE_CELL in ABILITIES[grant.role]
    return not inside, _only_follows(grant), -grant.unit.kind.level, grant.unit.code


def _only_follows(grant: Grant) -> bool:
    return grant.unit.kind.is_cell and grant.role not in OF_THE_CELL


def granted_at(account: Account, abilities: Iterable[Ability], on: date) -> list[int]:
    """Return the units at which a role with one of some abilities was granted, by id."""
    roles = set().union(*(roles_with(ability) for ability in abilities))
    return sorted({held.unit_id for held in roles_held(account, on) if held.role in roles})


def _once(account: Account, question: Hashable, answer: Callable[[], _Answer]) -> _Answer:
    """Ask once for an account that was loaded: it lives as long as a request.

    Every page asks the same several times: for its objects, its buttons and its frame.
    """
    known: dict[Hashable, Any] = vars(account).setdefault("_answers", {})
    if question not in known:
        known[question] = answer()
    found: _Answer = known[question]
    return found


def _reach(on: date) -> Q:
    """A line of ancestry that holds on a day, or held to the end of a unit that has ended."""
    ended = Q(unit__until__lte=on, until=F("unit__until"))
    return valid_on(on) | ended


def grants_where(account: Account, on: date) -> QuerySet[Grant]:
    """Return the grants in force that an account keeps, by unit, role and name.

    rests: of each, that it opens nothing now because the member left the cell.
    """
    kept = units_where(account, Ability.KEEP_ACCOUNTS, on=on).values("pk")
    return (
        Grant.objects.filter(valid_on(on), unit__in=kept)
        .annotate(rests=ExpressionWrapper(~_stands(on), output_field=BooleanField()))
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
