"""The example world, made from a seed number: the former Quan Sơn and twelve months of meetings.

The same seed and the same moment give the same world, keys and hashes included, in an empty
database. How it is spread over the files: tree and places (the units), sizes, names and people,
customs (rules and habits of their own), character (what sets cells apart), following (which
official follows which cells), then year by year of
each cell: months (when), room (who), issues, returning and story (what), sitting (acted out),
pages (sealed), themes (planned); at last visits (slips of officials). All words are in data/.
"""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from chibo.base.time import local_day
from chibo.book.visits import write_months_of_visits
from chibo.example.accounts import ACCOUNTS, PASSWORD, open_accounts
from chibo.example.cell import Cell
from chibo.example.customs import settle_customs
from chibo.example.following import assign_officials, open_followed_cells
from chibo.example.people import People, settle
from chibo.example.places import MAY, NGAM, WITHOUT_COMMITTEE
from chibo.example.rosters import plan_quarters
from chibo.example.sizes import sizes
from chibo.example.stretches import common_turns
from chibo.example.tree import found
from chibo.example.visits import tell_answers, write_slips
from chibo.example.year import live
from chibo.units.models import Unit

__all__ = ["ACCOUNTS", "PASSWORD", "load_world"]

_FIRST = (MAY, NGAM, WITHOUT_COMMITTEE)


def load_world(*, seed: int, now: datetime, meeting_cells: int | None = None) -> None:
    """Write the example world into an installation without units, all of it or nothing.

    now: aware; the year of meetings ends there. meeting_cells: how many cells have met, for a
    quicker world; None means all 190. All units and members are there in any case.
    """
    with transaction.atomic():
        plans = found()
        units = {unit.code: unit for unit in Unit.objects.select_related("kind")}
        people = People()
        members = sizes(seed, plans)
        today = local_day(now)
        for plan in plans:
            size = members[plan.code]
            settle(people, plan, units[plan.code], size=size, seed=seed, today=today)
        people.write()
        settle_customs(seed, {plan: units[plan.code] for plan in plans}, units)
        assign_officials(seed, plans, units)
        common = common_turns()
        ordered = sorted(plans, key=lambda plan: plan.code not in _FIRST)
        for plan in ordered[:meeting_cells]:
            live(Cell(plan=plan, unit=units[plan.code], seed=seed, now=now, common=common))
        write_slips(seed, {plan.code: plan for plan in plans}, now)
        tell_answers()
        open_accounts(units)
        open_followed_cells()
        for unit in units.values():
            write_months_of_visits(unit)
        _know_the_sizes()
    # Planned by the actions of an office, which open transactions of their own.
    plan_quarters(units["TT"], now)
    mark_example()


def _know_the_sizes() -> None:
    """Tell PostgreSQL how full its tables are now.

    It plans by what it knew of them when they were empty, and a count of members took minutes,
    until its own housekeeping came by.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def mark_example() -> None:
    """Leave the mark by which every page says that its data is made up."""
    settings.CHIBO_HOME.mkdir(parents=True, exist_ok=True)
    (settings.CHIBO_HOME / "example").touch()
    # This process may go on to serve pages, and read its settings before the mark was there.
    settings.IS_EXAMPLE = True
