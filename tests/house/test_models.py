"""Models keep to the order of the rooms and to what the house leaves out."""

import re

import pytest
from django.conf import settings
from django.db.models import Model

from tests.support.house import ROOT, our_models, room_of, rooms

GLOSSARY = ROOT / "docs/glossary.md"


def test_settings_name_the_rooms_in_the_order_that_imports_follow() -> None:
    built = settings.ROOMS

    assert built == [room for room in rooms() if room in built]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_to_the_same_room_or_one_above(model: type[Model]) -> None:
    above = rooms()[: rooms().index(room_of(model)) + 1]

    downwards = [
        f"{field.name} -> {related._meta.label}"
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if isinstance(related := field.related_model, type)
        and related.__module__.startswith("chibo.")
        and room_of(related) not in above
    ]

    assert downwards == []


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_no_model_states_an_order_or_overrides_save(model: type[Model]) -> None:
    ours = [base for base in model.__mro__ if base.__module__.startswith("chibo.")]

    assert not model._meta.ordering, "a query states its order"
    assert [base for base in ours if "save" in vars(base)] == []


def test_every_model_has_a_row_in_the_glossary() -> None:
    rows = re.findall(r"^\| `(\w+)`", GLOSSARY.read_text(), re.MULTILINE)
    concepts = {re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower() for model in our_models()}

    assert concepts - set(rows) == set()
    assert len(rows) == len(set(rows)), "one concept has one row"
