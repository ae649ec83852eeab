"""What migrations do to rows that are there."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from chibo.units.loading import load_kinds
from chibo.units.models import UnitKind

pytestmark = pytest.mark.django_db


def test_kinds_of_before_are_marked_as_new_ones_are_loaded() -> None:
    load_kinds()
    loaded = above()
    UnitKind.objects.update(is_above_grassroots=False)
    mark = import_module("chibo.units.migrations.0003_mark_kinds_above_grassroots").mark

    for _twice in range(2):
        mark(apps, connection.schema_editor())

    assert above() == loaded == {"province", "district"}


def above() -> set[str]:
    return set(UnitKind.objects.filter(is_above_grassroots=True).values_list("code", flat=True))
