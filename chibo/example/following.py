"""Who follows which cells in the example: officials of each committee, by made-up decisions.

Written before the cells live through their year, so that whoever sits in with them is who follows
them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from chibo.access.models import Grant
from chibo.base.time import local_moment
from chibo.example.chance import chance, key
from chibo.example.places import COMMUNES, MAY, NGAM, CellPlan
from chibo.example.topics import visit_words
from chibo.example.tree import MERGED, REFORM_ON, TO_PROVINCE
from chibo.people.models import Account, Membership, Person, Post
from chibo.supervision.models import Assignment
from chibo.units.models import Unit

# The numbers of decisions end in VD (ví dụ, "example"): all are made up.
_SIGNED, _SINCE = REFORM_ON + timedelta(days=9), REFORM_ON + timedelta(days=14)
_CHANGE_SIGNED, _CHANGED = date(2026, 1, 6), date(2026, 1, 12)
# The official who has an account follows both villages that a reader is led to.
_CANBO_CELLS = (MAY, NGAM, "TT.03", "TT.05", "TT.07")
# Whoever followed these left, and nobody was assigned since.
_NOBODY = ("TTI.10", "TX.08", "NM.06")
_LEFT_ON = date(2026, 9, 1)
_FEWEST, _MOST = 4, 7


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody who may follow cells, and the cell he is a member of himself."""

    person: Person
    home: str


@dataclass(frozen=True, slots=True)
class Load:
    """The cells given to one official by one decision."""

    official: Official
    cells: tuple[str, ...]


def assign_officials(seed: int, plans: Sequence[CellPlan], units: Mapping[str, Unit]) -> None:
    """Write who follows which cells; each committee decides for its own."""
    members = _by_cell(plans)
    rows: list[Assignment] = []
    for committee, own in _committees(plans).items():
        rng = chance(seed, committee, "assignments")
        pool = [one for plan in _agencies(own) for one in members[plan.code]]
        # An agency's own cell is followed from outside it.
        pool += [members[plan.code][0] for plan in own if plan.code != pool[0].home][:1]
        loads = list(_loads(rng, [plan.code for plan in own], pool))
        rows += _rows(rng, units[committee], loads, units)
    Assignment.objects.bulk_create(rows, batch_size=500)


def open_followed_cells() -> None:
    """Give those of the officials who have an account the role at the cells they follow."""
    accounts = {row.person_id: row for row in Account.objects.filter(person__isnull=False)}
    followed = Assignment.objects.filter(official__in=accounts).order_by("cell__code", "since")
    for row in followed:
        row.grant = Grant.objects.create(
            account=accounts[row.official_id],
            role=Grant.Role.SUPERVISOR,
            unit_id=row.cell_id,
            since=row.since,
            until=row.until,
        )
        row.save(update_fields=["grant"])


def _committees(plans: Sequence[CellPlan]) -> dict[str, list[CellPlan]]:
    """The cells by the committee they stand under since the reform, in its order."""
    lasting = [row.code for row in COMMUNES if row.code not in MERGED] + list(TO_PROVINCE)
    found: dict[str, list[CellPlan]] = {code: [] for code in lasting}
    for plan in plans:
        above = MERGED.get(plan.parent or "", plan.parent)
        # Agencies and single cells of the district came to the commune where it had its seat.
        found[above if above in found else "SL"].append(plan)
    return found


def _agencies(plans: Sequence[CellPlan]) -> list[CellPlan]:
    """The cells whose members are officials of a committee: its agencies, else all of them."""
    return [plan for plan in plans if plan.flavour == "agency"] or list(plans)


def _by_cell(plans: Sequence[CellPlan]) -> dict[str, list[Official]]:
    """The members of each cell who may follow others, those in posts first."""
    posts = dict(Post.objects.filter(until=None).order_by("pk").values_list("person", "kind"))
    rank = {kind: number for number, kind in enumerate(Post.Kind.values)}
    found: dict[str, list[Official]] = {plan.code: [] for plan in plans}
    rows = Membership.objects.filter(until=None, cell__isnull=False).exclude(person__official="")
    for row in rows.select_related("person", "cell").order_by("pk"):
        if row.cell is not None and row.person.official < "2024":
            found[row.cell.code].append(Official(row.person, row.cell.code))
    for officials in found.values():
        officials.sort(key=lambda one: rank.get(posts.get(one.person.pk, ""), len(rank)))
        # The others have their own work.
        del officials[4:]
    return found


def _loads(rng: Random, cells: Sequence[str], pool: Sequence[Official]) -> Iterator[Load]:
    """Share cells out, some four to seven to each official and to nobody his own.

    pool: those who are given cells in turn; officials of two cells at least.
    """
    waiting = list(cells)
    turn = 0
    if MAY in waiting:
        yield Load(pool[0], _CANBO_CELLS)
        waiting = [code for code in waiting if code not in _CANBO_CELLS]
        turn = 1
    while waiting:
        official = pool[turn % len(pool)]
        turn += 1
        mine = [code for code in waiting if code != official.home][: rng.randint(_FEWEST, _MOST)]
        # Who would have to follow none but his own leaves it to the next one.
        if mine:
            yield Load(official, tuple(mine))
            waiting = [code for code in waiting if code not in mine]


def _rows(
    rng: Random, unit: Unit, loads: Sequence[Load], units: Mapping[str, Unit]
) -> Iterable[Assignment]:
    """The assignments of one committee; its last official but one went, and the last took over."""
    goes = len(loads) - 2 if len(loads) > 2 else None
    for number, load in enumerate(loads):
        for code in load.cells:
            number_words = f"{11 + number}-QĐ/VD"
            first = _row(rng, unit, load.official, units[code], number_words)
            yield first
            if code in _NOBODY:
                first.until, first.ended_because = _LEFT_ON, visit_words()["reasons"]["retired"]
            elif number == goes and code != loads[-1].official.home:
                first.until, first.ended_because = _CHANGED, visit_words()["reasons"]["moved"]
                after = _row(rng, unit, loads[-1].official, units[code], "03-QĐ/VD")
                after.decided_on, after.since = _CHANGE_SIGNED, _CHANGED
                yield after


def _row(rng: Random, unit: Unit, official: Official, cell: Unit, number: str) -> Assignment:
    return Assignment(
        id=key(rng, local_moment(_SIGNED, time(9))),
        official=official.person,
        cell=cell,
        unit=unit,
        decision_number=number,
        decided_on=_SIGNED,
        since=_SINCE,
    )
