"""Seeing what a write did: whole tables before and after, and the lines of the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model

from chibo.audit.models import Entry

Tables = dict[str, list[dict[str, Any]]]


def tables() -> Tables:
    """Return every row of every table of ours."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values()) for model in _models()
    }


def _models() -> list[type[Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model.__module__.startswith("chibo.")]


def changed(before: Tables, after: Tables) -> set[str]:
    """Return the tables in which two states differ."""
    return {name for name in after if before[name] != after[name]}


@contextmanager
def refused(error: type[Exception]) -> Iterator[pytest.ExceptionInfo[Exception]]:
    """Expect a refusal after which every table is as it was."""
    before = tables()
    with pytest.raises(error) as caught:
        yield caught
    assert changed(before, tables()) == set()


@contextmanager
def logged(verb: str, unit: str) -> Iterator[None]:
    """Expect exactly one new line of the log: this verb, in this unit."""
    last = Entry.objects.count()
    yield
    lines = Entry.objects.order_by("pk")[last:]
    assert [(line.verb, line.unit_code) for line in lines] == [(verb, unit)]


@contextmanager
def undone() -> Iterator[None]:
    """Take back what happens inside, also what actions wrote in transactions of their own."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)
