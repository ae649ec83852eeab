"""What each cell and committee settled for itself: terms, usual days, working rules."""

from collections.abc import Mapping
from datetime import date, time
from random import Random

from chibo.example.chance import chance
from chibo.example.places import COMMUNES, MAY, NGAM, ORGANISATIONS, SINGLE_CELLS, CellPlan
from chibo.guidance.models import RuleValue, Source
from chibo.guidance.names import Name
from chibo.meetings.models import Habit
from chibo.people.models import Term
from chibo.units.models import Unit

SINCE = date(2025, 3, 1)
_VILLAGE_HOURS = (time(19, 30), time(19, 30), time(19), time(20), time(14))
_OFFICE_HOURS = (time(14), time(15), time(16), time(7, 30), time(14, 30))
# Most cells wrote two thirds into their rules, some more than half.
_QUORUMS = (">=2/3", ">=2/3", ">=2/3", ">=2/3", ">=2/3", ">=2/3", ">=2/3", ">=2/3", ">1/2")
_NOTICE_DAYS = 3


def settle_customs(seed: int, plans: Mapping[CellPlan, Unit], units: Mapping[str, Unit]) -> None:
    """Write the terms and usual days of all cells and the rules that are their own."""
    cells = []
    values = []
    habits = []
    sources = []
    for plan, unit in plans.items():
        rng = chance(seed, plan.code, "customs")
        cells.append(Term(unit=unit, name="2025–2027", since=SINCE))
        habits.append(_habit(plan, unit, rng))
        source = _source(f"QC-{plan.code}/2025", f"Chi bộ {plan.name}", "01-QC/CB")
        sources.append(source)
        quorum = ">=2/3" if plan.code in (MAY, NGAM) else rng.choice(_QUORUMS)
        values.append(_value(Name.QUORUM, quorum, unit, source, "điều 7"))
    committees = [*COMMUNES, *ORGANISATIONS]
    for name, unit in [
        *((f"Đảng ủy {row.name}", units[row.code]) for row in committees),
        *((f"Chi bộ {row.name}", units[row.code]) for row in SINGLE_CELLS),
    ]:
        source = _source(f"QC-ĐU-{unit.code}/2025", name, "02-QC/ĐU")
        sources.append(source)
        values.append(_value(Name.NOTICE_DAYS, str(_NOTICE_DAYS), unit, source, "điều 4"))
    Term.objects.bulk_create(cells, batch_size=500)
    Habit.objects.bulk_create(habits, batch_size=500)
    Source.objects.bulk_create(sources, batch_size=500)
    RuleValue.objects.bulk_create(values, batch_size=500)


def _habit(plan: CellPlan, unit: Unit, rng: Random) -> Habit:
    day, hour, place = rng.choice([3, 3, 3, 4, 5]), rng.choice(_OFFICE_HOURS), "phòng họp"
    if plan.flavour in ("village", "street"):
        hour, place = rng.choice(_VILLAGE_HOURS), "nhà văn hóa"
    if plan.code == MAY:
        day, hour = 3, time(19, 30)
    return Habit(cell=unit, day=day, hour=hour, place=f"{place} {plan.name}", since=SINCE)


def _source(key: str, issuer: str, number: str) -> Source:
    return Source(
        key=key,
        issuer=issuer,
        number=number,
        signed_on=SINCE,
        title="Quy chế làm việc (ví dụ)",
        seen=Source.Seen.LOCAL,
    )


def _value(name: Name, value: str, unit: Unit, source: Source, article: str) -> RuleValue:
    return RuleValue(name=name, unit=unit, value=value, since=SINCE, source=source, article=article)
