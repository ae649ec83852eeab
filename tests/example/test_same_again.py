"""The same seed makes the same world, another seed another one."""

from collections.abc import Callable

import pytest

from chibo.book.models import MonthlyFacts, SealedRecord
from chibo.example.cell import Cell
from chibo.example.people import People, settle
from chibo.example.places import MAY, all_cells
from chibo.example.sizes import sizes
from chibo.example.stretches import common_turns
from chibo.example.year import live
from chibo.meetings.models import AgendaItem, Meeting, PlannedTheme, Proposal, ThemePlan
from chibo.quality.models import Assessment
from chibo.resolutions.models import Extension, Resolution, Result, Task
from chibo.supervision.models import PassedUp, PassedUpStep, PlannedVisit, Visit
from chibo.units.models import Unit
from tests.example.conftest import NOW, SEED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

_PLAN = next(plan for plan in all_cells() if plan.code == MAY)


@pytest.fixture
def hashes() -> Callable[[int], list[str]]:
    """Return a way to let bản Máy live its year again and see the hashes of its book."""

    def lived(seed: int) -> list[str]:
        cell = Unit.objects.select_related("kind").get(code=MAY)
        _forget(cell)
        live(Cell(plan=_PLAN, unit=cell, seed=seed, now=NOW, common=common_turns()))
        pages = SealedRecord.objects.filter(cell=cell).order_by("sequence")
        return list(pages.values_list("sha256", flat=True))

    return lived


def _forget(cell: Unit) -> None:
    for rows in (
        PassedUpStep.objects.filter(passed_up__visit__cell=cell),
        PassedUp.objects.filter(visit__cell=cell),
        Visit.objects.filter(cell=cell),
        PlannedVisit.objects.filter(cell=cell),
        Assessment.objects.filter(meeting__cell=cell),
        SealedRecord.objects.filter(cell=cell),
        MonthlyFacts.objects.filter(cell=cell),
        Extension.objects.filter(task__cell=cell),
        Result.objects.filter(task__cell=cell),
        Task.objects.filter(cell=cell).exclude(continues=None),
        Task.objects.filter(cell=cell),
        Resolution.objects.filter(meeting__cell=cell),
        Proposal.objects.filter(cell=cell),
        AgendaItem.objects.filter(meeting__cell=cell),
        PlannedTheme.objects.filter(cell=cell),
        ThemePlan.objects.filter(cell=cell),
        Meeting.objects.filter(cell=cell),
    ):
        rows.delete()


def test_the_same_seed_seals_the_same_bytes(hashes: Callable[[int], list[str]]) -> None:
    pages = SealedRecord.objects.filter(cell__code=MAY).order_by("sequence")
    before = list(pages.values_list("sha256", flat=True))

    assert hashes(SEED) == before
    assert hashes(SEED + 1) != before


def test_the_same_seed_names_the_same_people() -> None:
    members = sizes(SEED, all_cells())

    def names(seed: int) -> list[str]:
        people = People()
        for plan in all_cells()[:12]:
            unit = Unit(code=plan.code)
            size = members[plan.code]
            settle(people, plan, unit, size=size, seed=seed, today=NOW.date())
        return [person.full_name for person in people.persons]

    assert names(SEED) == names(SEED)
    assert names(SEED) != names(SEED + 1)
